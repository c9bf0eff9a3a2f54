"""Offers of a seat a second beside a counter in plain SQL, on SQLite, one thread."""

from __future__ import annotations

from bench.forms import rates
from bench.measure import BETTER_HIGHER, Row, say

PEER = "counter with a limit, plain SQL"
SEATS = 20
"""The sample programme has so few ordinary seats that a round cannot offer more."""


def measure(*, quick: bool) -> list[Row]:
    """Five interleaved rounds; one when quick."""
    say("offers of a seat")
    ours, peer = rates("offers", "counter", SEATS, rounds=1 if quick else 5)
    return [Row("offers of a seat", "a second", ours, PEER, peer, better=BETTER_HIGHER)]
