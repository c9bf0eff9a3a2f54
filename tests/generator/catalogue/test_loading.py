"""A catalogue is frozen and in order, and a cache never changes what is loaded."""

import json
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.bench_data import write_catalogue
from generator.catalogue import Catalogue, ContentErrors, load_catalogue, loading
from generator.catalogue import cache as cache_module

CONTENT = Path("content")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(CONTENT)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    write_catalogue(content, colleges=12, programmes=60, seed=1)
    return content


def test_records_come_by_id_in_order(catalogue: Catalogue) -> None:
    for kind in ("colleges", "programmes", "specialties", "policies", "pairings", "faq"):
        records = getattr(catalogue, kind)
        assert list(records) == sorted(records)
        assert all(record.id == key for key, record in records.items())


def test_nothing_in_a_catalogue_can_be_changed(catalogue: Catalogue) -> None:
    with pytest.raises(FrozenInstanceError):
        catalogue.colleges = {}  # type: ignore[misc]
    with pytest.raises(TypeError):
        catalogue.colleges["x"] = None  # type: ignore[index]
    with pytest.raises(ValidationError):
        catalogue.colleges["sample-college-01"].name = "x"


def test_a_programme_leads_to_its_college_cycle_and_order_class(catalogue: Catalogue) -> None:
    assert catalogue.college_of("sample-programme-02").id == "sample-college-01"
    admission = catalogue.campaign_of("sample-programme-02").admission
    assert admission is not None
    assert admission.most_choices == 3
    classes = catalogue.order_classes_of("sample-programme-02")
    assert [one.id for one in classes] == ["sample-order-class-02"]
    with pytest.raises(KeyError):
        catalogue.college_of("no-such-programme")


def test_a_college_leads_to_who_helps_it(catalogue: Catalogue) -> None:
    assert [one.id for one in catalogue.pairings_of("sample-college-01")] == ["sample-pairing-01"]
    assert [one.id for one in catalogue.pairings_of("sample-college-09")] == ["sample-pairing-01"]
    given = [one.id for one in catalogue.sponsorships_of("sample-college-01")]
    assert given == ["sample-sponsorship-01", "sample-sponsorship-02"]
    assert [one.id for one in catalogue.stories_of("sample-college-01")] == ["sample-story-01"]
    assert catalogue.pairings_of("nobody") == ()


def test_a_specialty_leads_to_the_colleges_that_teach_it(catalogue: Catalogue) -> None:
    taught = [one.id for one in catalogue.programmes_of("automobile-repair")]
    assert taught == ["sample-programme-01", "sample-programme-10"]
    assert catalogue.specialty_classes["04"].name == "交通类"
    assert len(catalogue.specialty_classes) == 15
    assert "automobile-repair" in {one.id for one in catalogue.specialties_in("04")}


def test_without_samples_only_sourced_records_are_left() -> None:
    real = load_catalogue(CONTENT, include_sample=False)
    assert real.colleges
    assert not real.programmes
    for kind in ("colleges", "policies", "pairings", "campaigns"):
        records = getattr(real, kind).values()
        assert all(record.sources and not record.is_sample for record in records)


def test_a_second_load_reads_the_cache_and_finds_the_same(small: Path, tmp_path: Path) -> None:
    cold = load_catalogue(small)
    assert load_catalogue(small, cache_dir=tmp_path / "cache") == cold
    assert load_catalogue(small, cache_dir=tmp_path / "cache") == cold


def test_a_second_load_parses_no_yaml(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_catalogue(small, cache_dir=tmp_path)
    parsed: list[str] = []

    def counting_read(path: str, data: bytes) -> dict[str, object]:
        parsed.append(path)
        return original(path, data)

    original = loading.read
    monkeypatch.setattr(loading, "read", counting_read)
    load_catalogue(small, cache_dir=tmp_path)
    assert parsed == []
    changed = small / "sample" / "colleges" / "sample-bench-college-00003.yml"
    changed.write_text(changed.read_text().replace("公办", "民办").replace("企业办", "民办"))
    found = load_catalogue(small, cache_dir=tmp_path).colleges["sample-bench-college-00003"]
    assert parsed == [changed.as_posix()]
    assert found.ownership == "民办"


def test_a_change_that_breaks_a_relation_is_found_with_a_warm_cache(
    small: Path, tmp_path: Path
) -> None:
    load_catalogue(small, cache_dir=tmp_path)
    (small / "sample" / "specialties" / "sample-bench-specialty-000.yml").unlink()
    for _ in range(2):
        with pytest.raises(ContentErrors, match="sample-bench-specialty-000"):
            load_catalogue(small, cache_dir=tmp_path)


def test_a_broken_file_is_told_again_and_again(small: Path, tmp_path: Path) -> None:
    (small / "faq").mkdir()
    (small / "faq" / "empty.yml").write_text("")
    for _ in range(2):
        with pytest.raises(ContentErrors, match="文件是空的"):
            load_catalogue(small, cache_dir=tmp_path)


@pytest.mark.parametrize("damage", ["cut", "noise", "empty", "folder", "other json"])
def test_a_damaged_cache_costs_time_and_never_an_answer(
    small: Path, tmp_path: Path, damage: str
) -> None:
    folder = tmp_path / "cache"
    cold = load_catalogue(small, cache_dir=folder)
    file = folder / cache_module.FILE
    kept = file.read_bytes()
    head, _, body = kept.partition(b"\n")
    if damage == "cut":
        file.write_bytes(kept[: len(kept) * 2 // 3])
    elif damage == "noise":
        file.write_bytes(head + b"\n" + body.replace(b"sample", b"simple"))
    elif damage == "empty":
        file.write_bytes(b"")
    elif damage == "other json":
        file.write_bytes(json.dumps([1, 2]).encode() + b"\n")
    else:
        file.unlink()
        file.mkdir()
    assert load_catalogue(small, cache_dir=folder) == cold


def test_a_cache_of_other_code_is_not_used(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_catalogue(small, cache_dir=tmp_path)
    assert cache_module.open_cache(tmp_path).kept
    monkeypatch.setattr(cache_module, "fingerprint", lambda: "other")
    assert not cache_module.open_cache(tmp_path).kept
