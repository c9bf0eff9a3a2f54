"""Colleges under the province and the prefecture of today in which they stand."""

from collections.abc import Iterable

from generator.catalogue.catalogue import REAL, SAMPLES, Catalogue
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


def provinces_of_colleges(catalogue: Catalogue) -> list[str]:
    """Codes of the provinces in which a college stands."""
    return sorted({one.province_code for one in _standing(catalogue)})


def prefectures_of_colleges(catalogue: Catalogue) -> list[str]:
    """Codes of the prefectures in which a college stands."""
    return sorted({one.prefecture_code for one in _standing(catalogue) if one.prefecture_code})


def prefectures_under(catalogue: Catalogue, province: str) -> list[str]:
    """Those of one province, in the order of the counties in which the colleges stand.

    The province's own code stands for the places without a prefecture between.
    """
    here = (one for one in _standing(catalogue) if one.province_code == province)
    counties = sorted(here, key=lambda one: one.code)
    return [*dict.fromkeys(one.prefecture_code or one.province_code for one in counties)]


def _standing(catalogue: Catalogue) -> list[places.Place]:
    return [places.find(code) for which in (REAL, SAMPLES) for code in catalogue.layout(which)]
