"""A no against another no, a yes and a college: one of them holds, and the seat is freed once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

from flask import Flask
from sqlalchemy.orm import Session

from forms_app.allocation import declining, services
from forms_app.allocation.models import Offer
from forms_app.applications.drafts import as_family
from forms_app.applications.models import Application
from forms_app.applications.states import Event, State
from forms_app.errors import Conflict, TransitionNotAllowed
from forms_app.extensions import db
from forms_app.workflow import Actor, history_of
from tests.forms_app.allocation.given import live_offers, offered
from tests.forms_app.allocation.test_offers import free
from tests.forms_app.review.factories import ELSEWHERE, Office


def at_once(app: Flask, *acts: Callable[[Session], object]) -> list[str]:
    """Each in a thread and a transaction of its own; what each one was told."""
    told: list[str] = []
    start = threading.Barrier(len(acts))

    def one(act: Callable[[Session], object]) -> None:
        start.wait(timeout=30)
        with app.app_context(), db.writing_session() as session:
            try:
                act(session)
                session.commit()
                told.append("done")
            except (Conflict, TransitionNotAllowed) as refusal:
                told.append(refusal.message)
            except Exception as error:
                told.append(repr(error))

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return told


def declines(application: Application, made: Offer) -> Callable[[Session], object]:
    identifier, offer_id = application.id, made.id

    def act(session: Session) -> None:
        declining.decline(
            session,
            session.get_one(Application, identifier),
            offer_id=offer_id,
            read=ELSEWHERE,
            actor=as_family(identifier),
        )

    return act


def takes_back(application: Application, officer: Actor) -> Callable[[Session], object]:
    identifier = application.id

    def act(session: Session) -> None:
        found = session.get_one(Application, identifier)
        services.take_offer_back(session, found, reason="给错了", actor=officer)

    return act


def test_many_devices_that_decline_at_once_are_one_no(
    app: Flask, session: Session, office: Office
) -> None:
    application, made = offered(session, office)

    told = at_once(app, *[declines(application, made)] * 8)

    assert Counter(told) == {"done": 8}
    session.expire_all()
    assert application.state == State.ELIGIBLE
    history = [entry.event for entry in history_of(session, application)]
    assert history.count(Event.DECLINE_FOR_NEXT) == 1
    assert live_offers(session) == 0


def test_a_no_against_a_yes_is_one_of_the_two(app: Flask, session: Session, office: Office) -> None:
    application, made = offered(session, office)
    identifier, offer_id = application.id, made.id

    def accepts(own: Session) -> None:
        found = own.get_one(Application, identifier)
        services.accept(own, found, offer_id=offer_id, actor=as_family(identifier))

    told = at_once(app, declines(application, made), accepts)

    assert told.count("done") == 1
    assert "刚" in " ".join(told)
    session.expire_all()
    is_kept = application.state == State.ACCEPTED
    assert is_kept or application.state == State.ELIGIBLE
    assert live_offers(session) == is_kept


def test_a_no_against_an_offer_that_is_taken_back_frees_the_seat_once(
    app: Flask, session: Session, office: Office
) -> None:
    application, made = offered(session, office)

    told = at_once(app, declines(application, made), takes_back(application, office["officer"]))

    assert Counter(told) == {"done": 1, services.OUTDATED: 1}
    session.expire_all()
    assert application.state == State.ELIGIBLE
    ends = [entry.event for entry in history_of(session, application)][-2:]
    assert ends in (
        [Event.OFFER, Event.DECLINE_FOR_NEXT],
        [Event.OFFER, Event.TAKE_OFFER_BACK],
    )
    assert live_offers(session) == 0
    assert free(session) == 24
