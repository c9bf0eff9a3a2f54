"""A hundred presses of the same button at the same moment, a hundred times, on both databases.

Each round is one child's finished draft, sent by a hundred browsers with the same cookie and the
same hidden fields over a hundred connections. It must become one row, one number and a hundred
equal answers (N1, N2 of the design); the suite does one such round, here are all of them.
"""

from __future__ import annotations

import re
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy import create_engine, text

from bench import served
from bench.crowd import Household
from bench.measure import Row, say
from bench.phone import Answer, Phone
from tests.forms_app.applications.journey import Family, hidden_fields, identity_number

PRESSES, ROUNDS, QUICK_ROUNDS = 100, 100, 1
CHECK, RECEIPT = "/apply/check", "/apply/receipt"
NUMBER = re.compile(r"\d\d-\d{6}")


@dataclass(frozen=True, slots=True)
class Ready:
    """A finished draft whose family stands before the last button."""

    phone: Phone
    fields: dict[str, str]

    def press(self) -> Answer:
        """Once, by a browser of its own with the same cookies."""
        phone = Phone(self.phone.address, cookies=dict(self.phone.cookies))
        answer = phone.post(CHECK, data=self.fields)
        phone.close()
        return answer


def measure(*, quick: bool) -> list[Row]:
    """Rounds that broke the promise: none may."""
    rounds = QUICK_ROUNDS if quick else ROUNDS
    return [row for name in served.DATABASES for row in pressed(name, rounds)]


def ready(address: str, serial: int) -> Ready:
    """Fill in the form of one child, whose identity number comes from `serial` (1 to 499)."""
    phone = Phone(address)
    household = Household(phone, serial, b"")
    family = Family(household)  # type: ignore[arg-type]
    family.begin()
    family.fill_all(number=identity_number(serial))
    return Ready(phone, hidden_fields(family.read(CHECK)))


def pressed(name: str, rounds: int) -> list[Row]:
    say(f"{PRESSES} presses at once, {rounds} times, on {name}")
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with (
            served.database(name, place) as url,
            served.forms_app(place, database=name, url=url, portal=place) as server,
            click.progressbar(range(1, rounds + 1), label="    rounds", file=sys.stderr) as serials,
        ):
            for serial in serials:
                broken += not _holds(ready(server.address, serial))
            kept = _counted(url or f"sqlite:///{place}/data/qianxiao.sqlite3")
    what = f"{PRESSES} equal submissions at once, {rounds} rounds, {name}"
    return [
        Row(f"{what}: without one number and equal answers", "rounds", broken, "", 0, must=0),
        Row(f"{what}: too many or too few", "rows", abs(kept - rounds), "", 0, must=0),
    ]


def _holds(one: Ready) -> bool:
    """All presses end alike, at a receipt that shows one number."""
    gate = threading.Barrier(PRESSES)

    def press(_: int) -> tuple[int, str | None]:
        gate.wait()
        answer = one.press()
        return answer.status_code, answer.location

    with ThreadPoolExecutor(PRESSES) as threads:
        ends = set(threads.map(press, range(PRESSES)))
    receipt = one.phone.get(RECEIPT)
    one.phone.close()
    numbers = set(NUMBER.findall(receipt.text))
    return ends == {(303, RECEIPT)} and len(numbers) == 1


def _counted(url: str) -> int:
    """Rows of applications, which must be as many as numbers, versions and submissions; or -1."""
    engine = create_engine(url)
    queries = (
        "SELECT count(*) FROM application WHERE state = 'submitted'",
        "SELECT count(*) FROM application",
        "SELECT count(DISTINCT number) FROM application",
        "SELECT count(*) FROM application_version",
        "SELECT count(*) FROM history WHERE event = 'submit'",
    )
    with engine.connect() as connection:
        found = {connection.scalar(text(query)) or 0 for query in queries}
    engine.dispose()
    return found.pop() if len(found) == 1 else -1
