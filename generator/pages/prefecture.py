"""A prefecture's page: its colleges, each with all its programmes, as plain links."""

from collections.abc import Iterator
from functools import partial

from generator.divisions import places
from generator.pages import addresses, grouping, place, programme
from generator.pages.page import Page, Part
from generator.pages.portal import Portal

SHELL = "prefectures/x-shell"


def parts(portal: Portal) -> Iterator[Part]:
    """Prefectures in which a college stands, by code."""
    for code in grouping.prefectures_of_colleges(portal.catalogue):
        yield code, partial(page, portal, code)


def page(portal: Portal, code: str) -> Page:
    colleges = portal.around.colleges_within(code)
    here = places.find(code)
    return Page(
        address=addresses.prefecture(code),
        shell_name=SHELL,
        bodies={"BODY": "prefecture.html"},
        title=f"{here.name}的学校和专业",
        description=f"{here.full_name}的技工院校：在哪里，招什么专业，一年花多少。",
        # A page that lists nothing but samples is a sample's page.
        is_sample=all(one.is_sample for one in colleges),
        context={
            "name": here.name,
            "province": {"name": here.province, "href": addresses.place(here.province_code)},
            "counted": place.counted(portal.catalogue.tally(f"colleges_within {code}")),
            "colleges": [
                {
                    "rows": place.rows(portal, [one]),
                    "name": one.name,
                    "programmes": [programme.row(portal, found, one) for found in one.programmes],
                }
                for one in colleges
            ],
        },
    )
