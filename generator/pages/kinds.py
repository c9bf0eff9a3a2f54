"""Every page of the portal: the table of contents of this package."""

from collections.abc import Callable, Iterator, Mapping
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
class Remembered:
    """A kind with many pages: one whose questions have the same answers as before is not made."""

    parts: Callable[[Portal], Iterator[Part]]

    def __call__(self, portal: Portal) -> Iterator[Page]:
        for _, make in self.parts(portal):
            yield make()


def per_record(records: str, page: Callable[[Portal, Any], Page]) -> Remembered:
    """One page for each record of a mapping of the catalogue, in the order of the ids."""

    def parts(portal: Portal) -> Iterator[Part]:
        found: Mapping[str, Any] = getattr(portal.catalogue, records)

        def make(identifier: str) -> Page:
            return page(portal, found[identifier])

        return ((identifier, partial(make, identifier)) for identifier in found)

    return Remembered(parts)


RECORD_PAGES: dict[str, PageMaker] = {
    college.SHELL: per_record("colleges", college.page),
    place.SHELL: place.pages,
    prefecture.SHELL: Remembered(prefecture.parts),
    specialty.SHELL: per_record("specialties", specialty.page),
    specialty.CLASS_SHELL: specialty.class_pages,
    programme.SHELL: per_record("programmes", programme.page),
    order_class.SHELL: order_class.pages,
    policy.SHELL: policy.pages,
    pairing.SHELL: pairing.pages,
    training.SHELL: training.pages,
    story.SHELL: story.pages,
    certificate.SHELL: certificate.pages,
    sponsor.SHELL: sponsor.pages,
    county.SHELL: Remembered(county.parts),
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
    for maker in (*AUTHORED_PAGES, *RECORD_PAGES.values()):
        yield from maker(portal)


def first_of_each_kind(portal: Portal) -> dict[str, Page]:
    """Shell -> the first record's page, for the kinds that have a record."""
    found = {shell: next(maker(portal), None) for shell, maker in RECORD_PAGES.items()}
    return {shell: page for shell, page in found.items() if page is not None}
