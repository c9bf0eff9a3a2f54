"""Nothing of an erased child is left in the database's files, among papers, in the outbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from forms_app import clock, outbox
from forms_app.applications.messages import Message
from forms_app.applications.models import Application, ApplicationVersion
from forms_app.errors import Busy
from forms_app.extensions import db
from forms_app.models import Base
from forms_app.outbox import Job
from forms_app.rights import erasing, retention, scrubbing
from forms_app.running import settings
from forms_app.sealing import Sealed
from tests.forms_app.applications import journey
from tests.forms_app.applications.journey import GUARDIAN, NAME, PHONE, Family
from tests.forms_app.rights.lookups import (
    application_of,
    database_files,
    erase,
    found_in,
    send_photo,
    stored_files,
)

Browser = Callable[[str], FlaskClient]
BEFORE_AN_APPLICATION = {"ClassRow"}
"""Gone with the commit that makes the draft; what could not be loaded, a day later."""


@pytest.fixture
def family(client: FlaskClient) -> Family:
    """Applied page by page, so that the disk has seen every draft of it."""
    walked = Family(client)
    walked.code = walked.apply()
    return walked


def pieces_of(session: Session) -> list[bytes]:
    """A piece of every ciphertext that is kept of the one application, as it lies on the disk."""
    found = []
    for mapper in Base.registry.mappers:
        columns = [one.column for one in vars(mapper.class_).values() if isinstance(one, Sealed)]
        for column in columns:
            rows = session.scalars(select(getattr(mapper.class_, column)))
            found += [bytes(value)[-28:] for value in rows if value is not None]
    return found


def indexes_of(application: Application) -> list[bytes]:
    names = ("code_index", "birth_index", "identity_index", "child_index")
    found = [getattr(application, name) for name in names]
    return [index.encode() for index in found if index]


def test_nothing_of_the_child_is_left_on_the_disk(
    family: Family, session: Session, browser_of: Browser
) -> None:
    assert send_photo(family).status_code == 303
    family.send("/apply/withdraw")
    family.send("/apply/again")
    while outbox.drain():
        pass
    application = application_of(session)
    assert session.scalar(select(Message.id)) is not None
    number = application.answers.identity_number or ""
    sealed = [*pieces_of(session), *indexes_of(application)]
    sealed.append((application.number or "").encode())
    photo = stored_files(session)
    assert len(sealed) >= 7
    assert [one.exists() for one in photo] == [True]
    copies = [
        settings().data / "messages" / f"{one}.txt" for one in session.scalars(select(Message.id))
    ]
    assert found_in(copies, [PHONE.encode()])
    # The control: all of it does stand in the files now, so that a search that finds nothing
    # afterwards has looked in the right place.
    assert found_in(database_files(session), sealed) == sealed

    erase(family, session, browser_of)
    scrubbing.scrub(db.engine)

    plain = [
        one.encode(code)
        for one in (NAME, GUARDIAN, number, PHONE, journey.ADDRESS)
        for code in ("utf-8", "utf-16-le", "unicode-escape")
    ]
    assert found_in(database_files(session), [*sealed, *plain]) == []
    assert not any(one.exists() for one in (*photo, *copies))
    folder = (settings().data / "documents").rglob("*")
    assert found_in([one for one in folder if one.is_file()], plain) == []
    assert session.scalar(select(ApplicationVersion.id)) is None
    assert session.scalar(select(Message.id)) is None


def test_every_table_that_points_to_an_application_says_how_it_is_erased() -> None:
    """A feature that keeps something new of a child has to decide what becomes of it."""
    pointing = {
        mapper.class_
        for mapper in Base.registry.mappers
        for key in mapper.local_table.foreign_keys
        if key.column.table.name == "application"
    }
    assert pointing == set(erasing.TABLES)
    holding = {
        mapper.class_.__name__
        for mapper in Base.registry.mappers
        if any(isinstance(one, Sealed) for one in vars(mapper.class_).values())
        and mapper.class_ not in erasing.TABLES
    }
    # Emptied in `erase` itself; papers of a pairing hold no child.
    assert holding - {"Application", "History"} == BEFORE_AN_APPLICATION


def test_a_copy_that_was_still_to_be_sent_is_never_sent(
    app: Flask, family: Family, session: Session, browser_of: Browser
) -> None:
    assert session.scalar(select(Message.id)) is not None
    erase(family, session, browser_of)
    session.commit()
    before = set(settings().data.glob("messages/*"))
    while outbox.drain():
        pass
    assert set(settings().data.glob("messages/*")) == before
    assert session.scalar(select(Job.id).where(Job.done_at.is_(None))) is None


def test_the_sweep_scrubs_what_a_person_erased(
    family: Family, session: Session, browser_of: Browser
) -> None:
    sealed = pieces_of(session)
    erase(family, session, browser_of)
    with clock.standing_at(clock.now() + timedelta(hours=10)):
        done = retention.sweep()
        assert done.is_scrubbed
        assert found_in(database_files(session), sealed) == []
    with clock.standing_at(clock.now() + timedelta(hours=20)):
        assert not retention.sweep().is_scrubbed
    assert session.scalar(text("SELECT count(*) FROM sweep")) == 2


def test_files_in_use_are_left_for_the_next_night(
    family: Family, session: Session, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    erase(family, session, browser_of)
    scrub = scrubbing.scrub
    monkeypatch.setattr(scrubbing, "scrub", lambda engine: scrub(engine, wait_seconds=0))
    with db.reading_session() as reading:
        assert reading.scalar(select(Application.id)) is not None
        session.execute(text("UPDATE deployment SET mode = mode"))
        session.commit()
        with pytest.raises(Busy):
            scrubbing.scrub(db.engine)
        done = retention.sweep()
        assert (done.is_scrubbed, done.is_scrub_left) == (False, True)
    with clock.standing_at(clock.now() + timedelta(days=1)):
        assert retention.sweep().is_scrubbed


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
@pytest.mark.postgres
def test_what_postgresql_has_sampled_of_a_child_goes_too(
    app: Flask, family: Family, session: Session, browser_of: Browser
) -> None:
    """Its statistics keep values of a column as they are, once a table has two rows."""
    index = application_of(session).code_index or ""
    Family(app.test_client()).begin()
    session.execute(text("ANALYZE application"))
    bounds = "SELECT histogram_bounds::text FROM pg_stats WHERE attname = 'code_index'"
    assert index in (session.scalar(text(bounds)) or "")
    erase(family, session, browser_of)
    scrubbing.scrub(db.engine)
    assert found_in(database_files(session), [index.encode()]) == []


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
@pytest.mark.postgres
@pytest.mark.parametrize("is_listed", [True, False])
def test_postgresql_is_not_scrubbed_while_somebody_reads_an_older_state(
    family: Family,
    session: Session,
    browser_of: Browser,
    monkeypatch: pytest.MonkeyPatch,
    is_listed: bool,
) -> None:
    """Rows that an older snapshot may still see outlive VACUUM FULL; a backup takes one.

    A session that is only starting is not in the list of sessions yet.
    """
    if not is_listed:
        monkeypatch.setattr(scrubbing, "_wait_for_older_readers", lambda *_: None)
    sealed = pieces_of(session)
    session.commit()
    reader = db.engine.connect().execution_options(isolation_level="REPEATABLE READ")
    with reader:
        reader.execute(text("SELECT 1 FROM sweep")).all()
        erase(family, session, browser_of)
        session.commit()
        with pytest.raises(Busy):
            scrubbing.scrub(db.engine, wait_seconds=0)
        reader.rollback()
    scrubbing.scrub(db.engine)
    assert found_in(database_files(session), sealed) == []
