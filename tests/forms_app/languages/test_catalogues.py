"""No text of a family is outside the catalogue, and no catalogue is without a person."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from forms_app.errors import Misconfigured
from forms_app.languages import __main__ as commands
from forms_app.languages import catalogues, extraction, scripts
from forms_app.languages.texts import is_chinese, said

HEADER = {
    "Last-Translator": "阿依古丽 <aygul@example.org>",
    "X-Reviewer": "Memet <0991-1234567>",
    "X-Status": "reviewed",
}
ENTRY = 'msgid "回{first}页"\nmsgstr "{first} bet"\n'
FAMILY_PACKAGES = ("allocation", "applications", "documents", "framing", "rights")
SPEAKING = frozenset(
    {
        "BookletDecides",
        "ChangedElsewhere",
        "Conflict",
        "FieldError",
        "Missing",
        "NotAccepted",
        "Notice",
        "StopValidation",
        "TransitionNotAllowed",
        "ValidationError",
        "flash",
    }
)
"""What takes words for a family: they have to be `said`."""


def catalogue(folder: Path, entries: str = ENTRY, locale: str = "ug", **changes: str) -> Path:
    path = folder / locale / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    told = HEADER | {name.replace("_", "-"): value for name, value in changes.items()}
    lines = ["Content-Type: text/plain; charset=utf-8"]
    lines += [f"{name}: {value}" for name, value in told.items()]
    header = "".join(f'"{line}\\n"\n' for line in lines)
    path.write_text(f'msgid ""\nmsgstr ""\n{header}\n{entries}', encoding="utf-8")
    return path


def test_the_template_of_catalogues_is_up_to_date() -> None:
    made = extraction.template(extraction.sources())
    assert catalogues.TEMPLATE.read_bytes() == made, "run python -m forms_app.languages extract"


def test_a_new_text_makes_the_template_out_of_date() -> None:
    more = [*extraction.sources(), extraction.Source("没有人译过", Path("x.html"))]
    assert extraction.template(more) != catalogues.TEMPLATE.read_bytes()


def test_python_marks_are_found_by_their_syntax() -> None:
    source = """
TABLE = said_all({"a": "甲", "b": "乙"})
ONE = said("丙" if x else "丁", n=1)
MORE = said_each("戊、己")
class Form(TypedForm):
    name = Line("庚", most=3, needed="辛")
other("不是")
"""
    found = extraction.in_python(source, Path("forms_app/applications/x.py"))
    assert sorted(found) == sorted("甲乙丙丁戊己庚辛")


def test_scripts_are_given_every_word_that_they_say() -> None:
    told = "".join((extraction.ROOT / path).read_text("utf-8") for path in extraction.SCRIPTS)
    assert set(scripts.WORDS) == set(extraction.SCRIPT_CALL.findall(told))
    without = re.sub(r"\bsaid\(\"[^\"]*\"", "", re.sub(r"//.*", "", told))
    assert not is_chinese(without)


def unsaid_words(source: str) -> list[int]:
    """Lines where words for a family are given away without `said`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SPEAKING:
            told = [*node.args, *(keyword.value for keyword in node.keywords)]
            texts = [
                part
                for one in told
                if isinstance(one, ast.Constant | ast.JoinedStr)
                for part in ast.walk(one)
            ]
            if any(
                isinstance(part, ast.Constant) and is_chinese(str(part.value)) for part in texts
            ):
                found.append(node.lineno)
    return found


def test_words_for_a_family_are_said() -> None:
    top = extraction.ROOT / "forms_app"
    problems = [
        f"{path.relative_to(extraction.ROOT)}:{line}"
        for package in FAMILY_PACKAGES
        for path in sorted((top / package).rglob("*.py"))
        if not extraction.is_for_staff(path.relative_to(extraction.ROOT))
        for line in unsaid_words(path.read_text("utf-8"))
    ]
    assert problems == [], "wrap the text in said(…), with placeholders instead of an f-string"


@pytest.mark.parametrize(
    "line", ['raise Conflict("不行")', 'flash(f"第{n}张")', 'Notice(text="看", word=said("好"))']
)
def test_words_that_are_not_said_are_found(line: str) -> None:
    assert unsaid_words(line) == [1]
    assert unsaid_words('raise Conflict(said("不行"))') == []


