"""Who helps, over all records: pairings and sponsors, real ones and samples always apart."""

from collections.abc import Iterator, Sequence

from generator.pages import pairing, sponsor, story
from generator.pages.lists import MOST_ON_ONE_PAGE
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.pairing import Pairing

MOST_NAMED = 6
MOST_LATE = 20


def who_helps(portal: Portal) -> Iterator[Page]:
    yield Page(
        address="/who-helps/",
        shell_name="who-helps",
        bodies={
            "PAIRINGS": "pairing_progress.html",
            "SPONSORS": "sponsor_list.html",
            "STORIES": "story_list.html",
        },
        context={
            "help": summary(portal, names_late=True),
            "sponsors": sponsor.groups(portal),
            "stories": [story.row(one) for one in portal.catalogue.stories.values()],
        },
    )


def pairings(portal: Portal) -> Iterator[Page]:
    every = portal.catalogue.pairings.values()
    yield Page(
        address="/pairings/",
        shell_name="pairings/index",
        bodies={"PROGRESS": "pairing_progress.html", "LIST": "pairing_list.html"},
        context={
            "help": summary(portal, names_late=True),
            "real": _rows(portal, [one for one in every if not one.is_sample]),
            "samples": _rows(portal, [one for one in every if one.is_sample]),
        },
    )


def _rows(portal: Portal, found: Sequence[Pairing]) -> Values:
    """Those that are behind come first, so that none of them is left out of a long list."""
    behind = sorted(found, key=lambda one: (-len(pairing.late_items(portal, [one])), one.id))
    return {
        "rows": [pairing.row(portal, one) for one in behind[:MOST_ON_ONE_PAGE]],
        "left_out": max(len(found) - MOST_ON_ONE_PAGE, 0),
    }


def summary(portal: Portal, *, names_late: bool = False) -> Values:
    """Progress of real pairings and of samples, never added up together.

    Days are counted only for a page that shows them, so that the others stay the same overnight.
    """
    every = portal.catalogue.pairings.values()
    return {
        "real": _progress(portal, [one for one in every if not one.is_sample], names_late),
        "samples": _progress(portal, [one for one in every if one.is_sample], names_late),
    }


def _progress(portal: Portal, found: Sequence[Pairing], names_late: bool) -> Values | None:
    if not found:
        return None
    return {
        "assisting": len({one.assisting for one in found}),
        "receiving": len({one.receiving for one in found}),
        "progress": pairing.progress(portal, found),
        "late": pairing.late_items(portal, found)[:MOST_LATE] if names_late else [],
        "rows": [pairing.row(portal, one) for one in found[:MOST_NAMED]],
    }
