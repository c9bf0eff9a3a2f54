"""Where a family comes from, as far as a rule asks; the lists of places that matter to rules.

A place outside the lists that could be obtained is 不清楚, never 不在.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.divisions import flags, places
from generator.schema.policy import AidRule, SpecialAreas

LATEST = 9999
"""The year of a family that has not said when it starts: today's tables answer."""


@dataclass(frozen=True, slots=True)
class HomeCase:
    """`place` is the narrowest division that the rule names, None is any other place."""

    is_special: bool
    place: str | None

    def is_within(self, divisions: Iterable[str]) -> bool:
        return self.place is not None and any(lies_in(self.place, one) for one in divisions)


@dataclass(frozen=True, slots=True)
class HomeChoice:
    """One answer to 老家在哪; `apart` are choices inside it that are answers of their own."""

    code: str
    apart: tuple[str, ...] = ()


def lies_in(code: str, division: str) -> bool:
    return code.startswith(places.prefix_of(division))


def home_cases(
    rule: AidRule, home: str | None, year: int | None, *, told: bool | None = None
) -> tuple[HomeCase, ...]:
    """Every case that a home allows, as far as this rule asks.

    `told` is what the family knows of the special areas; it counts where the tables are silent.
    """
    special = is_special(rule.special_areas, home, year or LATEST)
    if special is None:
        special = told
    named = named_divisions(rule)
    homes = [_narrowest(named, home)] if home else [None, *named]
    answers = (True, False) if special is None else (special,)
    return tuple(HomeCase(one, place) for one in answers for place in homes)


def _narrowest(divisions: Iterable[str], home: str) -> str | None:
    found = [code for code in divisions if lies_in(home, code)]
    return max(found, key=lambda code: len(places.prefix_of(code)), default=None)


def named_divisions(rule: AidRule) -> tuple[str, ...]:
    """The divisions that the rule or one of its amounts is limited to."""
    limited = (code for amount in rule.amounts for code in amount.divisions)
    return tuple(dict.fromkeys([*rule.divisions, *limited]))


def is_special(areas: SpecialAreas | None, home: str | None, year: int) -> bool | None:
    """Whether a home is in a rule's special areas; a prefecture when all its counties are."""
    if areas is None:
        return False
    if home is None or not places.is_known(home):
        return None
    counties = places.counties_within(home)
    answers = {_county_is_special(areas, county.code, year) for county in counties}
    if len(answers) == 1:
        return answers.pop()
    return None if answers or areas.missing else False


def _county_is_special(areas: SpecialAreas, code: str, year: int) -> bool | None:
    if is_listed(areas, code):
        return flags.is_in_sanqu_sanzhou(code, year)
    return None if areas.missing or code in flags.LEFT_OPEN else False


def is_listed(areas: SpecialAreas, county: str) -> bool:
    return county in areas.divisions or flags.area_group(county) in areas.groups


def home_choices(rules: Iterable[AidRule]) -> tuple[HomeChoice, ...]:
    """The places whose families a rule treats in a way of its own, as few as possible, by code."""
    codes: set[str] = set()
    for rule in rules:
        codes.update(named_divisions(rule))
        if rule.special_areas is not None:
            codes.update(_fewest(rule.special_areas))
    return tuple(
        HomeChoice(code, tuple(o for o in sorted(codes) if o != code and lies_in(o, code)))
        for code in sorted(codes)
    )


def _fewest(areas: SpecialAreas) -> Iterator[str]:
    """Whole provinces, else whole prefectures, else counties of these areas."""

    def is_whole(code: str) -> bool:
        inside = places.counties_within(code)
        return bool(inside) and all(is_listed(areas, one.code) for one in inside)

    for province in places.provinces():
        if is_whole(province.code):
            yield province.code
            continue
        for prefecture in places.prefectures_of(province.code):
            if is_whole(prefecture.code):
                yield prefecture.code
                continue
            for county in places.counties_of(prefecture.code):
                if is_whole(county.code):
                    yield county.code


def elsewhere(choices: Iterable[HomeChoice]) -> str:
    """A county that is in none of the choices and stands for all of them."""
    taken = [choice.code for choice in choices]
    counties = (
        county.code
        for province in places.provinces()
        for county in places.counties_within(province.code)
    )
    return next(c for c in counties if not any(lies_in(c, one) for one in taken))


def name_of(choice: HomeChoice) -> str:
    """凉山彝族自治州（木里藏族自治县除外)."""
    name = places.find(choice.code).name
    if not choice.apart:
        return name
    return f"{name}（{'、'.join(places.find(code).name for code in choice.apart)}除外）"


def province_of(choice: HomeChoice) -> str:
    return places.find(choice.code).province
