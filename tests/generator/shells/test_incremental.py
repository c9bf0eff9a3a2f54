"""A build that makes only what a change touches publishes what a build from nothing publishes."""

import gzip
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
import yaml

from generator import ledger
from generator.build import Builder, Summary
from generator.finder import files, rows
from generator.finder.files import MANIFEST
from generator.ledger import BODIES
from generator.pages import prefecture
from generator.pages.memory import Memory
from generator.shells.compression import SMALLEST
from tests.generator.pages import factories


def published(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name != ".manifest.json"
    }


def from_nothing(content: Path, place: Path, **more: object) -> dict[str, bytes]:
    Builder(content, place / "fresh", **{"day": factories.DAY, **more}).build()  # type: ignore[arg-type]
    return published(place / "fresh")


def test_a_changed_name_of_each_kind_reaches_every_page_that_shows_it(
    own_builder: tuple[Builder, Summary], tmp_path: Path
) -> None:
    """One record of each kind is renamed in turn; nobody may be left with the old name."""
    builder, _ = own_builder
    own = builder.content
    for folder in sorted({path.parent for path in own.rglob("*.yml")}):
        file = min(folder.glob("*.yml"))
        record = yaml.safe_load(file.read_text(encoding="utf-8"))
        record["name"] = f"{record['name']}改"
        for programme in record.get("programmes", []):
            programme["name"] = f"{programme['name']}改"
        file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
        builder.build()
    assert published(tmp_path / "site") == from_nothing(own, tmp_path)


def test_what_comes_goes_and_moves_leaves_the_site_of_a_build_from_nothing(
    own_builder: tuple[Builder, Summary], tmp_path: Path
) -> None:
    """After each change the site stands; a file that somebody took away is back as well."""
    builder, _ = own_builder
    own, site = builder.content, tmp_path / "site"
    helped = own / "sample/colleges/sample-helped.yml"
    record = yaml.safe_load(helped.read_text(encoding="utf-8"))
    record["division"] = "330203"
    record["programmes"][0]["fees"]["tuition_per_year"] += 100
    helped.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    assert "places/330000/index.html" in builder.build().written
    next(own.rglob("stories/*.yml")).unlink()
    question = next(own.rglob("faq/*.yml"))
    text = question.read_text(encoding="utf-8").replace(question.stem, f"{question.stem}-2")
    question.with_name(f"{question.stem}-2.yml").write_text(text, encoding="utf-8")
    (site / "colleges/sample-helped/index.html").unlink()
    summary = builder.build()
    assert [name for name in summary.removed if name.startswith("stories/")]
    assert "colleges/sample-helped/index.html" in summary.written
    assert published(site) == from_nothing(own, tmp_path)


def test_what_a_change_does_not_touch_is_not_made(
    own_builder: tuple[Builder, Summary], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError("made although nothing that it asks has changed")

    builder, _ = own_builder
    file = next((builder.content / "sample" / "stories").glob("*.yml"))
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    record["name"] = f"{record['name']}改"
    file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    for module, name in ((rows, "college"), (files, "files_of")):
        monkeypatch.setattr(module, name, forbidden)
    made = []
    page = prefecture.page
    monkeypatch.setattr(prefecture, "page", lambda *asked: (made.append(asked[1]), page(*asked))[1])
    written = builder.build().written
    assert made == []
    assert f"stories/{record['id']}/index.html" in written
    assert not [name for name in written if name.startswith("find/")]


def test_a_row_of_the_finder_follows_its_college(
    own_builder: tuple[Builder, Summary], monkeypatch: pytest.MonkeyPatch
) -> None:
    builder, _ = own_builder
    made = []
    college = rows.college
    monkeypatch.setattr(rows, "college", lambda *asked: (made.append(asked[1]), college(*asked))[1])
    file = builder.content / "sample/colleges/sample-helped.yml"
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    record["name"] = f"{record['name']}改"
    file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    assert MANIFEST in builder.build().written
    assert made == ["sample-helped"]


def test_another_frame_fills_every_page_again_and_asks_the_records_no_more(
    own_builder: tuple[Builder, Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError("made although no record has changed")

    builder, first = own_builder
    monkeypatch.setenv("QIANXIAO_SITE_URL", "https://moved.example/")
    with monkeypatch.context() as nothing_but_pages:
        for module, name in ((rows, "college"), (files, "files_of"), (Memory, "_note")):
            nothing_but_pages.setattr(module, name, forbidden)
        written = builder.build().written
    same = {file for file in first.written if file.endswith(".html")} - set(written)
    assert same == {"404.html"}  # the one page that has no address of its own
    # A frame and a record at once; afterwards only the record's pages know what they asked.
    monkeypatch.setenv("QIANXIAO_SITE_URL", "https://moved-again.example/")
    _rename(builder.content / "sample/colleges/sample-helped.yml", "改")
    builder.build()
    _rename(builder.content / "sample/colleges/sample-helping.yml", "也改")
    assert len(builder.build().written) < first.pages / 2
    assert published(tmp_path / "site") == from_nothing(builder.content, tmp_path)


def _rename(file: Path, more: str) -> None:
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    record["name"] += more
    file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")


def test_the_next_day_is_the_next_day_on_every_page(
    own_builder: tuple[Builder, Summary], tmp_path: Path
) -> None:
    builder, _ = own_builder
    for days in (1, 200, 900):
        builder.day = factories.DAY + timedelta(days=days)
        builder.build()
    assert published(tmp_path / "site") == from_nothing(builder.content, tmp_path, day=builder.day)


def test_a_damaged_memory_costs_time_and_never_an_answer(
    own_builder: tuple[Builder, Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder, _ = own_builder
    cache, site = builder.work / "cache", tmp_path / "site"
    whole = published(site)
    for file in cache.iterdir():
        file.write_bytes(file.read_bytes()[:-100] + b"\xff" * 100)
    builder.build()
    assert published(site) == whole

    # Records that are asked for first when a page shows them: each lies beside its own hash.
    bodies = cache / BODIES
    bodies.write_bytes(bodies.read_bytes().replace("学校写的话".encode(), "学校想的话".encode()))
    file = builder.content / "sample/colleges/sample-helped.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("name: 示例", "name: 示例新"), encoding="utf-8")
    begun_again = []
    remove = ledger.remove
    monkeypatch.setattr(ledger, "remove", lambda one: (begun_again.append(one), remove(one))[1])
    builder.build()
    assert begun_again
    monkeypatch.undo()
    assert published(site) == from_nothing(builder.content, tmp_path)
    assert published(site) != whole


def test_compressed_copies_say_the_same_and_are_made_once(content: Path, tmp_path: Path) -> None:
    builder = Builder(content, tmp_path / "site", day=factories.DAY, compressed=True)
    first = builder.build()
    site = published(tmp_path / "site")
    copies = [name for name in site if name.endswith((".gz", ".br"))]
    assert len(copies) > 100
    for name in copies:
        unpack = gzip.decompress if name.endswith(".gz") else brotli.decompress
        original = site[name[:-3]]
        assert unpack(site[name]) == original
        assert len(original) >= SMALLEST
    assert set(copies) <= set(first.written)
    assert builder.build().written == ()
    style = next(
        name for name in site if name.startswith("assets/qianxiao.") and name.endswith(".css")
    )
    assert f"{style}.gz" in site
