"""A file as a phone sends it in, small clean JPEG pictures out, or a refusal in words.

Every picture is decoded and drawn anew: what it carried besides (place, time, thumbnail, anything
hidden behind it) does not come along. The name and the type that the sender states are never
looked at.
"""

from __future__ import annotations

import os
import threading
from io import BytesIO
from typing import BinaryIO

import pillow_heif
from PIL import Image, ImageFile, ImageOps

from forms_app.applications.typed_text import NotAccepted
from forms_app.documents import pdf
from forms_app.documents.kinds import MOST_PICTURES
from forms_app.languages.texts import said

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 15 * MEBIBYTE
LARGEST_KEPT = 300 * 1024
MOST_PIXELS = 50_000_000
"""A decoder that cannot shrink while it reads needs four bytes a pixel."""
MOST_JPEG_PIXELS = 150_000_000
"""JPEG is shrunk while it is read, so that a large one costs little."""
STEPS = ((1600, 80), (1600, 65), (1400, 58), (1200, 52), (1000, 46), (800, 40), (600, 35))
"""Longest side in pixels and JPEG quality, tried in turn until the picture is small enough."""

AT_ONCE = threading.BoundedSemaphore(2)
"""Decoding takes the most memory of all that the app does; no crowd does it at the same time."""

Image.MAX_IMAGE_PIXELS = None  # Ours is stricter, and is asked before anything is decoded.
pillow_heif.register_heif_opener()

NO_PICTURE = said("这不是照片。请拍照，或选 JPG、PNG、HEIC、WEBP、PDF。")
BROKEN = said("这张照片没有传完整，或者坏了。再选一次，或者重拍一张。")
TOO_LARGE = said("这张照片太大了。拍小一点，或者截一张图再传。")
EMPTY = said("这个文件是空的。再选一次。")


def pictures_of(file: BinaryIO) -> list[bytes]:
    """JPEG pictures of at most 300 KB, upright and without metadata. Raises NotAccepted."""
    if _size(file) > LARGEST_FILE:
        raise NotAccepted(
            said(
                "这个文件超过{largest_file} MB。拍小一点，或者分开传。",
                largest_file=LARGEST_FILE // MEBIBYTE,
            )
        )
    head = file.read(32)
    file.seek(0)
    if not head:
        raise NotAccepted(EMPTY)
    if head.startswith(b"%PDF-"):
        return [small(page) for page in pdf.pages_of(file.read(), most=MOST_PICTURES)]
    name = format_of(head)
    if name is None:
        raise NotAccepted(NO_PICTURE)
    return [small(file, name)]


def format_of(head: bytes) -> str | None:
    """Pillow's name of the format, from the first bytes; None for any other."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    brands = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
    return "HEIF" if head[4:8] == b"ftyp" and head[8:12] in brands else None


def small(source: BinaryIO | bytes, name: str = "JPEG") -> bytes:
    """The picture drawn anew, at most 300 KB."""
    stream = BytesIO(source) if isinstance(source, bytes) else source
    with AT_ONCE:
        # WeasyPrint switches this on for the whole process, and half a photo would pass as a whole.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            with Image.open(stream, formats=[name]) as picture:
                _refuse_bombs(picture, name)
                _shrink_while_reading(picture)
                return _encoded(_plain(picture))
        except NotAccepted:
            raise
        except Exception:  # A decoder of hostile bytes may raise anything; all of it means this.
            raise NotAccepted(BROKEN) from None


def _refuse_bombs(picture: Image.Image, name: str) -> None:
    pixels = picture.width * picture.height
    if pixels > (MOST_JPEG_PIXELS if name == "JPEG" else MOST_PIXELS):
        raise NotAccepted(TOO_LARGE)


def _shrink_while_reading(picture: Image.Image) -> None:
    """Let JPEG's decoder drop what nobody will see: it halves as long as both sides stay enough."""
    longest, wanted = max(picture.size), STEPS[0][0]
    if longest > wanted:
        width, height = (-(-side * wanted // longest) for side in picture.size)
        picture.draft("RGB", (width, height))


def _plain(picture: Image.Image) -> Image.Image:
    """Upright, on white, red green blue: a new picture that has only its pixels."""
    ImageOps.exif_transpose(picture, in_place=True)
    picture.thumbnail((STEPS[0][0], STEPS[0][0]))
    plain = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        plain.paste(seen, mask=seen.getchannel("A"))
    else:
        plain.paste(picture.convert("RGB"))
    return plain


def _encoded(picture: Image.Image) -> bytes:
    kept = b""
    for longest, quality in STEPS:
        picture.thumbnail((longest, longest))
        with _scratch() as out:
            picture.save(out, "JPEG", quality=quality)
            out.seek(0)
            kept = out.read()
        if len(kept) <= LARGEST_KEPT:
            break
    return kept


def _scratch() -> BinaryIO:
    """A file that is memory and nowhere else.

    Pillow holds Python's lock while it encodes into an object, and lets others work while it
    encodes into a file of the operating system's.
    """
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("picture"), "w+b")
    return BytesIO()


def _size(file: BinaryIO) -> int:
    end = file.seek(0, 2)
    file.seek(0)
    return end
