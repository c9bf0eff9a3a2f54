"""Codes become places, and lists for forms come in code order."""

import pytest

from generator.divisions import places
from generator.divisions.distances import distance_km
from generator.divisions.places import Level, PlaceNotFound


def test_a_county_knows_its_prefecture_and_province() -> None:
    zhaojue = places.find("513431")
    assert (zhaojue.name, zhaojue.level) == ("昭觉县", Level.COUNTY)
    assert zhaojue.full_name == "四川省凉山彝族自治州昭觉县"
    assert (zhaojue.prefecture_code, zhaojue.province_code) == ("513400", "510000")


def test_a_district_of_a_municipality_has_no_prefecture() -> None:
    assert places.find("110101").full_name == "北京市东城区"
    assert places.find("110101").prefecture is None
    assert places.prefectures_of("110000") == ()
    assert len(places.counties_of("110000")) == 16


def test_a_county_directly_under_a_province_is_listed_there() -> None:
    jiyuan = places.find("419001")
    assert jiyuan.full_name == "河南省济源市"
    assert jiyuan in places.counties_of("410000")


def test_an_old_code_is_refused_with_the_new_one_named() -> None:
    with pytest.raises(PlaceNotFound, match="513402"):
        places.find("513425")
    assert places.today("513425") == "513402"


@pytest.mark.parametrize("code", ["999999", "51343", "昭觉县"])
def test_an_unknown_code_is_named(code: str) -> None:
    with pytest.raises(PlaceNotFound, match=code):
        places.find(code)


def test_every_county_is_reached_through_the_lists_of_the_form() -> None:
    reached = {
        county.code
        for province in places.provinces()
        for county in places.counties_within(province.code)
    }
    assert len(places.provinces()) == 34
    assert len(reached) == 2847
    assert "513431" in reached


def test_search_puts_the_place_itself_before_the_places_inside_it() -> None:
    found = places.search("凉山")
    assert found[0].code == "513400"
    assert "513431" in {place.code for place in found}
    assert places.search(" 昭 觉 ")[0].code == "513431"
    assert places.search("  ") == ()


def test_distance_is_a_straight_line_and_missing_centres_are_unknown() -> None:
    to_chengdu = distance_km("513431", "510100")
    assert to_chengdu is not None
    assert 270 < to_chengdu < 330
    assert distance_km("513431", "513431") == pytest.approx(0)
    assert distance_km("513431", "659012") is None
    assert distance_km("513425", "510100") == distance_km("513402", "510100")
