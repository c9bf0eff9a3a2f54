"""`new` writes a file that says what each line wants; filled in where it asks, it is right."""

import re
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.catalogue import load_catalogue
from generator.catalogue.kind_words import kinds, kinds_to_write
from generator.catalogue.parsing import read_value
from generator.fields.descriptions import parts_of
from tests.generator.editing.filling import PUT_INTO_USE, fill
from tests.generator.pages import content_files, factories

WHOLE = [word for word in kinds_to_write() if not kinds()[word].field]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return content_files.write(factories.catalogue(), tmp_path / "content")


def named(content: Path) -> dict[str, str]:
    """Ids that the factories have, for the fields that name another record."""
    catalogue = load_catalogue(content)
    programme = next(iter(catalogue.programmes.values()))
    return {
        "programme": programme.id,
        "campaign": programme.campaign,
        "specialty": programme.specialty,
        "specialties": programme.specialty,
        "enterprise": next(iter(catalogue.enterprises)),
        "colleges": "sample-helped",
        "assisting": "sample-helping",
        "receiving": "sample-helped",
    }


def new(content: Path, *arguments: str) -> int:
    return main(["new", *arguments, "--content", str(content)])


@pytest.mark.parametrize("word", WHOLE)
def test_a_new_file_is_right_once_the_marked_lines_are_filled_in(content: Path, word: str) -> None:
    kind = kinds()[word]
    is_mark_free = word in {"faq", "policy", "certificate", "specialty", "aid-rule"}
    known = named(content)
    identifier = "a-new-one" if is_mark_free else "sample-new-one"
    assert new(content, word, identifier, "--name", "新的" if is_mark_free else "示例新的") == 0
    root = content if is_mark_free else content / "sample"
    path = root / kind.folder / f"{identifier}.yml"
    fill(path, kind.record, known)
    assert identifier in getattr(load_catalogue(content), kind.folder)


def test_a_new_file_that_nobody_filled_in_is_refused_line_by_line(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(content, "college", "xichang-college", "--name", "西昌某校") == 0
    assert main(["check", "--content", str(content)]) == 1
    said = capsys.readouterr().out
    path = content / "colleges" / "xichang-college.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    wanted = [
        number
        for number, line in enumerate(lines, 1)
        if line.endswith("# 必填") and not line.lstrip().startswith("#")
    ]
    assert [int(one) for one in re.findall(r"xichang-college\.yml:(\d+): [a-z]", said)] == wanted
    assert "这一行一定要写：学校在哪个县" in said


@pytest.mark.parametrize("word", WHOLE)
def test_every_field_of_a_kind_stands_in_its_form(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", word]) == 0
    form = capsys.readouterr().out
    kind = kinds()[word]
    inner = {one.record for one in kinds().values() if one.folder == kind.folder and one.field}
    for part in set(parts_of(kind.record)) - {one for it in inner for one in parts_of(it)}:
        for field in set(part.model_fields) - {one.field for one in kinds().values()}:
            assert re.search(rf"^[ #-]*{field}:", form, re.MULTILINE), (part, field)


@pytest.mark.parametrize("word", kinds_to_write())
def test_what_is_put_into_use_is_still_yaml_with_its_explanations(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", word]) == 0
    form = capsys.readouterr().out
    assert re.search(r"## .*例：", form)
    for _ in range(4):
        used = PUT_INTO_USE.sub(r"\1", form.replace("## ", "§§ ")).replace("§§ ", "## ")
        read_value(used)
        form = used
    assert not PUT_INTO_USE.search(form)


def test_nothing_is_ever_overwritten(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = content / "sample/colleges/sample-helped.yml"
    before = path.read_bytes()
    assert new(content, "college", "sample-helped") == 1
    assert "已经有这个文件了" in capsys.readouterr().out
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("identifier", "options", "words"),
    [
        ("Xichang", (), "小写英文字母"),
        ("../x", (), "小写英文字母"),
        ("x" * 81, (), "2 到 80 个"),
        ("real-one", ("--sample",), "示例的 id 以 sample- 开头"),
        ("real-one", ("--name", "示例学校"), "示例的名称"),
    ],
)
def test_an_id_or_a_name_that_does_not_fit_is_refused(
    content: Path,
    identifier: str,
    options: tuple[str, ...],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = sorted(content.rglob("*"))
    assert new(content, "college", identifier, *options) == 1
    assert words in capsys.readouterr().out
    assert sorted(content.rglob("*")) == before


def test_the_first_line_names_a_schema_that_lies_in_the_checkout(content: Path) -> None:
    assert new(content, "story", "sample-new-one") == 0
    path = content / "sample/stories/sample-new-one.yml"
    first = path.read_text(encoding="utf-8").splitlines()[0]
    schema = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / schema).resolve().is_file()


def test_a_programme_goes_behind_the_last_one_of_its_college(content: Path) -> None:
    known = named(content)
    path = content / "sample/colleges/sample-helped.yml"
    before = path.read_text(encoding="utf-8").splitlines()
    assert new(content, "programme", "sample-new-one", "--in", "sample-helped") == 0
    after = path.read_text(encoding="utf-8").splitlines()
    assert len(after) > len(before)
    fill(path, kinds()["college"].record, known)
    programmes = load_catalogue(content).colleges["sample-helped"].programmes
    assert [one.id for one in programmes] == ["sample-helped-car-repair", "sample-new-one"]
    kept = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in kept] == []


def test_a_college_without_programmes_gets_its_first(content: Path) -> None:
    path = content / "sample/colleges/sample-helping.yml"
    before = path.read_text(encoding="utf-8")
    assert new(content, "programme", "sample-new-one", "--in", "sample-helping") == 0
    assert path.read_text(encoding="utf-8").startswith(before + "programmes:\n")
    assert main(["check", "--content", str(content)]) == 1, "nothing is filled in yet"


def test_a_programme_without_a_college_is_printed_to_be_pasted(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in content.rglob("*.yml")}
    assert new(content, "programme", "sample-new-one") == 0
    assert "  - id: sample-new-one" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in content.rglob("*.yml")} == before


def test_a_programme_is_never_put_in_twice(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(content, "programme", "sample-new-one", "--in", "sample-helped") == 0
    assert new(content, "programme", "sample-new-one", "--in", "sample-helped") == 1
    assert "已经有 sample-new-one 了" in capsys.readouterr().out
    assert new(content, "programme", "sample-other", "--in", "sample-nowhere") == 1
    assert new(content, "faq", "a-question", "--in", "sample-helped") == 2