def test_a_reviewed_catalogue_is_offered(tmp_path: Path) -> None:
    catalogue(tmp_path)
    (uyghur,) = catalogues.languages(tmp_path)
    assert (uyghur.code, uyghur.tag, uyghur.is_rtl) == ("ug", "ug", True)
    assert uyghur.name == "ئۇيغۇرچە"
    assert said("回{first}页", first=3).spoken(uyghur) == "\u20683\u2069 bet"
    assert said("没有译").spoken(uyghur) == "没有译"


def test_a_draft_is_not_offered(tmp_path: Path) -> None:
    catalogue(tmp_path, X_Status="draft", X_Reviewer="FULL NAME <EMAIL@ADDRESS>")
    assert catalogues.languages(tmp_path) == []


@pytest.mark.parametrize(
    ("changes", "entries", "says"),
    [
        ({"Last_Translator": "FULL NAME <EMAIL@ADDRESS>"}, ENTRY, "must name a person"),
        ({"Last_Translator": ""}, ENTRY, "must name a person"),
        ({"Last_Translator": "Google <translate@example.org>"}, ENTRY, "must name a person"),
        ({"Last_Translator": "GPT 5 <a@example.org>"}, ENTRY, "must name a person"),
        ({"Last_Translator": "百度翻译 <a@example.org>"}, ENTRY, "must name a person"),
        ({"X_Status": "ready"}, ENTRY, "X-Status"),
        ({"X_Reviewer": ""}, ENTRY, "second person"),
        ({"X_Reviewer": HEADER["Last-Translator"]}, ENTRY, "second person"),
        ({}, f"#, fuzzy\n{ENTRY}", "fuzzy"),
        ({"X_Status": "draft"}, f"#, fuzzy\n{ENTRY}", "fuzzy"),
        ({}, f"# machine translation\n{ENTRY}", "machine"),
        ({"X_Status": "draft"}, f"#. 机器翻译\n{ENTRY}", "machine"),
        ({}, 'msgid "回{first}页"\nmsgstr "bet"\n', "placeholders"),
        ({}, 'msgid "回{first}页"\nmsgstr "{first} {other}"\n', "placeholders"),
        ({}, 'msgid "<b>回</b>页"\nmsgstr "</b>bet<b>"\n', "placeholders"),
        ({}, 'msgid "回\n', "cannot be read"),
    ],
)
def test_a_catalogue_that_no_person_answers_for_is_refused(
    tmp_path: Path, changes: dict[str, str], entries: str, says: str
) -> None:
    path = catalogue(tmp_path, entries, **changes)
    assert any(says in problem for problem in catalogues.faults(path))
    with pytest.raises(Misconfigured):
        catalogues.languages(tmp_path)


def test_a_folder_that_is_no_locale_is_refused(tmp_path: Path) -> None:
    assert "CLDR" in catalogues.faults(catalogue(tmp_path, locale="qq"))[0]


def test_what_is_shipped_has_no_fault() -> None:
    for path in catalogues.catalogue_files():
        assert catalogues.faults(path) == []


def test_a_translator_begins_with_every_text_and_keeps_what_was_written(tmp_path: Path) -> None:
    path = commands.bring_up_to_date(tmp_path, "ug")
    begun = path.read_text("utf-8")
    assert "must name a person" in catalogues.faults(path)[0]
    assert begun.count("\nmsgid ") == catalogues.TEMPLATE.read_text("utf-8").count("\nmsgid ")
    signed = begun.replace("FULL NAME <EMAIL@ADDRESS>", HEADER["Last-Translator"], 1)
    written = signed.replace('msgid "回进度页"\nmsgstr ""', 'msgid "回进度页"\nmsgstr "qaytish"')
    assert written != signed
    gone = '\nmsgid "没有了"\nmsgstr "yoq"\n'
    path.write_text(written + gone, encoding="utf-8")
    commands.bring_up_to_date(tmp_path, "ug")
    again = path.read_text("utf-8")
    assert 'msgstr "qaytish"' in again
    assert HEADER["Last-Translator"] in again
    assert "没有了" not in again
    assert "fuzzy" not in again
    assert catalogues.faults(path) == []
