"""The green channel over all colleges: who has written which of the six, complete ones first."""

from collections.abc import Iterator
from functools import partial
from itertools import chain, islice

from generator.pages import addresses, wording
from generator.pages.page import Context, Page
from generator.pages.portal import Portal, promises
from generator.schema.college import College

COUNTS = ("6", "5", "4", "3", "2", "1")
"""How many of the six are written, the most first."""

MOST_SHOWN = 40
"""Each is shown with all that it promises; the others are found by province."""


def list_page(portal: Portal) -> Iterator[Page]:
    by_count = [portal.catalogue.colleges_offering(count) for count in COUNTS]
    shown = [*islice(chain.from_iterable(by_count), MOST_SHOWN)]
    yield Page(
        address="/green-channel/",
        shell_name="green-channel",
        bodies={"TABLE": "green_channel.html"},
        context={"left_out": sum(map(len, by_count)) - len(shown)},
        fragments={
            "colleges": tuple(
                portal.shared("green_channel_row.html", (one.id,), partial(_row, portal, one))
                for one in shown
            )
        },
    )


def filled(college: College) -> int:
    """How many of the six the college has written; six make the badge."""
    return sum(1 for _, item in college.green_channel.items() if item)


def _row(portal: Portal, college: College) -> Context:
    return {
        **wording.reference(college, addresses.college(college.id)),
        "place": wording.place_name(college.division),
        "complete": college.green_channel.is_complete,
        "filled": filled(college),
        "promises": promises(college, portal.day),
    }
