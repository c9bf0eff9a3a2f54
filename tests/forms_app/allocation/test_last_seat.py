"""Many hands for few seats: each seat is given once, and nobody sees an error."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.allocation import services
from forms_app.allocation.models import Offer
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.errors import Conflict
from forms_app.extensions import db
from forms_app.workflow import Actor
from tests.forms_app.allocation.given import eligible, leave_seats, live_offers
from tests.forms_app.review.factories import FIRST, Office

Finish = Callable[[Session], None]


def at_once(app: Flask, tries: list[tuple[str, Finish]], actor: Actor) -> list[str]:
    """Offer a seat to each application in a thread of its own; what each one was told."""
    told: list[str] = []
    start = threading.Barrier(len(tries))

    def one(application_id: str, finish: Finish) -> None:
        start.wait(timeout=30)
        with app.app_context(), db.writing_session() as session:
            try:
                application = session.get_one(Application, application_id)
                services.offer(session, application, programme_id=FIRST, actor=actor)
                finish(session)
                told.append(finish.__name__)
            except Conflict as conflict:
                told.append(conflict.message)
            except Exception as error:
                told.append(repr(error))

    threads = [threading.Thread(target=one, args=one_try) for one_try in tries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return told


def test_two_hundred_hands_on_the_last_seat_make_one_offer(
    app: Flask, session: Session, office: Office
) -> None:
    leave_seats(session, ordinary=1, green=0)
    children = [eligible(session, office).id for _ in range(200)]
    session.commit()

    told = at_once(app, [(child, Session.commit) for child in children], office["officer"])

    assert Counter(told) == {"commit": 1, services.FULL: 199}
    session.expire_all()
    states = Counter(session.scalars(select(Application.state)))
    assert states == {State.OFFERED: 1, State.ELIGIBLE: 199}
    assert live_offers(session) == 1


def test_a_seat_that_somebody_lets_go_of_in_the_end_is_not_lost_to_those_who_waited(
    app: Flask, session: Session, office: Office
) -> None:
    leave_seats(session, ordinary=4, green=0)
    children = [eligible(session, office).id for _ in range(24)]
    session.commit()
    ways = [Session.commit, Session.rollback]

    told = Counter(
        at_once(
            app,
            [(child, ways[place % 2]) for place, child in enumerate(children)],
            office["officer"],
        )
    )

    assert told["commit"] == 4
    assert sum(told.values()) == 24
    assert set(told) <= {"commit", "rollback", services.FULL}
    assert live_offers(session) == 4
    assert len(set(session.scalars(select(Offer.seat_id)))) == 4
