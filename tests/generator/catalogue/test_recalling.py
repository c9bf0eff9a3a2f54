"""What is read again after a change answers as a load of everything does, or leaves it to that."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.catalogue import Catalogue, ContentErrors, load_catalogue
from generator.catalogue.catalogue import REAL, SAMPLES
from generator.catalogue.indices import INDICES, keys_of
from generator.catalogue.kinds import RECORDS
from generator.catalogue.recalling import recall
from generator.catalogue.remembered import Touched
from generator.ledger import BODIES, LEDGER, Damaged, Ledger
from tests.generator.pages import content_files, factories

KINDS = (*RECORDS, "programmes")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with content, and beside it what a load of it left."""
    place = tmp_path_factory.mktemp("kept")
    content_files.write(factories.catalogue(), place / "content")
    ledger = Ledger(place, "stamp")
    load_catalogue(place / "content", ledger=ledger)
    ledger.keep()
    return place


@pytest.fixture
def place(kept: Path, tmp_path: Path) -> Path:
    """One's own copy; what was just written is never believed without being read."""
    return Path(shutil.copytree(kept, tmp_path / "place"))


def again(place: Path) -> tuple[Catalogue, Touched] | None:
    return recall(place / "content", Ledger(place, "stamp"), include_sample=True)


def every_file(place: Path) -> list[Path]:
    return sorted((place / "content").rglob("*.yml"))


