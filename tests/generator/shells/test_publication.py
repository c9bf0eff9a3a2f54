"""A reader meets the old site or the new one, whole; only what changed is written."""

from pathlib import Path

import pytest

from generator.shells import exchange, manifest, publication
from generator.shells.publication import NotOurFolder, Publication


def publish(tmp_path: Path, pages: dict[str, str]) -> Publication:
    """The pages' text is their key too."""
    started = Publication.start(tmp_path / "site", tmp_path / "next")
    for file, text in pages.items():
        started.put(file, text, text.encode)
    started.finish()
    return started


def site(tmp_path: Path) -> dict[str, str]:
    live = tmp_path / "site"
    return {path.relative_to(live).as_posix(): path.read_text() for path in live.rglob("*.html")}


def test_a_change_writes_one_file_and_links_the_rest(tmp_path: Path) -> None:
    pages = {f"colleges/{number}/index.html": "old" for number in range(5)}
    publish(tmp_path, pages)
    untouched = (tmp_path / "site/colleges/1/index.html").stat().st_ino
    pages["colleges/3/index.html"] = "new"
    published = publish(tmp_path, pages)
    assert published.written == ["colleges/3/index.html"]
    assert site(tmp_path) == pages
    assert (tmp_path / "site/colleges/1/index.html").stat().st_ino == untouched


@pytest.mark.parametrize("many", [0, publication.MANY])
def test_many_changes_in_a_row_leave_exactly_the_last_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(publication, "MANY", many)
    pages: dict[str, str] = {}
    for step in range(12):
        pages[f"p/{step % 5}/index.html"] = f"text {step}"
        if step % 4 == 3:
            pages.pop(f"p/{(step + 2) % 5}/index.html", None)
        publish(tmp_path, pages)
        assert site(tmp_path) == pages
        assert manifest.read(tmp_path / "site") == pages


def test_after_many_files_the_spare_is_the_site_already(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publication, "MANY", 0)
    publish(tmp_path, {"a/index.html": "1", "b/index.html": "1"})
    publish(tmp_path, {"a/index.html": "2", "c/index.html": "2"})
    live, spare = tmp_path / "site", tmp_path / "next"
    assert manifest.read(spare) == manifest.read(live)
    for file in ("a/index.html", "c/index.html"):
        assert (spare / file).stat().st_ino == (live / file).stat().st_ino
    assert not (spare / "b").exists()


def test_a_page_that_is_gone_takes_its_folder_with_it(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "1", "b/index.html": "2"})
    published = publish(tmp_path, {"a/index.html": "1"})
    assert published.removed == ["b/index.html"]
    assert not (tmp_path / "site/b").exists()
    publish(tmp_path, {"a/index.html": "3"})
    assert not (tmp_path / "site/b").exists()
    assert not (tmp_path / "next/b").exists()


def test_nothing_is_published_when_nothing_changed(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "1"})
    before = (tmp_path / "site").stat().st_ino
    assert publish(tmp_path, {"a/index.html": "1"}).written == []
    assert (tmp_path / "site").stat().st_ino == before


def test_a_build_that_stops_half_way_leaves_the_old_site(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "old", "b/index.html": "old"})

    def stop() -> bytes:
        raise KeyboardInterrupt

    started = Publication.start(tmp_path / "site", tmp_path / "next")
    started.put("a/index.html", "new", b"new".strip)
    with pytest.raises(KeyboardInterrupt):
        started.put("b/index.html", "new", stop)
    assert site(tmp_path) == {"a/index.html": "old", "b/index.html": "old"}
    # The half-made one is not trusted: the next build starts it again.
    publish(tmp_path, {"a/index.html": "old", "b/index.html": "newest"})
    assert site(tmp_path) == {"a/index.html": "old", "b/index.html": "newest"}


def test_a_page_deleted_by_hand_is_made_again(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "1", "b/index.html": "2"})
    (tmp_path / "site/b/index.html").unlink()
    assert publish(tmp_path, {"a/index.html": "1", "b/index.html": "2"}).written == ["b/index.html"]
    assert site(tmp_path) == {"a/index.html": "1", "b/index.html": "2"}


def test_a_strangers_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/letter.txt").write_text("mine")
    with pytest.raises(NotOurFolder, match="别的东西"):
        publish(tmp_path, {"a/index.html": "1"})
    assert (tmp_path / "site/letter.txt").read_text() == "mine"


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    publish(tmp_path, {"a/index.html": "1"})
    assert site(tmp_path) == {"a/index.html": "1"}


def test_two_pages_with_one_address_are_refused(tmp_path: Path) -> None:
    started = Publication.start(tmp_path / "site", tmp_path / "next")
    started.put("a/index.html", "1", b"1".strip)
    with pytest.raises(ValueError, match="same address"):
        started.put("a/index.html", "2", b"2".strip)


def test_folders_are_exchanged_where_the_system_cannot_do_it_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_exchange_at_once", lambda *_: False)
    publish(tmp_path, {"a/index.html": "old"})
    publish(tmp_path, {"a/index.html": "new"})
    assert site(tmp_path) == {"a/index.html": "new"}
