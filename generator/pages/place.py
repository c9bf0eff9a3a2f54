"""A province's page: its prefectures and colleges. The way in for whoever has no script."""

from collections.abc import Iterable, Iterator

from generator.divisions import places
from generator.pages import addresses, college, county_lists, grouping
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.college import College
from generator.schema.record import Record

SHELL = "places/x-shell"

MOST_ON_ONE_PAGE = 60
"""Above this many colleges a province names its prefectures only; each has a page of its own."""


def pages(portal: Portal) -> Iterator[Page]:
    for code, colleges in grouping.by_province(portal.catalogue.colleges.values()).items():
        name = places.find(code).name
        grouped = grouping.by_prefecture(colleges)
        fits = len(colleges) <= MOST_ON_ONE_PAGE
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
                "code": code,
                "counties": county_lists.under(code),
                "prefectures": [
                    {
                        **reference(one),
                        "counted": counted(those),
                        # What has no prefecture between has no page of its own either.
                        "colleges": rows(portal, those) if fits or one == code else None,
                    }
                    for one, those in grouped.items()
                ],
            },
        )


def counted(records: Iterable[Record]) -> Values:
    """How many are real and how many are samples; the two are never added up."""
    every = list(records)
    samples = sum(1 for one in every if one.is_sample)
    return {"real": len(every) - samples, "samples": samples}


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
