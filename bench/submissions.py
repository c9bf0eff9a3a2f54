"""Submissions a second beside the least that Flask can do durably, under the same gunicorn.

Every submission is one family's last press: session, token, checks, seals, number, version,
history, copy and job in one durable transaction. Drafts are filled in before the clock runs.
Sixteen phones press at a time, as many as the server has threads; both take turns.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from bench import bare, served
from bench.measure import BETTER_HIGHER, Row, say
from bench.phone import Phone
from bench.presses import ready

PEER = "bare Flask handler, one insert"
AT_ONCE = 16
EACH, ROUNDS = 80, 5
QUICK_EACH, QUICK_ROUNDS = 30, 1
One = TypeVar("One")


def measure(*, quick: bool) -> list[Row]:
    """One row a database."""
    rounds, each = (QUICK_ROUNDS, QUICK_EACH) if quick else (ROUNDS, EACH)
    rows = []
    for name in served.DATABASES:
        say(f"submissions on {name}")
        ours, peer = rates(name, rounds=rounds, each=each)
        rows.append(
            Row(
                f"durable submissions, {name}",
                "a second",
                ours,
                PEER,
                peer,
                aim=0.5,
                better=BETTER_HIGHER,
            )
        )
    return rows


def rates(name: str, *, rounds: int, each: int) -> tuple[float, float]:
    """Ours and the peer's, a second: the median round of each."""
    ours, peers = [], []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with (
            served.database(name, place) as url,
            served.forms_app(place, database=name, url=url, portal=place) as server,
            peer(place, name, url) as other,
        ):
            drafts = in_threads(lambda one: ready(server.address, one), range(1, rounds * each + 1))
            for number in range(rounds):
                mine = drafts[number * each : (number + 1) * each]
                ours.append(a_second(lambda one: one.press().location, mine, ends="/apply/receipt"))
                peers.append(a_second(lambda _: save(other.address), range(each), ends="/saved"))
    return statistics.median(ours), statistics.median(peers)


def peer(place: Path, name: str, url: str | None):  # type: ignore[no-untyped-def]
    """The bare handler under the same settings, with as many processes."""
    address = (url or str(place)).replace("+psycopg", "")
    more = {bare.PLACE: address, "QIANXIAO_WORKERS": str(served.PROCESSES[name])}
    if url:
        more["QIANXIAO_DATABASE_URL"] = url  # what the shipped settings ask before a second worker
    return served.gunicorn(
        "bench.bare:create_app()", "bench/bare_gunicorn.py", environment=os.environ | more
    )


def save(address: str) -> str | None:
    phone = Phone(address)
    location = phone.post("/save", data={"text": "示例" * 200}).location
    phone.close()
    return location


def a_second(send: Callable[[One], str | None], all_of: Sequence[One], *, ends: str) -> float:
    """How many were sent a second; all must end there, or the benchmark stops."""
    start = time.perf_counter()
    found = set(in_threads(send, all_of))
    spent = time.perf_counter() - start
    if found != {ends}:
        raise SystemExit(f"benchmark: a request ended at {found}")
    return len(all_of) / spent


def in_threads(work: Callable[[One], object], all_of: Sequence[One]) -> list:  # type: ignore[type-arg]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(work, all_of))
