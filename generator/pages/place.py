"""A province's page: its colleges under their prefectures. The way in for whoever has no script."""

from collections.abc import Iterable, Iterator

from generator.divisions import places
from generator.pages import addresses, college, county_lists
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.college import College
from generator.schema.record import Record

SHELL = "places/x-shell"


def pages(portal: Portal) -> Iterator[Page]:
    for code, colleges in by_province(portal.catalogue.colleges.values()).items():
        name = places.find(code).name
        yield Page(
            address=addresses.place(code),
            shell_name=SHELL,
            bodies={"BODY": "place.html"},
            title=f"{name}的学校",
            description=f"{name}的技工院校：在哪里，招什么专业，绿色通道答应什么。",
            # A page that lists nothing but samples is a sample's page.
            is_sample=all(one.is_sample for one in colleges),
            context={
                "name": name,
                "counted": counted(colleges),
                "prefectures": by_prefecture(portal, colleges),
                "counties": county_lists.under(code),
            },
        )


def counted(records: Iterable[Record]) -> Values:
    """How many are real and how many are samples; the two are never added up."""
    every = list(records)
    samples = sum(1 for one in every if one.is_sample)
    return {"real": len(every) - samples, "samples": samples}


def by_province(colleges: Iterable[College]) -> dict[str, list[College]]:
    """Province code -> colleges, provinces by code, colleges by id."""
    found: dict[str, list[College]] = {}
    for one in colleges:
        province = places.find(places.today(one.division)).province_code
        found.setdefault(province, []).append(one)
    return dict(sorted(found.items()))


def by_prefecture(portal: Portal, colleges: Iterable[College]) -> list[Values]:
    """Rows under the prefecture's name; what has none stands under the province's own."""
    found: dict[str, list[Values]] = {}
    for one in sorted(colleges, key=lambda one: (one.division, one.id)):
        place = places.find(places.today(one.division))
        found.setdefault(place.prefecture or place.province, []).append(college.row(portal, one))
    return [{"name": name, "colleges": rows} for name, rows in found.items()]
