"""The database's settings, sessions that cannot write, and a write lock that starves nobody."""

import contextvars
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts.models import Account, Organisation
from forms_app.errors import Busy
from forms_app.extensions import db, make_engine
from forms_app.models import Base, Deployment
from forms_app.workflow import Role
from forms_app.write_queue import WriteQueue

THREADS = 64


@pytest.fixture
def busy_engine(tmp_path: Path) -> Iterator[Engine]:
    """SQLite with room for 64 threads at once."""
    engine = make_engine(
        f"sqlite+pysqlite:///{tmp_path / 'busy.sqlite3'}", threads=THREADS, write_wait_seconds=10
    )
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


def test_every_pooled_connection_has_the_settings(busy_engine: Engine) -> None:
    connections = [busy_engine.connect() for _ in range(20)]
    try:
        for connection in connections:
            raw = connection.connection.driver_connection
            assert raw is not None
            found = {
                name: raw.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
            }
            assert found == {
                "journal_mode": "wal",
                "synchronous": 2,
                "busy_timeout": 10000,
                "foreign_keys": 1,
            }
    finally:
        for connection in connections:
            connection.close()


def test_a_reading_session_cannot_write(app: Flask) -> None:
    with db.reading_session() as session:
        session.add(Deployment(mode="x"))
        with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
            session.flush()
    with db.writing_session() as session:
        session.add(Deployment(mode="x"))
        session.commit()


def test_a_get_request_reads_and_a_post_request_writes(app: Flask) -> None:
    def can_write(method: str) -> bool:
        with app.test_request_context("/", method=method):
            db.session.add(Organisation(kind="college", name=method))
            try:
                db.session.flush()
            except DBAPIError:
                return False
            return True

    # A context of its own: the test's app context would share its session with the request.
    answers = {
        method: contextvars.Context().run(can_write, method)
        for method in ("GET", "HEAD", "OPTIONS", "POST")
    }
    assert answers == {"GET": False, "HEAD": False, "OPTIONS": False, "POST": True}


def test_foreign_keys_are_held(session: Session) -> None:
    session.add(Account(login="x", shown_as="x", role=Role.AUTHORITY, organisation_id="nobody"))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_a_moment_without_an_offset_is_refused(session: Session) -> None:
    naive = session.scalars(select(Organisation)).first()
    assert naive is not None
    assert naive.created_at.utcoffset() is not None
    naive.created_at = naive.created_at.replace(tzinfo=None)
    with pytest.raises(Exception, match="offset"):
        session.flush()
    session.rollback()


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_failed_write_passes_the_turn_on(app: Flask) -> None:
    for _ in range(3):
        with db.writing_session() as session, pytest.raises(DBAPIError):
            session.execute(text("INSERT INTO nowhere VALUES (1)"))
    with db.writing_session() as session:
        session.add(Deployment(mode="x"))
        session.commit()


def test_64_writers_all_get_through_and_nobody_waits_a_second(busy_engine: Engine) -> None:
    """Each reads, inserts and commits durably; with SQLite's own waiting, some wait for seconds."""
    waits: list[float] = []
    errors: list[Exception] = []
    together = threading.Barrier(THREADS)
    table = Organisation.__table__

    def write(number: int) -> None:
        row = {"kind": "college", "name": str(number), "is_sample": True, "created_at": clock.now()}
        together.wait()
        try:
            for turn in range(3):
                start = time.monotonic()
                with busy_engine.begin() as connection:
                    waits.append(time.monotonic() - start)
                    connection.execute(select(func.count()).select_from(table))
                    connection.execute(insert(table), row | {"id": f"{number} {turn}"})
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(THREADS)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.monotonic() - begun
    assert errors == []
    with Session(busy_engine) as session:
        assert session.scalar(select(func.count()).select_from(Organisation)) == THREADS * 3
    # A fair wait is a third of the whole, as each writes three times; on a machine so busy that
    # the whole takes seconds, that share is what tells fair from starved.
    assert max(waits) < max(1.0, 0.6 * elapsed)


def test_writers_get_their_turn_in_the_order_in_which_they_asked() -> None:
    queue = WriteQueue(5)
    order: list[int] = []
    queue.wait_for_turn()

    def ask(number: int) -> None:
        queue.wait_for_turn()
        order.append(number)
        queue.done()

    threads = []
    for number in range(20):
        thread = threading.Thread(target=ask, args=(number,))
        thread.start()
        threads.append(thread)
        while len(queue._waiting) <= number:
            time.sleep(0.001)
    queue.done()
    for thread in threads:
        thread.join()
    assert order == list(range(20))


def test_who_waits_too_long_is_told_and_leaves_the_queue() -> None:
    queue = WriteQueue(0.05)
    queue.wait_for_turn()
    with pytest.raises(Busy):
        queue.wait_for_turn()
    queue.done()
    queue.wait_for_turn()
    queue.done()
