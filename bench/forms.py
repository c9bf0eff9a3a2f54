"""Durable page saves and submissions a second beside the least that Flask can do.

Page saves in one thread of one process without a socket, on SQLite; submissions at the real server,
sixteen at a time, on both databases.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

from bench import submissions
from bench.measure import BETTER_HIGHER, Row, say
from bench.submissions import PEER


def measure(*, quick: bool) -> list[Row]:
    """Three interleaved rounds of page saves, five of submissions; one of each when quick."""
    say("pages of the application form")
    count = 70 if quick else 210
    ours, peer = rates("pages", "bare", count, rounds=1 if quick else 3)
    saves = Row("page saves", "a second", ours, PEER, peer, better=BETTER_HIGHER)
    return [saves, *submissions.measure(quick=quick)]


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
