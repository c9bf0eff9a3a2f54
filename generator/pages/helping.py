"""Who helps, over all records: pairings and sponsors, real ones and samples always apart."""

from collections.abc import Iterator, Sequence

from generator.pages import pairing, sponsor, story
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
            "help": summary(portal),
            "sponsors": sponsor.groups(portal),
            "stories": [story.row(one) for one in portal.catalogue.stories.values()],
        },
    )


def pairings(portal: Portal) -> Iterator[Page]:
    rows = [pairing.row(portal, one) for one in portal.catalogue.pairings.values()]
    yield Page(
        address="/pairings/",
        shell_name="pairings/index",
        bodies={"PROGRESS": "pairing_progress.html", "LIST": "pairing_list.html"},
        context={
            "help": summary(portal),
            "real": [row for row in rows if not row["sample"]],
            "samples": [row for row in rows if row["sample"]],
        },
    )


def summary(portal: Portal) -> Values:
    """Progress of real pairings and of samples, never added up together."""
    every = portal.catalogue.pairings.values()
    return {
        "real": _progress(portal, [one for one in every if not one.is_sample]),
        "samples": _progress(portal, [one for one in every if one.is_sample]),
    }


def _progress(portal: Portal, found: Sequence[Pairing]) -> Values | None:
    if not found:
        return None
    late = pairing.late_items(portal, found)
    return {
        "assisting": len({one.assisting for one in found}),
        "receiving": len({one.receiving for one in found}),
        "progress": pairing.progress(portal, found),
        "late": late[:MOST_LATE],
        "rows": [pairing.row(portal, one) for one in found[:MOST_NAMED]],
    }
