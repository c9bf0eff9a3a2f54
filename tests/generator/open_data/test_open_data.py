"""Open data: what is public and sure, in files that a program and a spreadsheet can read."""

import csv
import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from generator.build import Builder
from generator.catalogue import Catalogue, load_catalogue
from generator.open_data.files import OpenFile, files_of_kind, index
from generator.open_data.records import public_kinds
from generator.open_data.table import BYTE_ORDER_MARK, cell
from generator.schema.enums import Confidence, RecordStatus
from generator.schema.record import Fact, Source
from tests.generator.pages import content_files, factories
from tests.generator.pages.college_records import programme, real_college
from tests.generator.pages.marks import DAY
from tests.generator.pages.test_hostile_text import HOSTILE


def files(catalogue: Catalogue) -> list[OpenFile]:
    every = {kind.name: files_of_kind(catalogue, kind) for kind in public_kinds()}
    kinds = [one for found, _ in every.values() for one in found]
    return [*kinds, index({name: summary for name, (_, summary) in every.items()})]


def made(catalogue: Catalogue) -> dict[str, bytes]:
    return {one.path: b"".join(one.pieces()) for one in files(catalogue)}


@pytest.fixture(scope="module")
def real() -> dict[str, bytes]:
    return made(load_catalogue(Path("content")))


def records(told: dict[str, bytes], kind: str) -> list[dict[str, object]]:
    return list(json.loads(told[f"open-data/{kind}.json"])["records"])


def rows(told: dict[str, bytes], kind: str) -> list[dict[str, str]]:
    text = told[f"open-data/{kind}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_real_record_is_there_and_no_sample(real: dict[str, bytes]) -> None:
    catalogue = load_catalogue(Path("content"))
    for kind in public_kinds():
        wanted = [one.id for one in getattr(catalogue, kind.name).values() if not one.is_sample]
        assert [one["id"] for one in records(real, kind.name)] == wanted
        assert [one["id"] for one in rows(real, kind.name)] == wanted
    assert len(records(real, "colleges")) == 26
    assert b"sample-" not in b"".join(
        content for path, content in real.items() if "schemas" not in path
    )


def test_true_counts_of_people_are_in_no_file(real: dict[str, bytes]) -> None:
    assert not [path for path in real if "statistics" in path]


def test_every_record_fits_the_schema_that_its_file_names(real: dict[str, bytes]) -> None:
    for kind in public_kinds():
        told = json.loads(real[f"open-data/{kind.name}.json"])
        schema = json.loads(real[told["schema"].lstrip("/")])
        validator = Draft202012Validator(schema)
        assert [list(validator.iter_errors(one)) for one in told["records"] if one] == [
            [] for _ in told["records"]
        ], kind.name


def test_the_index_names_every_file_with_its_count_and_the_licence(real: dict[str, bytes]) -> None:
    index = json.loads(real["open-data/index.json"])
    assert index["licence"]["id"] == "CC-BY-4.0"
    days = [row["updated_on"] for kind in index["files"] for row in records(real, kind["kind"])]
    assert index["date"] == max(filter(None, days))
    named = {one[form].lstrip("/") for one in index["files"] for form in ("json", "csv", "schema")}
    assert named == real.keys() - {"open-data/index.json"}
    counted = {one["kind"]: one["records"] for one in index["files"]}
    assert counted["colleges"] == 26
    assert counted["programmes"] == 0


def test_the_same_records_give_the_same_bytes_and_keys(real: dict[str, bytes]) -> None:
    again = load_catalogue(Path("content"))
    assert made(again) == real
    keys = {one.path: one.key for one in files(again)}
    assert keys == {one.path: one.key for one in files(load_catalogue(Path("content")))}


def with_college(**values: object) -> Catalogue:
    college = real_college("学校写的话", Source(title="来源", seen_on=DAY))
    changed = college.model_copy(update=values)
    return Catalogue(colleges={changed.id: changed})


def test_a_changed_fact_changes_the_keys_of_its_own_kind_only() -> None:
    before = {one.path: one.key for one in files(with_college())}
    after = {one.path: one.key for one in files(with_college(travel="坐 12 路车"))}
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"open-data/colleges.json", "open-data/colleges.csv"}


def test_what_nobody_is_sure_of_stays_out() -> None:
    unsure, seen = (
        Source(title=word, confidence=one)
        for word, one in (("传闻", Confidence.UNSURE), ("网页", Confidence.SEEN))
    )
    facts = (
        Fact(text="听说的事", sources=(unsure,)),
        Fact(text="查到的事", sources=(unsure, seen)),
    )
    told = made(with_college(facts=facts, sources=(unsure, seen)))
    (college,) = records(told, "colleges")
    assert [fact["text"] for fact in college["facts"]] == ["查到的事"]  # type: ignore[attr-defined]
    assert "传闻" not in told["open-data/colleges.json"].decode()
    assert "听说" not in told["open-data/colleges.csv"].decode()


def test_a_programme_is_a_row_of_its_own_and_says_whose_it_is() -> None:
    college = real_college("话", Source(title="来源", seen_on=DAY))
    own = programme("话").model_copy(
        update={"id": "lhasa-welding", "record_status": RecordStatus.OFFICIAL}
    )
    told = made(Catalogue(colleges={college.id: college.model_copy(update={"programmes": (own,)})}))
    assert "programmes" not in records(told, "colleges")[0]
    (row,) = rows(told, "programmes")
    assert row["college"] == college.id
    assert row["id"] == "lhasa-welding"
    assert row["fees.tuition_per_year"].isdecimal()
    assert next(iter(records(told, "programmes")[0])) == "college"


def test_a_spreadsheet_reads_chinese_and_runs_nothing(real: dict[str, bytes]) -> None:
    for path, content in real.items():
        if path.endswith(".csv"):
            assert content.startswith(BYTE_ORDER_MARK), path
    for sign in ("=", "+", "-", "@", "\t", "\r", "＝"):
        assert cell(f"{sign}1+1") == f"'{sign}1+1"
        assert cell([f"{sign}1+1", "二"]) == f"'{sign}1+1；二"
    assert cell(-5) == "-5"
    assert (cell(None), cell([]), cell(True), cell(0)) == ("", "", "true", "0")
    assert cell([{"title": "通知", "confidence": "seen", "place": "1号"}]) == "通知（1号）"


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_words_stay_one_cell_and_one_text(said: str) -> None:
    source = Source(title=said, place=said, seen_on=DAY)
    college = real_college(said, source)
    told = made(Catalogue(colleges={college.id: college}))
    (row,) = rows(told, "colleges")
    assert row["introduction"].lstrip("'") == (college.introduction or "")
    assert records(told, "colleges")[0]["sources"][0]["title"] == source.title  # type: ignore[index]


def test_the_build_publishes_them_and_leaves_them_alone_afterwards(
    tmp_path: Path,
) -> None:
    content = content_files.write(factories.catalogue(), tmp_path / "content")
    builder = Builder(content, tmp_path / "site", day=factories.DAY)
    first = builder.build()
    assert "open-data/colleges.csv" in first.written
    assert "open-data/schemas/programmes.json" in first.written
    assert not builder.build().written
    page = (tmp_path / "site/open-data/index.html").read_text(encoding="utf-8")
    assert 'href="/open-data/colleges.csv"' in page
    assert "CC-BY-4.0" in page
