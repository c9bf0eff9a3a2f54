"""Whatever bytes a file holds, the answer is a record or a list of problems."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.catalogue import ContentErrors, load_catalogue
from generator.catalogue.parsing import Odd, read_value
from generator.catalogue.reading import read

SOUND = Path("content/sample/colleges/sample-college-01.yml")

# Pieces that mean something to YAML, so that chance reaches further than the first character.
PIECES = st.sampled_from(
    [
        *["id", "name: ", ": ", "- ", "? ", "[", "]", "{", "}", ",", "&a ", "*a", "!!", "!x "],
        *["|", ">", '"', "'", "#", "%", "@", "`", "---", "...", "\n", "\n  ", "\n    ", " "],
        *["\t", "\r\n", "\0", "<<", "~", "yes", "0", "010", "1e3", ".inf", "2026-02-30", "12:30"],
        *["\\u0000", "\ufeff", "示例", "record_status: sample\n", "programmes:\n", "  - id: a\n"],
        *["<b>", "\u202e", "\ud7ff"],
    ]
)
NASTY = st.lists(PIECES, max_size=40).map(lambda pieces: "".join(pieces).encode())


def answered(tmp: Path, data: bytes) -> None:
    folder = tmp / "colleges"
    folder.mkdir(exist_ok=True)
    # The name is no record's id, so that even a sound record is one problem.
    (folder / "a-college.yml").write_bytes(data)
    with pytest.raises(ContentErrors) as raised:
        load_catalogue(tmp)
    lines = data.count(b"\n") + data.count(b"\r") + 2
    assert raised.value.problems
    for problem in raised.value.problems:
        assert 1 <= problem.line <= lines
        assert re.fullmatch(r".+:\d+: .+", str(problem)), str(problem)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=300) | NASTY)
def test_any_bytes_are_answered(tmp_path: Path, data: bytes) -> None:
    answered(tmp_path, data)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_sound_file_with_a_piece_put_in_anywhere_is_answered(
    tmp_path: Path, data: st.DataObject
) -> None:
    sound = SOUND.read_bytes()
    place = data.draw(st.integers(0, len(sound)))
    piece = data.draw(NASTY)
    cut = data.draw(st.integers(0, 30))
    answered(tmp_path, sound[:place] + piece + sound[place + cut :])


@settings(max_examples=300, deadline=None)
@given(data=NASTY)
def test_what_is_read_is_what_a_standard_parser_reads(data: bytes) -> None:
    """Our builder takes less than PyYAML's, and where it takes a file it reads the same."""
    try:
        values = read("a.yml", data)
    except ContentErrors:
        return
    try:
        standard = yaml.load(data.decode(), Loader=yaml.CSafeLoader)
    except ValueError:
        return  # a day that does not exist stays text here, and the record refuses it
    assert str_of_dates(standard) == values


def str_of_dates(value: object) -> object:
    """PyYAML makes dates; we keep them as text, and so does this comparison."""
    if isinstance(value, dict):
        return {key: str_of_dates(one) for key, one in value.items()}
    if isinstance(value, list):
        return [str_of_dates(one) for one in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def test_a_file_of_brackets_ends_at_once() -> None:
    for piece in ("[", "{a: ", "- ", "? ", "[? ", "!!x [", "&a ["):
        text = piece * (1_000_000 // len(piece))
        try:
            read_value(text)
        except (Odd, yaml.YAMLError):
            continue
        raise AssertionError(piece)
