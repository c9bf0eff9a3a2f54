"""A province's page: its prefectures and colleges. The way in for whoever has no script."""

from collections.abc import Iterable, Iterator
from functools import partial

from generator.catalogue.catalogue import Tally
from generator.divisions import places
from generator.pages import addresses, college, county_lists, grouping
from generator.pages.page import Page, Part
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.college import College

SHELL = "places/x-shell"

MOST_ON_ONE_PAGE = 60
"""Above this many colleges a province names its prefectures only; each has a page of its own."""


def parts(portal: Portal) -> Iterator[Part]:
    """Provinces in which a college stands, by code."""
    for code in grouping.provinces_of_colleges(portal.catalogue):
        yield code, partial(page, portal, code)


def page(portal: Portal, code: str) -> Page:
    tally = portal.catalogue.tally(f"colleges_under {code}")
    name = places.find(code).name
    fits = sum(tally) <= MOST_ON_ONE_PAGE
    return Page(
        address=addresses.place(code),
        shell_name=SHELL,
        bodies={"BODY": "place.html"},
        title=f"{name}的学校",
        description=f"{name}的技工院校：在哪里，招什么专业，绿色通道答应什么。",
        # A page that lists nothing but samples is a sample's page.
        is_sample=not tally.real,
        context={
            "name": name,
            "counted": counted(tally),
            "code": code,
            "counties": county_lists.under(code),
            "prefectures": [
                {
                    **reference(one),
                    "counted": counted(portal.catalogue.tally(f"colleges_within {one}")),
                    # What has no prefecture between has no page of its own either.
                    "colleges": rows(portal, portal.around.colleges_within(one))
                    if fits or one == code
                    else None,
                }
                for one in grouping.prefectures_under(portal.catalogue, code)
            ],
        },
    )


def counted(tally: Tally) -> Values:
    """How many are real and how many are samples; the two are never added up."""
    return {"real": tally.real, "samples": tally.samples}


def reference(code: str) -> Values:
    """A prefecture's name and page, or the province's own where there is no prefecture."""
    one = places.find(code)
    is_province = one.level is places.Level.PROVINCE
    return {
        "name": one.name,
        "href": addresses.place(code) if is_province else addresses.prefecture(code),
    }


def rows(portal: Portal, colleges: Iterable[College]) -> list[Values]:
    return [college.row(portal, one) for one in colleges]
