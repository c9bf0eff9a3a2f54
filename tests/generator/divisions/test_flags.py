"""Dated flags: 209 counties in 2018, 213 today, and unknown is never no."""

import pytest

from generator.divisions import places
from generator.divisions.flags import (
    codes_of_2018,
    is_in_sanqu_sanzhou,
    is_key_county,
    sanqu_sanzhou_counties,
)
from generator.schema.enums import Confidence


def test_all_209_counties_of_2018_and_all_213_of_today_resolve() -> None:
    assert len(codes_of_2018()) == 209
    assert all(is_in_sanqu_sanzhou(code, 2018) is True for code in codes_of_2018())
    assert len(sanqu_sanzhou_counties(2026)) == 213
    assert all(is_in_sanqu_sanzhou(code, 2026) is True for code in sanqu_sanzhou_counties(2026))
    assert all(places.is_known(code) for code in sanqu_sanzhou_counties(2026))


@pytest.mark.parametrize("old", ["513425", "540422", "540530", "632321", "652923"])
def test_the_five_counties_that_became_cities_keep_their_flag(old: str) -> None:
    assert not places.is_known(old)
    assert places.is_known(places.today(old))
    for code in (old, places.today(old)):
        assert is_in_sanqu_sanzhou(code, 2018) is True
        assert is_in_sanqu_sanzhou(code, 2026) is True


def test_a_county_founded_later_was_neither_in_nor_out_in_2018() -> None:
    assert is_in_sanqu_sanzhou("653228", 2018) is None
    assert is_in_sanqu_sanzhou("653228", 2026) is True


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("513400", True),  # 凉山州, whole
        ("653200", True),  # 和田地区, two of its counties founded later
        ("540000", True),  # 西藏, a whole province
        ("620600", None),  # 武威市: 天祝县 only
        ("510000", None),  # 四川省, partly
        ("330200", False),  # 宁波市
        ("441900", False),  # 东莞市 has no counties
        ("110101", False),
        ("659009", None),  # a corps city that the definition leaves open
        ("999999", None),
    ],
)
def test_a_place_is_in_only_when_all_of_it_is_in(code: str, answer: bool | None) -> None:
    assert is_in_sanqu_sanzhou(code, 2018) is answer


def test_nobody_knows_about_years_before_the_word_existed() -> None:
    assert is_in_sanqu_sanzhou("513431", 2010) is None


def test_a_key_county_says_how_sure_we_are() -> None:
    assert is_key_county("513431").answer is True
    assert is_key_county("513431").confidence is Confidence.SEEN
    assert is_key_county("110101").answer is False
    # 和政县 was a doubtful candidate in a province that is only partly verified.
    assert is_key_county("622925").answer is None
    assert is_key_county("999999").answer is None


def test_all_160_key_counties_are_found() -> None:
    counties = [
        county.code
        for province in places.provinces()
        for county in places.counties_within(province.code)
    ]
    found = [code for code in counties if is_key_county(code).answer]
    seen = [code for code in found if is_key_county(code).confidence is Confidence.SEEN]
    assert (len(found), len(seen)) == (160, 92)
