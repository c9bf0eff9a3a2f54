"""Three hundred families at once, their whole journey, at the server that deploy/ ships.

On both databases: first with time to read (`ARRIVE`, `THINK`), then with none at all, which no
crowd of people does. All of it on this machine's cores, the families' own phones included.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import served
from bench.crowd import Household, photo
from bench.measure import Row, percentile, say
from bench.phone import Phone

FAMILIES, QUICK_FAMILIES = 300, 15
ARRIVE, THINK = 10.0, 10.0
"""Seconds. An assumption without a source, on the hasty side: with the booklet in hand a family
takes longer than five to fifteen seconds over a page, and 300 do not all come within ten.
"""
QUICK_ARRIVE, QUICK_THINK = 1.0, 0.5
SUBMIT, PHOTOS, FILES = "/apply/check", "/apply/documents", "/assets/"


def measure(*, quick: bool) -> list[Row]:
    """Seconds and counts; about fifteen minutes, half of one when quick: few families in haste."""
    families = QUICK_FAMILIES if quick else FAMILIES
    arrive, read = (QUICK_ARRIVE, QUICK_THINK) if quick else (ARRIVE, THINK)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        say("building the portal")
        portal = served.build_portal(place)
        for name in served.DATABASES:
            for think in (read,) if quick else (read, 0.0):
                what = f"{think:g} s a page" if think else "no time to read"
                say(f"{families} families at once on {name}, {what}")
                come = arrive if think else 0.0
                played = crowd(
                    place / f"{name}-{think:g}", name, portal, families, arrive=come, think=think
                )
                rows += list(rows_of(played, f"{families} families at once, {what}, {name}", think))
        say("what one journey weighs")
        rows.append(weight(place / "weight", portal))
    return rows


def crowd(
    place: Path, name: str, portal: Path, families: int, *, arrive: float, think: float
) -> dict[str, Any]:
    """The crowd in a process of its own: what it saw, and `cpu`, the server's seconds for it."""
    command = [sys.executable, "-m", "bench.crowd", "--families", str(families)]
    command += ["--think", str(think), "--arrive", str(arrive)]
    place.mkdir()
    with (
        served.database(name, place) as url,
        served.forms_app(place, database=name, url=url, portal=portal) as server,
    ):
        before = server.cpu_seconds()
        done = subprocess.run(
            [*command, server.address], stdout=subprocess.PIPE, text=True, check=True
        )
        played: dict[str, Any] = json.loads(done.stdout)
        played["cpu"] = server.cpu_seconds() - before
    return played


def rows_of(played: dict[str, Any], what: str, think: float) -> Iterator[Row]:
    """With time to read the bounds of the issue hold; without, the figures are only told."""
    asked = [one for one in played["requests"] if not one["path"].startswith(FILES)]
    is_submit = [(one["method"], one["path"]) == ("POST", SUBMIT) for one in asked]
    pages = [one["seconds"] for one, sends in zip(asked, is_submit, strict=True) if not sends]
    submits = [one["seconds"] for one, sends in zip(asked, is_submit, strict=True) if sends]
    photos = [one["seconds"] for one in asked if (one["method"], one["path"]) == ("POST", PHOTOS)]
    later = sum((one["path"], one["status"]) == (PHOTOS, 503) for one in asked)
    errors = len(played["failed"]) + sum(one["status"] >= 400 for one in asked) - later
    for told in played["failed"][:3]:
        say(told)
    yield Row(f"{what}: page, p95", "s", percentile(pages, 95), "", 0, must=1 if think else None)
    yield Row(
        f"{what}: submission, p95", "s", percentile(submits, 95), "", 0, must=2 if think else None
    )
    yield Row(f"{what}: photo taken in, p95", "s", percentile(photos, 95), "", 0)
    yield Row(f"{what}: sent again when asked to", "photos", later, "", 0)
    yield Row(f"{what}: errors", "of all requests", errors, "", 0, must=0)
    yield Row(f"{what}: requests served", "a second", len(asked) / played["wall"], "", 0)
    yield Row(f"{what}: server CPU", "ms a request", played["cpu"] * 1000 / len(asked), "", 0)


def weight(place: Path, portal: Path) -> Row:
    """All text of one journey as this server sends it to a phone that keeps styles and scripts."""
    place.mkdir()
    name = served.SQLITE
    with served.forms_app(place, database=name, url=None, portal=portal) as server:
        phone = Phone(server.address)
        Household(phone, 1, photo(400, 300)).apply()
        phone.close()
    kilobytes = sum(one.received for one in phone.requests) / 1024
    return Row("text of a whole journey, as served", "KB", kilobytes, "", 0, must=200)
