"""What a phone unpacks is what the records say, to the letter, and never markup."""

import json
from dataclasses import replace
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.finder import files as module
from generator.finder import rows
from generator.finder.areas import area_of, unpack_areas
from generator.finder.files import FOLDER, MANIFEST, NATIONAL_STEP, STEP, files
from generator.finder.forms import form_of, numbered_form_of, text_of
from generator.finder.packing import pack, unpack
from generator.finder.rows import CollegeRow
from generator.finder.searching import Finder
from generator.finder.shelf import pack_shelf, unpack_shelf
from generator.pages.portal import Portal
from generator.pages.rendering import Renderer
from tests.generator.pages import factories
from tests.generator.pages.test_hostile_text import HOSTILE

NUMBERS = st.lists(st.integers(0, 10**9 - 1) | st.integers(0, 40), max_size=60)
TEXTS = st.text("示例县0123456789-a\ue000\ue006\ue00f", max_size=12)


def rounded(found: list[CollegeRow], step: int) -> list[CollegeRow]:
    """What is left to pay as the file keeps it: up to the next whole step, unknown unknown."""
    return [
        replace(
            college,
            programmes=tuple(
                replace(one, own=None if one.own is None else -(-one.own // step) * step)
                for one in college.programmes
            ),
        )
        for college in found
    ]


@given(NUMBERS)
def test_numbers_come_back_from_a_column(numbers: list[int]) -> None:
    assert unpack(pack(numbers), len(numbers)) == numbers


@given(TEXTS, st.text("示例县", min_size=2, max_size=3))
def test_texts_come_back_from_their_form(text: str, part: str) -> None:
    parts = {"\ue000": part}
    assert text_of(form_of(text, parts), parts) == text
    form, number = numbered_form_of(text, parts)
    assert text_of(form, parts, number) == text


def test_the_whole_country_unpacked_is_the_catalogue(portal: Portal, finder: Finder) -> None:
    assert finder.rows == rounded(rows.colleges(portal), STEP)
    assert sum(len(one.programmes) for one in finder.rows) == 300
    assert list(finder.specialties.values()) == rows.specialties(portal)


def test_a_large_country_is_not_loaded_unasked_and_rounds_its_sums(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SMALL", 0)
    large = Finder(files(portal))
    assert json.loads(large.files[MANIFEST])["small"] is False
    assert large.rows == rounded(rows.colleges(portal), NATIONAL_STEP)


def test_the_provinces_together_are_the_catalogue(portal: Portal, finder: Finder) -> None:
    codes = json.loads(finder.files[MANIFEST])["rows"]
    together = [row for code in codes for row in Finder(finder.files, code).rows]
    assert together == rounded(rows.colleges(portal), STEP)


def test_a_college_without_programmes_and_a_programme_without_fees_are_there() -> None:
    portal = Portal(factories.catalogue(), factories.DAY, Renderer())
    found = {row.id: row for row in Finder(files(portal)).rows}
    assert found["lhasa-college"].programmes == ()
    assert not found["lhasa-college"].sample
    assert found["sample-helped"].badge
    assert found["sample-helped"].programmes[0].own == 4700
    assert found["sample-helped"].programmes[0].order_class
    college = rows.colleges(portal)[2]
    free = replace(college, programmes=(replace(found["sample-helped"].programmes[0], own=None),))
    taught = rows.specialties(portal)
    shelf = pack_shelf([free], taught)
    assert unpack_shelf(shelf, taught)[0].programmes[0].own is None


def test_every_file_is_named_by_its_content_and_by_the_manifest(finder: Finder) -> None:
    manifest = json.loads(finder.files[MANIFEST])
    named = {manifest["words"], manifest["counties"], manifest["readings"], manifest["all"]}
    named |= set(manifest["rows"].values())
    assert {f"{FOLDER}/{name}" for name in named} == finder.files.keys() - {MANIFEST}
    for name in named:
        content = finder.files[f"{FOLDER}/{name}"]
        assert f"-{blake2b(content, digest_size=8).hexdigest()}.json" in name


def test_every_place_of_the_country_with_a_centre_can_be_my_county(finder: Finder) -> None:
    name = json.loads(finder.files[MANIFEST])["counties"]
    counties = json.loads(finder.files[f"{FOLDER}/{name}"])
    areas = unpack_areas(counties["areas"])
    assert area_of("513431") in areas
    assert len(areas) == counties["count"] == len(set(areas))
    assert len(areas) > 3000


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_words_come_back_whole_and_open_no_tag(said: str) -> None:
    portal = Portal(factories.catalogue(said), factories.DAY, Renderer())
    made = files(portal)
    assert not [name for name, content in made.items() if b"<" in content or b"&" in content]
    finder = Finder(made)
    assert {row.name for row in finder.rows} == {
        one.name for one in portal.catalogue.colleges.values()
    }
    assert said.strip() in {name.removeprefix("汽车维修") for name in _names(finder)}


def _names(finder: Finder) -> set[str]:
    return {one.name for one in finder.specialties.values()}
