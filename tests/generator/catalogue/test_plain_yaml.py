"""The quick reader of plain YAML answers what libyaml answers, or it does not answer at all."""

from pathlib import Path
from random import Random

import pytest
import yaml

from generator.bench_data import write_catalogue
from generator.catalogue.inspection import inspect_bytes, needs_a_look
from generator.catalogue.parsing import Odd, read_value
from generator.catalogue.plain_yaml import read_plain
from generator.engine import ROOT
from tests.generator.pages import content_files, factories

BROKEN = ROOT / "tests" / "generator" / "fixtures" / "broken"
PIECES = (
    *(
        " ",
        "  ",
        "\n",
        "\n\n",
        ": ",
        ":",
        "- ",
        "-",
        "#",
        " #",
        "'",
        '"',
        "|",
        "|-",
        ">",
        "&a",
        "*a",
    ),
    *("{", "}", "[", "]", ",", "?", "? ", "!", "%", "@", "`", "~", "null", "yes", "no", "0", "07"),
    *("1e3", ".5", "0x1", "2026-11-28", "a: b", "- a: b", "---", "...", "学校", "：", "“", "<<: x"),
)


def texts(folder: Path) -> list[str]:
    found = []
    for path in sorted(folder.rglob("*.yml")):
        data = path.read_bytes()
        if not inspect_bytes(path.name, data):
            found.append(data.decode("utf-8"))
    return found


def asked(text: str) -> bool:
    """Whether the quick reader would be asked: `reading.read` looks for odd signs before."""
    return not inspect_bytes("x.yml", text.encode()) and not needs_a_look(text)


def by_libyaml(text: str) -> object:
    try:
        return read_value(text)
    except (yaml.YAMLError, Odd) as refusal:
        return refusal


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    made = tmp_path_factory.mktemp("records")
    write_catalogue(made / "bench", colleges=12, programmes=60, seed=3)
    content_files.write(factories.catalogue(), made / "factories")
    return texts(ROOT / "content") + texts(made) + texts(BROKEN)


def test_every_file_that_is_read_quickly_is_read_as_libyaml_reads_it(corpus: list[str]) -> None:
    quick = [(text, read_plain(text)) for text in corpus if asked(text)]
    answered = [(text, found) for text, found in quick if found is not None]
    assert len(answered) > 250
    for text, found in answered:
        assert found == by_libyaml(text), text


def test_no_slip_of_an_editor_is_read_otherwise(corpus: list[str]) -> None:
    """Twenty thousand small accidents: what the quick reader still takes, libyaml takes alike."""
    random, answered = Random(63), 0
    short = [text for text in corpus if len(text) < 4000]
    for _ in range(20_000):
        text = random.choice(short)
        lines = text.split("\n")
        at = random.randrange(len(lines))
        lines = lines[at : at + 12]  # a record's piece is enough for a slip, and quicker
        for _ in range(random.randint(1, 3)):
            row = random.randrange(len(lines))
            place = random.randrange(len(lines[row]) + 1)
            cut = place + random.choice((0, 0, 1, 2))
            lines[row] = lines[row][:place] + random.choice(PIECES) + lines[row][cut:]
        slipped = "\n".join(lines) + "\n"
        found = read_plain(slipped) if asked(slipped) else None
        if found is not None:
            answered += 1
            assert found == by_libyaml(slipped), slipped
    assert answered > 500
