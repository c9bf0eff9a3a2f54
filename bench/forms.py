"""Durable page saves a second beside the least that Flask can do, on SQLite, one thread."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

from bench.measure import BETTER_HIGHER, Row, say

PEER = "bare Flask handler, one insert"


def measure(*, quick: bool) -> list[Row]:
    """Three interleaved rounds; one when quick."""
    say("pages of the application form")
    count = 70 if quick else 210
    ours, peer = rates("pages", "bare", count, rounds=1 if quick else 3)
    return [Row("page saves", "a second", ours, PEER, peer, better=BETTER_HIGHER)]


def rates(ours: str, peer: str, count: int, *, rounds: int) -> tuple[float, float]:
    """Changes a second of both ways: the median of the rounds' medians, taken in turn."""
    taken: dict[str, list[float]] = {ours: [], peer: []}
    for _ in range(rounds):
        for way in (ours, peer):
            taken[way].append(milliseconds(way, count))
    return 1000 / statistics.median(taken[ours]), 1000 / statistics.median(taken[peer])


def milliseconds(way: str, count: int) -> float:
    command = [sys.executable, "-m", "bench.forms_worker", way, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != 0:
        raise SystemExit(f"benchmark: {way} failed\n{done.stderr[-3000:]}")
    return float(json.loads(done.stdout.splitlines()[-1])["ms"])
