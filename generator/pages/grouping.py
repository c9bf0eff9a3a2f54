"""Colleges under the province and the prefecture of today in which they stand."""

from collections.abc import Iterable

from generator.divisions import places
from generator.schema.college import College


def by_province(colleges: Iterable[College]) -> dict[str, list[College]]:
    """Province code -> colleges, provinces by code, colleges by id."""
    found: dict[str, list[College]] = {}
    for one in colleges:
        province = places.find(places.today(one.division)).province_code
        found.setdefault(province, []).append(one)
    return dict(sorted(found.items()))


def by_prefecture(colleges: Iterable[College]) -> dict[str, list[College]]:
    """Prefecture code -> colleges by division; a province's own code where none stands between."""
    found: dict[str, list[College]] = {}
    for one in sorted(colleges, key=lambda one: (one.division, one.id)):
        place = places.find(places.today(one.division))
        found.setdefault(place.prefecture_code or place.province_code, []).append(one)
    return found
