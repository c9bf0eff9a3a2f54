"""An editor's program underlines a mistake while it is typed, and nothing that is right."""

import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic_core import from_json

from generator.__main__ import main
from generator.catalogue import ContentErrors
from generator.catalogue.files import ContentFile, find_files
from generator.catalogue.kinds import RECORDS
from generator.catalogue.reading import read
from generator.fields.json_schema import json_schema
from tests.generator.catalogue.broken import FOLDER

# What one field alone shows to be wrong. Rules between fields and between files are for `check`.
CAUGHT = {
    "aid_rules/month-of-13",
    "colleges/bad-phone",
    "colleges/negative-fee",
    "colleges/quoted-number",
    "colleges/unknown-tier",
    "colleges/unquoted-division",
    "colleges/word-for-yes",
    "policies/Upper_Case",
    "policies/date-with-words",
    "policies/list-for-text",
    "policies/misspelt-field",
    "policies/missing-field",
    "policies/no-such-day",
    "policies/text-for-list",
    "policies/text-for-part",
    "policies/too-long",
    "policies/unknown-field",
    "policies/unsure-word",
}


@cache
def validator(kind: str) -> Draft202012Validator:
    schema = json_schema(RECORDS[kind], title=kind)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


def is_valid(file: ContentFile) -> bool:
    return validator(file.kind).is_valid(read(file.shown, file.path.read_bytes()))


def test_every_file_of_the_content_is_valid() -> None:
    files, _ = find_files(Path("content"), include_sample=True)
    assert len(files) > 150
    assert [file.shown for file in files if not is_valid(file)] == []


def test_what_one_field_shows_to_be_wrong_is_underlined() -> None:
    refused = set()
    for file in find_files(FOLDER, include_sample=True)[0]:
        try:
            if not is_valid(file):
                refused.add(f"{file.kind}/{file.id}")
        except ContentErrors:
            continue  # no editor can complete what is no YAML
    assert refused >= CAUGHT


def test_a_field_is_told_in_chinese_and_by_nothing_else() -> None:
    text = json.dumps(json_schema(RECORDS["colleges"], title="学校"), ensure_ascii=False)
    assert "学校在哪个县" in text
    assert "What a year costs" not in text


def test_the_command_writes_one_schema_a_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schemas", "--out", str(tmp_path / "schemas")]) == 0
    assert {path.stem for path in (tmp_path / "schemas").iterdir()} == RECORDS.keys()
    first = (tmp_path / "schemas" / "colleges.json").read_bytes()
    assert from_json(first)["title"] == "学校"
    assert str(len(RECORDS)) in capsys.readouterr().out
