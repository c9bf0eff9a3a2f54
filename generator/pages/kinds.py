"""Every page of the portal: the table of contents of this package."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.pages import (
    calculator,
    capacity,
    certificate,
    college,
    cost_table,
    county,
    county_lists,
    dates,
    glossary,
    green_channel,
    guidance,
    helping,
    internships,
    lists,
    open_data,
    order_class,
    overview,
    pairing,
    place,
    policy,
    prefecture,
    programme,
    specialty,
    sponsor,
    statistics,
    story,
    training,
)
from generator.pages.page import Page, Part
from generator.pages.portal import Portal

PageMaker = Callable[[Portal], Iterator[Page]]


@dataclass(frozen=True)
class PageKind:
    """The pages of one shell: which there are, and how each is made, so that one can be made."""

    parts: Callable[[Portal], Iterator[Part]]

    def __call__(self, portal: Portal) -> Iterator[Page]:
        for _, make in self.parts(portal):
            yield make()


def per_record(records: str, page: Callable[[Portal, Any], Page]) -> PageKind:
    """One page for each record of a mapping of the catalogue, in the order of the ids."""

    def make(portal: Portal, identifier: str) -> Page:
        return page(portal, getattr(portal.catalogue, records)[identifier])

    def parts(portal: Portal) -> Iterator[Part]:
        return ((one, partial(make, portal, one)) for one in getattr(portal.catalogue, records))

    return PageKind(parts)


RECORD_PAGES: dict[str, PageKind] = {
    college.SHELL: per_record("colleges", college.page),
    place.SHELL: PageKind(place.parts),
    prefecture.SHELL: PageKind(prefecture.parts),
    specialty.SHELL: per_record("specialties", specialty.page),
    specialty.CLASS_SHELL: per_record("specialty_classes", specialty.class_page),
    programme.SHELL: per_record("programmes", programme.page),
    order_class.SHELL: per_record("order_classes", order_class.page),
    policy.SHELL: per_record("policies", policy.page),
    pairing.SHELL: per_record("pairings", pairing.page),
    training.SHELL: per_record("training", training.page),
    story.SHELL: per_record("stories", story.page),
    certificate.SHELL: per_record("certificates", certificate.page),
    sponsor.SHELL: per_record("enterprises", sponsor.page),
    county.SHELL: PageKind(county.parts),
}
"""Shell -> its pages, one for each record."""

AUTHORED_PAGES: tuple[PageMaker, ...] = (
    overview.home,
    dates.page,
    dates.how_to_apply,
    green_channel.list_page,
    helping.who_helps,
    overview.data_sources,
    lists.find,
    calculator.costs_page,
    cost_table.table_page,
    lists.colleges,
    lists.specialties,
    lists.policies,
    helping.pairings,
    training.list_page,
    certificate.list_page,
    sponsor.list_page,
    lists.stories,
    lists.questions,
    guidance.page,
    glossary.page,
    internships.page,
    open_data.page,
    county_lists.index,
    statistics.page,
    capacity.page,
)
"""Authored pages with slots that records fill."""


def every_page(portal: Portal) -> Iterator[Page]:
    """Authored pages first, then the records, kind by kind, each in the order of the ids."""
    for maker in AUTHORED_PAGES:
        yield from maker(portal)
    for kind in RECORD_PAGES.values():
        yield from kind(portal)


def kinds_with_pages(portal: Portal) -> list[str]:
    """The shells that at least one record fills; no page is made."""
    return [
        shell for shell, kind in RECORD_PAGES.items() if next(kind.parts(portal), None) is not None
    ]


def first_of_each_kind(portal: Portal) -> dict[str, Page]:
    """Shell -> the first record's page, for the kinds that have a record."""
    return {shell: next(RECORD_PAGES[shell](portal)) for shell in kinds_with_pages(portal)}
