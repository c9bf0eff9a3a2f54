"""A prefecture's page: its colleges, each with all its programmes, as plain links."""

from collections.abc import Iterator

from generator.divisions import places
from generator.pages import addresses, place, programme
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.schema.college import College

SHELL = "prefectures/x-shell"


def pages(portal: Portal) -> Iterator[Page]:
    for code, colleges in place.by_prefecture(portal.catalogue.colleges.values()).items():
        if places.find(code).level is places.Level.PREFECTURE:
            yield page(portal, code, colleges)


def page(portal: Portal, code: str, colleges: list[College]) -> Page:
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
            "counted": place.counted(colleges),
            "colleges": [
                {
                    "rows": place.rows(portal, [one]),
                    "name": one.name,
                    "programmes": [programme.row(portal, found) for found in one.programmes],
                }
                for one in colleges
            ],
        },
    )
