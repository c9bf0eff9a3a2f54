"""A page is made again when a question that it asked was touched, and only then."""

from pathlib import Path

import pytest

from generator.catalogue.remembered import Touched
from generator.ledger import LEDGER, Ledger
from generator.pages.memory import Memory, Output

DAY = "2026-11-23"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a first build kept: three pages, of which the last asked two things."""
    ledger = Ledger(tmp_path, "stamp")
    memory = Memory(ledger, None, DAY)
    asked = {"a": {"colleges x"}, "b": {"colleges y", "day"}, "c": {"colleges x", "colleges y"}}
    for name, reads in asked.items():
        memory.keep("page", name, outputs=[Output(f"{name}.html", name, True)], reads=reads)
    memory.keep("data", "", outputs=[Output("data.json", "d")], reads={"colleges *"}, value="v")
    memory.finish()
    ledger.keep()
    return tmp_path


def remembered(folder: Path, *questions: str, day: str = DAY) -> Memory:
    return Memory(Ledger(folder, "stamp"), Touched(questions=set(questions)), day)


def test_who_asked_what_was_touched_is_made_again(folder: Path) -> None:
    assert remembered(folder).stale == {}
    assert remembered(folder, "colleges x").stale == {"page": {"a", "c"}}
    assert remembered(folder, "colleges *").stale == {"data": {""}}
    assert remembered(folder, day="2026-11-24").stale == {"page": {"b"}}
    carried = remembered(folder, "colleges y").carried()
    assert [file for _, file, _ in carried] == ["a.html"]


def test_an_earlier_page_that_asks_something_new_is_found_by_it(folder: Path) -> None:
    ledger = Ledger(folder, "stamp")
    memory = Memory(ledger, Touched(questions={"colleges x"}), DAY)
    outputs = [Output("a.html", "a2", True)]
    memory.keep("page", "a", outputs=outputs, reads={"colleges y", "colleges z"})
    assert not memory.has_new_addresses
    memory.finish()
    ledger.keep()
    assert remembered(folder, "colleges y").stale == {"page": {"a", "b", "c"}}
    assert remembered(folder, "colleges z").stale == {"page": {"a"}}
    assert remembered(folder).outputs("page", "a") == outputs


@pytest.mark.parametrize(
    "after", [[], [Output("a.html", "a", False)], [Output("z.html", "a", True)]]
)
def test_another_address_makes_another_sitemap(folder: Path, after: list[Output]) -> None:
    memory = remembered(folder, "colleges x")
    memory.keep("page", "a", outputs=after)
    assert memory.has_new_addresses
    assert ("a.html" in memory.listed()) is False


def test_what_is_gone_is_neither_known_nor_carried(folder: Path) -> None:
    memory = remembered(folder)
    memory.forget("page", "b")
    assert not memory.knows("page", "b")
    assert memory.names("page") == {"a", "c"}
    assert {file for _, file, _ in memory.carried()} == {"a.html", "c.html"}
    assert memory.value("data", "") == "v"


def test_a_build_that_changes_nothing_writes_nothing(folder: Path) -> None:
    seen = (folder / LEDGER).stat().st_mtime_ns
    ledger = Ledger(folder, "stamp")
    Memory(ledger, Touched(), DAY).finish()
    ledger.keep()
    assert (folder / LEDGER).stat().st_mtime_ns == seen
    assert Ledger(folder, "stamp").is_known
