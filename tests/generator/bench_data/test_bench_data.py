"""A synthetic catalogue is sound, varied, all samples, and the same for the same seed."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.__main__ import main
from generator.bench_data import write_catalogue
from generator.catalogue import load_catalogue
from generator.yaml_text import yaml_text

# What a record can hold: no control characters, and no empty lists, which are left out.
TEXT = st.text(st.characters(exclude_categories=["C", "Zl", "Zp", "Zs"]) | st.just(" "), min_size=1)
KEYS = st.sampled_from(["id", "name", "facts", "years", "on_time", "title"])
VALUES = st.recursive(
    TEXT
    | st.integers(-(10**14), 10**14)
    | st.booleans()
    | st.sampled_from(["010", "no", "2026-01-01"]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(KEYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


def without_lists_in_lists(value: object, inside_list: bool = False) -> bool:
    if isinstance(value, list):
        return not inside_list and all(without_lists_in_lists(one, True) for one in value)
    if isinstance(value, dict):
        return all(without_lists_in_lists(one) for one in value.values())
    return True


def test_every_record_is_a_sound_sample(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "content", colleges=300, programmes=1200, seed=3)
    catalogue = load_catalogue(tmp_path / "content")
    assert len(catalogue.colleges) == 300
    assert len(catalogue.programmes) == 1200
    assert catalogue.pairings
    assert catalogue.order_classes
    for kind in catalogue.counts():
        assert all(record.is_sample for record in getattr(catalogue, kind).values())
    assert len({college.division[:2] for college in catalogue.colleges.values()}) > 25
    introductions = {college.introduction for college in catalogue.colleges.values()}
    assert len(introductions) == 300
    assert len({programme.lessons for programme in catalogue.programmes.values()}) > 1150


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("same", 5), ("other", 6)):
        write_catalogue(tmp_path / name, colleges=5, programmes=20, seed=seed)
    written = {
        name: [path.read_bytes() for path in sorted((tmp_path / name).rglob("*.yml"))]
        for name in ("one", "same", "other")
    }
    assert written["one"] == written["same"]
    assert written["one"] != written["other"]


def test_a_folder_with_something_in_it_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    command = ["bench-data", "--colleges", "1", "--programmes", "1", "--out", str(tmp_path)]
    assert main(command) == 2
    assert "not an empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(("colleges", "programmes"), [(0, 0), (1, -1), (1, 401), (10**6, 1)])
def test_numbers_that_make_no_catalogue_are_refused(
    tmp_path: Path, colleges: int, programmes: int
) -> None:
    with pytest.raises(ValueError, match="must be from"):
        write_catalogue(tmp_path / "x", colleges=colleges, programmes=programmes, seed=1)


@given(st.dictionaries(KEYS, VALUES, min_size=1))
def test_what_is_written_is_read_back(values: dict[str, object]) -> None:
    if not without_lists_in_lists(values):
        return
    read = yaml.load(yaml_text(values), Loader=yaml.CSafeLoader)

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, list):
            return [plain(one) for one in value]
        return value if isinstance(value, str | int | bool) else str(value)

    assert plain(read) == values