def edit(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(record)
    file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")


def answers(catalogue: Catalogue) -> dict[str, Any]:
    """Everything that can be asked, in plain values."""
    said: dict[str, Any] = {}
    for kind in KINDS:
        records = getattr(catalogue, kind)
        said[kind] = {one: record.model_dump_json() for one, record in plain(records.items())}
        said[f"tally {kind}"] = catalogue.tally(kind)
        said[f"real {kind}"] = [one.id for one in catalogue.real(kind)]
    for kind in KINDS:
        for record in getattr(catalogue, kind).values():
            said[f"mark {kind} {record.id}"] = catalogue.marks[f"{kind} {record.id}"]
            for name, key in keys_of(kind, record):
                said[f"{name} {key}"] = [one.id for one in catalogue.index(name)[key]]
                said[f"tally {name} {key}"] = catalogue.tally(f"{name} {key}")
    said["layout"] = [dict(catalogue.layout(one)) for one in (REAL, SAMPLES)]
    return said


def plain(records: Any) -> Iterator[tuple[str, Any]]:
    """Records as they are when nothing is left for later."""
    for identifier, record in records:
        if "programmes" in record.__dict__:
            record = record.model_copy(update={"programmes": tuple(record.programmes)})
        yield identifier, record


def same_as_a_whole_load(place: Path) -> Touched:
    recalled = again(place)
    assert recalled is not None
    catalogue, touched = recalled
    assert answers(catalogue) == answers(load_catalogue(place / "content"))
    return touched


def test_with_nothing_changed_nothing_is_touched(place: Path) -> None:
    assert same_as_a_whole_load(place) == Touched()
    assert {name for kind in KINDS for name in INDICES if INDICES[name].kind == kind} == set(
        INDICES
    )


def test_a_changed_record_of_each_kind_answers_as_a_whole_load(place: Path) -> None:
    for folder in {file.parent for file in every_file(place)}:
        edit(min(folder.glob("*.yml")), lambda one: one.update(name=f"{one['name']}改"))
    touched = same_as_a_whole_load(place)
    assert {kind for kind, _ in touched.names} == set(RECORDS)


def test_what_comes_goes_and_moves_answers_as_a_whole_load(place: Path) -> None:
    edit(
        place / "content/sample/colleges/sample-helped.yml",
        lambda one: one.update(division="330203"),
    )
    next((place / "content").rglob("stories/*.yml")).unlink()
    file = next((place / "content").rglob("faq/*.yml"))
    text = file.read_text(encoding="utf-8").replace(f"id: {file.stem}", f"id: {file.stem}-2")
    file.with_name(f"{file.stem}-2.yml").write_text(text, encoding="utf-8")
    touched = same_as_a_whole_load(place)
    assert {"layout samples", "faq #", "stories #", "colleges_in 330203"} <= touched.questions
    assert "colleges #" not in touched.questions


def test_a_sentence_about_a_college_touches_no_programme(place: Path) -> None:
    file = place / "content/sample/colleges/sample-helped.yml"
    edit(file, lambda one: one.update(introduction="新开了晚自习。"))
    questions = same_as_a_whole_load(place).questions
    assert "colleges sample-helped" in questions
    assert not {one for one in questions if one.startswith(("programmes", "tally", "layout"))}


def test_a_file_of_the_same_size_and_time_is_read_again(place: Path) -> None:
    file = place / "content/sample/colleges/sample-helped.yml"
    seen = file.stat()
    text = file.read_text(encoding="utf-8")
    changed = text.replace("学校写的话", "学校想的话")
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert file.stat().st_size == seen.st_size
    assert "colleges sample-helped" in same_as_a_whole_load(place).questions


Break = Callable[[Path], object]


def _drop(name: str) -> Break:
    return lambda content: next(content.rglob(name)).unlink()


def _set(name: str, **values: object) -> Break:
    return lambda content: edit(next(content.rglob(name)), lambda one: one.update(values))


def _copy(content: Path) -> None:
    """Another file with a programme that a college already has."""
    file = content / "sample/colleges/sample-helped.yml"
    other = yaml.safe_load(file.read_text(encoding="utf-8")) | {"id": "sample-copied"}
    text = yaml.safe_dump(other, allow_unicode=True)
    file.with_name("sample-copied.yml").write_text(text, encoding="utf-8")


def _stray(content: Path) -> None:
    (content / "stray.txt").write_text("x", encoding="utf-8")


BREAKS: dict[str, Break] = {
    "a college names a specialty that is gone": _set(
        "sample-helped.yml",
        capacity={"signature_specialties": ["gone"], "teachers": 1, "teachers_trained": 1},
    ),
    "what others name is gone": _drop("sample-helped.yml"),
    "a pairing's college helps no more": _set("sample-helped.yml", pairing_role="无"),
    "a file that is no YAML": lambda content: next(content.rglob("*.yml")).write_text("a: ["),
    "an unknown field": _set("sample-helped.yml", colour="red"),
    "two files with one programme": _copy,
    "a file where none belongs": _stray,
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_is_wrong_is_left_to_the_whole_load_and_forgets_nothing(
    place: Path, name: str
) -> None:
    good = place / "good"
    shutil.copytree(place / "content", good)
    BREAKS[name](place / "content")
    assert again(place) is None
    with pytest.raises(ContentErrors):
        load_catalogue(place / "content")
    shutil.rmtree(place / "content")
    shutil.copytree(good, place / "content")
    assert same_as_a_whole_load(place) == Touched()


def test_a_class_of_specialties_keeps_one_name(tmp_path: Path) -> None:
    """Nobody names the other specialty, and it must be asked all the same."""
    content = tmp_path / "content"
    shutil.copytree("content", content)
    ledger = Ledger(tmp_path, "stamp")
    catalogue = load_catalogue(content, ledger=ledger)
    ledger.keep()
    classes = map(catalogue.specialties_in, catalogue.specialty_classes)
    several = next(found for found in classes if len(found) > 1)
    file = next(content.rglob(f"{several[-1].id}.yml"))
    edit(file, lambda one: one.update(class_name="别的类"))
    assert again(tmp_path) is None
    with pytest.raises(ContentErrors, match="class_name"):
        load_catalogue(content)


def test_a_ledger_with_one_changed_bit_is_not_known(place: Path) -> None:
    assert Ledger(place, "stamp").is_known
    file = place / LEDGER
    noise = bytearray(file.read_bytes())
    noise[len(noise) // 2] ^= 1
    file.write_bytes(noise)
    assert not Ledger(place, "stamp").is_known


def test_a_ledger_of_other_code_is_not_known(place: Path) -> None:
    assert not Ledger(place, "another").is_known


def test_a_body_that_is_not_what_was_kept_is_never_shown(place: Path) -> None:
    file = place / BODIES
    file.write_bytes(file.read_bytes().replace("学校写的话".encode(), "学校想的话".encode()))
    recalled = again(place)
    assert recalled is not None
    with pytest.raises(Damaged):
        answers(recalled[0])


def test_what_was_not_kept_is_forgotten(place: Path) -> None:
    edit(place / "content/sample/colleges/sample-helped.yml", lambda one: one.update(travel="坐车"))
    ledger = Ledger(place, "stamp")
    assert recall(place / "content", ledger, include_sample=True)
    ledger.close()
    assert "colleges sample-helped" in same_as_a_whole_load(place).questions
