"""Papers a second on one core: ours, WeasyPrint as it is usually called, and a warm Chromium."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

from bench.measure import BETTER_HIGHER, Row, say

KINDS = {"agreement": "pairing agreement", "application": "application form"}
WAYS = {"ours": "", "usual": "WeasyPrint, usual call", "chromium": "Chromium, warm"}
Figures = dict[str, float]


def measure(*, quick: bool) -> list[Row]:
    """Three interleaved rounds of twelve papers; one round of five when quick."""
    rounds, count = (1, 5) if quick else (3, 12)
    rows: list[Row] = []
    for kind, title in KINDS.items():
        say(title)
        taken: dict[str, list[Figures]] = {way: [] for way in WAYS}
        for _ in range(rounds):
            for way in WAYS:
                taken[way].append(worker(way, kind, count))
        rows += rows_of(title, {way: median(figures) for way, figures in taken.items()})
    return rows


def worker(way: str, kind: str, count: int) -> Figures:
    command = [sys.executable, "-m", "bench.paper_worker", way, kind, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != 0:
        raise SystemExit(f"benchmark: {way} {kind} failed\n{done.stderr[-3000:]}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def median(figures: list[Figures]) -> Figures:
    return {key: statistics.median(one[key] for one in figures) for key in figures[0]}


def rows_of(title: str, of: dict[str, Figures]) -> list[Row]:
    """Papers a core-second beside each peer, and memory beside Chromium's."""
    mine = 1000 / of["ours"]["cpu_ms"]
    rates = [
        Row(
            title,
            "papers a core-second",
            mine,
            WAYS[way],
            1000 / of[way]["cpu_ms"],
            better=BETTER_HIGHER,
        )
        for way in ("usual", "chromium")
    ]
    memory = of["ours"]["peak_mib"], of["chromium"]["peak_mib"]
    return [*rates, Row(f"{title}, memory", "MiB", memory[0], WAYS["chromium"], memory[1])]
