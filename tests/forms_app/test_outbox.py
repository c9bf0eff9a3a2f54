"""The outbox: asked once, done once, given up on in the end, never done by a worker that slept."""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from forms_app import clock, outbox
from forms_app.accounts.models import Organisation
from forms_app.extensions import db
from forms_app.outbox import Job
from tests.forms_app.conftest import MORNING

Work = Callable[[Session, Mapping[str, Any]], None]
SECRET = "阿依莫·示例"


@pytest.fixture
def does(monkeypatch: pytest.MonkeyPatch) -> Callable[[Work], None]:
    """does(work): jobs of the kind "test" are done by it."""
    return lambda work: monkeypatch.setitem(outbox._WORK, "test", work)


def add_college(session: Session, payload: Mapping[str, Any]) -> None:
    session.add(Organisation(kind="college", name=payload["name"], college_id=payload["name"]))


def ask(session: Session, name: str) -> None:
    outbox.ask(session, "test", business_key=name, payload={"name": name})
    session.commit()


def made(session: Session) -> list[str]:
    session.rollback()
    names = select(Organisation.name).where(Organisation.name.startswith("job"))
    found = list(session.scalars(names.order_by(Organisation.name)))
    session.rollback()
    return found


def test_a_job_is_done_once(session: Session, does: Callable[[Work], None]) -> None:
    does(add_college)
    ask(session, "job1")
    assert (outbox.drain(), outbox.drain()) == (1, 0)
    assert made(session) == ["job1"]
    session.expire_all()
    assert session.scalars(select(Job)).one().done_at == MORNING


def test_asking_twice_is_asking_once(session: Session, does: Callable[[Work], None]) -> None:
    does(add_college)
    for _ in range(3):
        ask(session, "job1")
    assert outbox.drain() == 1
    assert made(session) == ["job1"]


def test_a_job_lives_and_dies_with_the_change_that_asked_for_it(session: Session) -> None:
    outbox.ask(session, "test", business_key="job1")
    session.rollback()
    assert session.scalars(select(Job)).all() == []
    session.rollback()


def test_jobs_are_done_in_the_order_in_which_they_were_asked(
    session: Session, does: Callable[[Work], None]
) -> None:
    order: list[str] = []
    does(lambda _session, payload: order.append(payload["name"]))
    for number in (3, 1, 2):
        with clock.standing_at(MORNING + timedelta(seconds=number)):
            ask(session, f"job{number}")
    outbox.drain()
    assert order == ["job1", "job2", "job3"]


def test_a_poisoned_job_is_parked_after_five_tries_and_the_queue_moves(
    session: Session, does: Callable[[Work], None]
) -> None:
    def work(writing: Session, payload: Mapping[str, Any]) -> None:
        if payload["name"] == "bad":
            raise ValueError(f"cannot print {SECRET}")
        add_college(writing, payload)

    does(work)
    ask(session, "bad")
    ask(session, "job1")
    for tries in range(12):
        with clock.standing_at(MORNING + timedelta(minutes=10 * tries)):
            outbox.drain()
    assert made(session) == ["job1"]
    bad = session.scalars(select(Job).where(Job.business_key == "bad")).one()
    assert (bad.attempt, bad.parked_because, bad.done_at) == (5, "ValueError", None)
    session.rollback()


def test_what_a_failed_job_wrote_is_not_kept(
    session: Session, does: Callable[[Work], None]
) -> None:
    def work(writing: Session, payload: Mapping[str, Any]) -> None:
        add_college(writing, payload)
        writing.flush()
        raise ValueError

    does(work)
    ask(session, "job1")
    assert outbox.drain() == 0
    assert made(session) == []


def test_a_dead_workers_job_is_claimed_again_after_its_lease(
    session: Session, does: Callable[[Work], None]
) -> None:
    does(add_college)
    ask(session, "job1")
    assert outbox._claim() is not None, "a worker that dies here"
    assert outbox.drain() == 0
    with clock.standing_at(MORNING + outbox.LEASE + timedelta(seconds=1)):
        assert outbox.drain() == 1
    assert made(session) == ["job1"]


def test_a_worker_that_slept_past_its_lease_changes_nothing(
    app: Flask, session: Session, does: Callable[[Work], None]
) -> None:
    does(add_college)
    ask(session, "job1")
    slow = outbox._claim()
    assert slow is not None
    with clock.standing_at(MORNING + outbox.LEASE + timedelta(seconds=1)):
        fast = outbox._claim()
        assert fast is not None
        assert outbox._do(*slow) == 0
        assert made(session) == []
        assert outbox._do(*fast) == 1
        assert outbox._do(*slow) == 0
    assert made(session) == ["job1"]
    with db.reading_session() as reading:
        assert reading.scalars(select(Job)).one().attempt == 2


def test_a_job_that_a_request_left_is_done_by_the_process(
    app: Flask, session: Session, does: Callable[[Work], None]
) -> None:
    does(add_college)
    ask(session, "job1")
    end = outbox.keep_draining(app, seconds=0.01)
    try:
        deadline = time.monotonic() + 20
        while not made(session) and time.monotonic() < deadline:
            time.sleep(0.02)
    finally:
        end.set()
    assert made(session) == ["job1"]


def test_an_unexpected_error_does_not_end_the_looking(
    app: Flask,
    session: Session,
    does: Callable[[Work], None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    does(add_college)
    ask(session, "job1")
    real, faults = outbox._has_open_jobs, [PoolTimeout(SECRET), ValueError(SECRET)]

    def look() -> bool:
        if faults:
            raise faults.pop()
        return real()

    monkeypatch.setattr(outbox, "_has_open_jobs", look)
    with caplog.at_level(logging.ERROR):
        end = outbox.keep_draining(app, seconds=0.01)
        try:
            deadline = time.monotonic() + 20
            while not made(session) and time.monotonic() < deadline:
                time.sleep(0.02)
        finally:
            end.set()
    assert made(session) == ["job1"]
    assert "ValueError" in caplog.text
    assert SECRET not in caplog.text
