"""What comes out of what a phone sends: small, upright, clean; and what is refused, in words."""

from __future__ import annotations

import resource
import socket
import threading
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from forms_app.applications.typed_text import NotAccepted
from forms_app.documents import pictures, scanning
from tests.forms_app.documents import files


def kept(content: bytes) -> Image.Image:
    (one,) = pictures.pictures_of(BytesIO(content))
    assert len(one) <= pictures.LARGEST_KEPT
    return Image.open(BytesIO(one))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_every_kind_of_photo_becomes_a_small_jpeg(form: str) -> None:
    picture = kept(files.photo(form=form))
    assert picture.format == "JPEG"
    assert picture.size == (1200, 900)
    red, blue = picture.getpixel((100, 450)), picture.getpixel((1100, 450))
    assert red[0] > 200 > blue[0]  # type: ignore[index]


def test_a_large_noisy_photo_is_kept_under_300_kilobytes() -> None:
    assert max(kept(files.photo(3000, 2000, noise=True)).size) <= 1600


def test_a_sideways_photo_stands_upright_and_forgets_where_it_was_taken() -> None:
    content = files.sideways_with_place()
    assert b"door of the house" in content
    (one,) = pictures.pictures_of(BytesIO(content))
    picture = Image.open(BytesIO(one))
    assert picture.size == (900, 1200)
    assert dict(picture.getexif()) == {}
    for secret in (b"door of the house", b"secret", b"Exif", b"GPS"):
        assert secret not in one


def test_a_see_through_picture_lies_on_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    assert min(kept(out.getvalue()).getpixel((25, 25))) > 250  # type: ignore[type-var, arg-type]


def test_what_hides_behind_a_picture_does_not_come_along() -> None:
    hidden = b"PK\x03\x04<script>alert()</script>%PDF-1.7 /JavaScript"
    (one,) = pictures.pictures_of(BytesIO(files.photo() + hidden))
    assert b"script" not in one
    assert b"PK" not in one[-64:]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "空的"),
        (b"<html><script>x</script>", "这不是照片"),
        (b"GIF89a" + b"\0" * 100, "这不是照片"),
        (b"MZ" + b"\0" * 100, "这不是照片"),
        (b"PK\x03\x04" + b"\0" * 100, "这不是照片"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "这不是照片"),
        (b"\xff\xd8\xff" + b"<script>" * 50, "没有传完整"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "没有传完整"),
        (b"RIFF\0\0\0\0WEBP" + b"\0" * 50, "没有传完整"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, "没有传完整"),
        (files.photo(noise=True)[:20_000], "没有传完整"),
        (b"%PDF-1.7 nothing", "打不开"),
        (files.pdf(script="app.alert(1)"), "带着程序"),
        (files.pdf(attachment=b"MZ"), "带着别的文件"),
        (files.pdf(password="x"), "要密码"),
        (files.pdf(7), "页数太多"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(content: bytes, told: str) -> None:
    with pytest.raises(NotAccepted, match=told):
        pictures.pictures_of(BytesIO(content))


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    bomb = files.png_bomb()
    assert len(bomb) < 200_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotAccepted, match="太大"):
        pictures.pictures_of(BytesIO(bomb))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_a_file_over_15_megabytes_is_refused_unread() -> None:
    with pytest.raises(NotAccepted, match="超过15 MB"):
        pictures.pictures_of(BytesIO(b"\xff\xd8\xff" + bytes(pictures.LARGEST_FILE)))


def test_each_page_of_a_pdf_becomes_a_picture_and_the_pdf_is_gone() -> None:
    found = pictures.pictures_of(BytesIO(files.pdf(2)))
    assert len(found) == 2
    assert all(one.startswith(b"\xff\xd8\xff") for one in found)


class Clamd(threading.Thread):
    """One INSTREAM conversation; answers what it was told to."""

    def __init__(self, path: Path, answer: bytes) -> None:
        super().__init__(daemon=True)
        self.answer, self.heard = answer, b""
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen()

    def run(self) -> None:
        wire, _ = self.listener.accept()
        with wire, self.listener:
            while not self.heard.endswith(b"\0\0\0\0"):
                self.heard += wire.recv(65536)
            wire.sendall(self.answer)


@pytest.fixture
def socket_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("c") / "s"


def test_what_the_scanner_knows_is_refused(socket_path: Path) -> None:
    Clamd(socket_path, b"stream: Eicar-Test-Signature FOUND\0").start()
    with pytest.raises(NotAccepted, match="有病毒"):
        scanning.refuse_harmful(BytesIO(b"bad"), address=str(socket_path))


def test_a_clean_file_passes_and_is_read_from_its_start_again(socket_path: Path) -> None:
    clamd = Clamd(socket_path, b"stream: OK\0")
    clamd.start()
    file = BytesIO(b"good")
    scanning.refuse_harmful(file, address=str(socket_path))
    assert file.read() == b"good"
    assert clamd.heard == b"zINSTREAM\0\0\0\0\x04good\0\0\0\0"


def test_a_scanner_that_is_away_stops_no_family(socket_path: Path) -> None:
    scanning.refuse_harmful(BytesIO(b"good"), address=str(socket_path))
