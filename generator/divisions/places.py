"""A division code in, a place out: names, levels, lists and search. Flags are in `flags`."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from generator.divisions.tables import rows, successors


class PlaceNotFound(LookupError):
    """No place has this code today; the message says what to do."""


class Level(StrEnum):
    PROVINCE = "省级"
    PREFECTURE = "市州级"
    COUNTY = "区县级"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of today. `prefecture` and `province` are names; a municipality has no prefecture."""

    code: str
    name: str
    level: Level
    prefecture: str | None
    province: str
    full_name: str
    prefecture_code: str | None
    province_code: str


def find(code: str) -> Place:
    """The place with this six-digit code of today; raises PlaceNotFound."""
    place = _places().get(code)
    if place is not None:
        return place
    if code in successors():
        now = _places()[successors()[code]]
        raise PlaceNotFound(f"代码 {code} 已经换成 {now.code}（{now.full_name}），请改用新代码")
    raise PlaceNotFound(f"没有代码是 {code} 的地方，请查 divisions_county.csv 里的六位代码")


def is_known(code: str) -> bool:
    """True when a place of today has this code."""
    return code in _places()


def today(code: str) -> str:
    """Today's code of a county that had this code in 2018; any other code unchanged."""
    return successors().get(code, code)


def provinces() -> tuple[Place, ...]:
    """All of them, by code."""
    return _under()[""]


def prefectures_of(province: str) -> tuple[Place, ...]:
    """Prefectures of a province, by code; none for a municipality such as 北京市."""
    return tuple(place for place in _under().get(province, ()) if place.level is Level.PREFECTURE)


def counties_of(code: str) -> tuple[Place, ...]:
    """Counties directly under a prefecture, or under a province without one between, by code."""
    return tuple(place for place in _under().get(code, ()) if place.level is Level.COUNTY)


@cache
def counties() -> tuple[Place, ...]:
    """Every county of today, by code."""
    return tuple(
        sorted((one for one in _places().values() if one.level is Level.COUNTY), key=_code)
    )


def former_codes() -> dict[str, str]:
    """Code of 2018 -> today's code, for the counties that have another one now."""
    return dict(successors())


def counties_within(code: str) -> tuple[Place, ...]:
    """Every county of a province or prefecture; a county answers with itself. By code."""
    place = find(code)
    if place.level is Level.COUNTY:
        return (place,)
    below = (counties_of(prefecture.code) for prefecture in prefectures_of(code))
    found = [*counties_of(code), *(county for counties in below for county in counties)]
    return tuple(sorted(found, key=_code))


def search(text: str, *, most: int = 20) -> tuple[Place, ...]:
    """Places whose full name contains the text, shortest name first, then by code."""
    wanted = "".join(text.split())
    if not wanted:
        return ()
    found = [place for place in _places().values() if wanted in place.full_name]
    own_name_first = sorted(
        found, key=lambda place: (wanted not in place.name, len(place.full_name), place.code)
    )
    return tuple(own_name_first[:most])


@cache
def _places() -> dict[str, Place]:
    places = [
        Place(
            code=row["code"],
            name=row["name"],
            level=Level.PROVINCE,
            prefecture=None,
            province=row["name"],
            full_name=row["name"],
            prefecture_code=None,
            province_code=row["code"],
        )
        for row in rows("divisions_province")
    ]
    places += [_prefecture(row) for row in rows("divisions_prefecture")]
    places += [_county(row) for row in rows("divisions_county")]
    return {place.code: place for place in places}


def _prefecture(row: dict[str, str]) -> Place:
    return Place(
        code=row["code"],
        name=row["name"],
        level=Level.PREFECTURE,
        prefecture=row["name"],
        province=row["province"],
        full_name=row["province"] + row["name"],
        prefecture_code=row["code"],
        province_code=row["province_code"],
    )


def _county(row: dict[str, str]) -> Place:
    # The table writes a municipality, or a note in brackets, where there is no prefecture.
    has_prefecture = row["prefecture_code"] not in {"", row["province_code"]}
    prefecture = row["prefecture"] if has_prefecture else None
    return Place(
        code=row["code"],
        name=row["name"],
        level=Level.COUNTY,
        prefecture=prefecture,
        province=row["province"],
        full_name=row["province"] + (prefecture or "") + row["name"],
        prefecture_code=row["prefecture_code"] if has_prefecture else None,
        province_code=row["province_code"],
    )


@cache
def _under() -> dict[str, tuple[Place, ...]]:
    below: dict[str, list[Place]] = {}
    for place in sorted(_places().values(), key=_code):
        if place.level is Level.PROVINCE:
            above = ""
        elif place.level is Level.PREFECTURE or place.prefecture_code is None:
            above = place.province_code
        else:
            above = place.prefecture_code
        below.setdefault(above, []).append(place)
    return {code: tuple(places) for code, places in below.items()}


def overlap(one: str, other: str) -> bool:
    """Whether two codes are the same place, or one lies within the other."""
    return one.startswith(prefix_of(other)) or other.startswith(prefix_of(one))


def _code(place: Place) -> str:
    return place.code


def prefix_of(code: str) -> str:
    """The digits that every place inside a division shares: 513400 -> 5134, 510000 -> 51."""
    return code[:2] if code.endswith("0000") else code.removesuffix("00")
