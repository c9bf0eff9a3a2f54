"""Dated flags of a place: 三区三州 and the 160 key counties. Unknown is None, never False."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from generator.divisions import places
from generator.divisions.places import Level
from generator.divisions.tables import rows, successors
from generator.schema.enums import Confidence

FIRST_YEAR = 2018
LAST_YEAR_OF_THE_ACTION = 2020

# Cities of the production corps inside 南疆: the public definition names the four prefectures and
# leaves these open, so we do not answer for them.
LEFT_OPEN = frozenset({"659002", "659003", "659009"})

# Our rows for these five provinces are partly from general knowledge: a county that is missing
# there may be missing by our mistake.
PARTLY_VERIFIED_PROVINCES = frozenset({"530000", "610000", "620000", "630000", "640000"})


@dataclass(frozen=True, slots=True)
class Flag:
    """An answer with how sure we are of it; both are None when nobody knows."""

    answer: bool | None
    confidence: Confidence | None


UNKNOWN = Flag(answer=None, confidence=None)


def is_in_sanqu_sanzhou(code: str, year: int) -> bool | None:
    """Whether a place was in 三区三州 in that year; codes of 2018 and of today are understood.

    To 2020 the table of 2018 (209 counties) answers, afterwards today's (213). A prefecture or
    province is in when all its counties are, out when none is. None: a code or a year that the
    tables do not know, a county that did not exist yet, or a prefecture that is partly in.
    """
    code = places.today(code)
    if year < FIRST_YEAR or not places.is_known(code):
        return None
    if places.find(code).level is Level.COUNTY:
        return _county_is_in(code, year)
    counties = [_county_is_in(county.code, year) for county in places.counties_within(code)]
    # 东莞市 and three others have no counties; none of them is in the region.
    return _all_or_none([answer for answer in counties if answer is not None])


def is_key_county(code: str) -> Flag:
    """Whether a place is one of the 160 key counties of 2021-08-27; its state after 2025 is open.

    A prefecture or province is one when all its counties are, with the weakest confidence.
    """
    code = places.today(code)
    if not places.is_known(code):
        return UNKNOWN
    flags = [_county_is_key(county.code) for county in places.counties_within(code)]
    answers = [flag.answer for flag in flags]
    if None in answers:
        return UNKNOWN
    answer = _all_or_none(answers)
    if answer is None:
        return UNKNOWN
    known = any(flag.confidence is Confidence.KNOWN for flag in flags)
    return Flag(answer=answer, confidence=Confidence.KNOWN if known else Confidence.SEEN)


def sanqu_sanzhou_counties(year: int) -> tuple[str, ...]:
    """Today's codes of the counties that were in 三区三州 in that year, in code order."""
    return tuple(sorted(code for code in _area_groups() if _county_is_in(code, year)))


def area_group(code: str) -> str | None:
    """The part of 三区三州 that a county belongs to, for example 四川凉山州."""
    return _area_groups().get(places.today(code))


@cache
def area_groups() -> tuple[str, ...]:
    """The names of all parts of 三区三州, as the table writes them, in order."""
    return tuple(sorted(set(_area_groups().values())))


def _county_is_in(code: str, year: int) -> bool | None:
    if code in LEFT_OPEN:
        return None
    if code not in _area_groups():
        return False
    if year <= LAST_YEAR_OF_THE_ACTION and code in _founded_since():
        return None
    return True


def _county_is_key(code: str) -> Flag:
    if code in _key_counties():
        return Flag(answer=True, confidence=_key_counties()[code])
    if places.find(code).province_code in PARTLY_VERIFIED_PROVINCES:
        return UNKNOWN
    return Flag(answer=False, confidence=Confidence.SEEN)


def _all_or_none(answers: Iterable[bool | None]) -> bool | None:
    found = set(answers)
    if found <= {False}:
        return False
    return True if found == {True} else None


@cache
def _area_groups() -> dict[str, str]:
    return {row["code"]: row["area_group"] for row in rows("sanqu_sanzhou_counties")}


@cache
def _founded_since() -> frozenset[str]:
    return frozenset(
        row["code"] for row in rows("sanqu_sanzhou_counties") if row["county_in_2018"] != "是"
    )


@cache
def codes_of_2018() -> frozenset[str]:
    """The 209 codes as they were in 2018."""
    now = {code: old for old, code in successors().items()}
    return frozenset(now.get(code, code) for code in sanqu_sanzhou_counties(FIRST_YEAR))


@cache
def _key_counties() -> dict[str, Confidence]:
    return {
        row["code"]: Confidence.SEEN if row["confidence"] == "high" else Confidence.KNOWN
        for row in rows("key_counties_160")
    }
