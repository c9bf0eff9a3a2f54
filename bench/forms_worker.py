"""One process that serves forms or offers in memory and says what each durable change cost.

`python -m bench.forms_worker pages|bare|offers|counter COUNT` prints JSON: milliseconds of wall
time a change (median). No socket on either side: the same test client calls both.
"""

# ruff: noqa: PLC0415
from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

MORNING = datetime.fromisoformat("2026-12-01T10:00:00+08:00")


def pages(count: int) -> list[float]:
    """Pages of the application form, saved: session, token, checks, seal, one durable commit."""
    from forms_app import clock
    from tests.forms_app.applications.journey import PAGES, Family, hidden_fields, identity_number
    from tests.forms_app.conftest import fill, make_app

    spent: list[float] = []
    with tempfile.TemporaryDirectory() as folder, clock.standing_at(MORNING):
        app = make_app(data=Path(folder))
        fill(app)
        while len(spent) < count:
            family = Family(app.test_client())
            family.begin()
            for task, answers in PAGES.items():
                address = f"/apply/tasks/{task}"
                more = {"identity_number": identity_number()} if task == "student" else {}
                fields = {**hidden_fields(family.read(address)), **answers, **more}
                spent.append(timed(lambda a=address, f=fields, c=family.client: c.post(a, data=f)))
        app.extensions["qianxiao.engine"].dispose()
    return spent


def bare(count: int) -> list[float]:
    """The least that Flask can do durably: one handler, one insert, one commit."""
    from bench.bare import create_app, saver

    with tempfile.TemporaryDirectory() as folder:
        client = create_app(saver(folder)).test_client()
        words = {"text": "示例" * 200}
        return [timed(lambda: client.post("/save", data=words)) for _ in range(count)]


def offers(count: int) -> list[float]:
    """Offers of a seat: seat row locked, state moved, history written, one durable commit."""
    from forms_app import clock
    from forms_app.accounts.models import Organisation
    from forms_app.allocation import services
    from forms_app.applications.states import Event
    from forms_app.extensions import db
    from forms_app.workflow import Actor, Role, advance
    from tests.forms_app.conftest import fill, make_app
    from tests.forms_app.review.factories import COLLEGE, FIRST, submitted

    spent: list[float] = []
    with tempfile.TemporaryDirectory() as folder, clock.standing_at(MORNING):
        app = make_app(data=Path(folder))
        fill(app)
        with app.app_context():
            session = db.session
            college = session.query(Organisation).filter_by(college_id=COLLEGE).one()
            officer = Actor("招生办", "0" * 32, Role.COLLEGE_OFFICER, college.id)
            waiting = [submitted(session) for _ in range(count)]
            for application in waiting:
                advance(session, application, Event.TAKE, actor=officer)
                advance(session, application, Event.CONFIRM_ELIGIBLE, actor=officer)
            session.commit()

            def give(application: object) -> None:
                services.offer(
                    session,
                    application,  # type: ignore[arg-type]
                    programme_id=FIRST,
                    actor=officer,
                )
                session.commit()

            spent = [timed(lambda one=one: give(one)) for one in waiting]
        app.extensions["qianxiao.engine"].dispose()
    return spent


def counter(count: int) -> list[float]:
    """A counter with a limit and one row for each offer, in plain SQL: nothing else is kept."""
    from bench.bare import durable

    with tempfile.TemporaryDirectory() as folder:
        connection = durable(Path(folder))
        connection.execute("CREATE TABLE seats (used INTEGER CHECK (used <= 100000))")
        connection.execute("INSERT INTO seats VALUES (0)")
        connection.commit()

        def give() -> None:
            with connection:
                connection.execute("UPDATE seats SET used = used + 1 WHERE used < 100000")
                connection.execute("INSERT INTO saved (text) VALUES ('offer')")

        return [timed(give) for _ in range(count)]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    ways = {"pages": pages, "bare": bare, "offers": offers, "counter": counter}
    spent = ways[sys.argv[1]](int(sys.argv[2]))
    print(json.dumps({"ms": statistics.median(spent)}))


if __name__ == "__main__":
    main()
