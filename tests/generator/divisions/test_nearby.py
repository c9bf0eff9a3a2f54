"""The nearest places are those that a plain look at every place finds."""

from math import pi
from random import Random

import pytest

from generator.divisions import places
from generator.divisions.distances import distance_km
from generator.divisions.nearby import Nearby

ZHAOJUE, XICHANG, LHASA, NINGBO, BAIYANG = "513431", "513401", "540102", "330203", "659012"


@pytest.mark.parametrize("seed", range(4))
def test_the_walk_finds_what_a_plain_look_finds(seed: int) -> None:
    random = Random(seed)
    every = [place.code for place in places.search("县", most=3000)]
    things = {code: random.choice([1, 1, 2, 4]) for code in random.sample(every, 10 ** (seed % 4))}
    nearby = Nearby(things)
    for code in [*random.sample(every, 20), ZHAOJUE, LHASA, NINGBO]:
        found = nearby.nearest(code, 5)
        plain = sorted((distance_km(code, other) or 0.0, other) for other in things)
        kilometres = [one.km for one in found]
        assert kilometres == pytest.approx([km for km, _ in plain[: len(found)]], abs=0.01)
        held = [things[one.code] for one in found]
        assert sum(held[:-1]) < 5
        assert sum(held) >= 5 or len(found) == len(things)


def test_directions_are_those_of_a_map() -> None:
    beijing, shanghai, guangzhou, urumqi = "110000", "310000", "440100", "650100"
    seen = {
        one.code: one.bearing
        for one in Nearby(dict.fromkeys((shanghai, guangzhou, urumqi), 1)).nearest(beijing, 3)
    }
    assert pi / 2 < seen[shanghai] < pi
    assert abs(seen[guangzhou]) > 0.9 * pi
    assert -pi / 2 < seen[urumqi] < 0


def test_a_place_whose_centre_nobody_knows_is_near_nothing_and_near_nobody() -> None:
    assert Nearby({XICHANG: 1}).nearest(BAIYANG, 5) == ()
    assert [one.code for one in Nearby({XICHANG: 1, BAIYANG: 1}).nearest(ZHAOJUE, 5)] == [XICHANG]
    assert Nearby({}).nearest(ZHAOJUE, 5) == ()


def test_a_college_in_the_same_county_is_no_kilometre_away() -> None:
    (here,) = Nearby({ZHAOJUE: 7}).nearest(ZHAOJUE, 5)
    assert here.km == 0
