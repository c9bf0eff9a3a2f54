"""A sum that may be a range: whole yuan, low and high."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """Low is never above high; a sum that is certain has both alike."""

    low: int
    high: int

    def plus(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    @property
    def is_certain(self) -> bool:
        return self.low == self.high


NOTHING = Span(0, 0)


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of them; nothing when there are none."""
    found = list(spans)
    return Span(min(s.low for s in found), max(s.high for s in found)) if found else NOTHING


def added(spans: Iterable[Span]) -> Span:
    whole = NOTHING
    for span in spans:
        whole = whole.plus(span)
    return whole


def left_of(amount: int, taken: Span) -> Span:
    """What is left to pay: never less than nothing."""
    return Span(max(amount - taken.high, 0), max(amount - taken.low, 0))
