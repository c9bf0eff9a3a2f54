"""A session ends by itself, by a new password and by an administrator."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts import passwords, services, sessions
from forms_app.accounts.models import Account, StaffSession
from forms_app.extensions import db
from forms_app.workflow import Role
from tests.forms_app.browsing import send
from tests.forms_app.conftest import MORNING, fill, make_app

OLD, NEW = "green hills after the rain", "a quiet road behind the school"
LogIn = Callable[[FlaskClient, Account], FlaskClient]


@pytest.fixture
def account(make_account: Callable[..., Account]) -> Account:
    return make_account(Role.ADMINISTRATOR)


def test_an_idle_session_ends_and_a_used_one_goes_on(
    client: FlaskClient, account: Account, login: LogIn
) -> None:
    login(client, account)
    for minutes in (50, 100, 150):
        with clock.standing_at(MORNING + timedelta(minutes=minutes)):
            assert client.get("/staff").status_code == 200
    with clock.standing_at(MORNING + timedelta(minutes=150 + 61)):
        assert client.get("/staff").status_code == 303


def test_a_session_ends_after_eight_hours_however_busy(
    client: FlaskClient, account: Account, login: LogIn
) -> None:
    login(client, account)
    for minutes in range(30, 8 * 60, 30):
        with clock.standing_at(MORNING + timedelta(minutes=minutes)):
            assert client.get("/staff").status_code == 200
    with clock.standing_at(MORNING + timedelta(hours=8, minutes=1)):
        assert client.get("/staff").status_code == 303


def test_only_the_hash_of_a_token_is_stored(
    client: FlaskClient, session: Session, account: Account, login: LogIn
) -> None:
    login(client, account)
    cookie = client.get_cookie("staff")
    assert cookie is not None
    row = session.scalars(select(StaffSession)).one()
    assert row.token_hash == sessions.hash_of(cookie.value)
    assert cookie.value not in row.token_hash


def test_a_new_password_ends_every_other_session(
    app: Flask, client: FlaskClient, session: Session, account: Account, login: LogIn
) -> None:
    account.password_hash = passwords.hashed(OLD)
    session.commit()
    elsewhere = login(app.test_client(), account)
    login(client, account)
    answer = send(client, "/staff/password", current=OLD, password=NEW, again=NEW)
    assert answer.location == "/staff"
    assert client.get("/staff").status_code == 200
    assert elsewhere.get("/staff").status_code == 303
    session.refresh(account)
    assert passwords.is_right(NEW, account.password_hash)


def test_a_password_is_not_changed_without_the_present_one(
    client: FlaskClient, session: Session, account: Account, login: LogIn
) -> None:
    account.password_hash = passwords.hashed(OLD)
    session.commit()
    login(client, account)
    answer = send(client, "/staff/password", current="wrong", password=NEW, again=NEW)
    assert "现在的密码不对" in answer.text
    session.refresh(account)
    assert passwords.is_right(OLD, account.password_hash)


def test_a_made_up_cookie_opens_nothing(client: FlaskClient, account: Account) -> None:
    client.set_cookie("staff", account.id)
    assert client.get("/staff").status_code == 303


def test_a_taken_write_lock_does_not_keep_a_page_from_being_shown(
    tmp_path: Path, december: None
) -> None:
    app = make_app(data=tmp_path, write_wait_seconds=0.1)
    engine = fill(app)
    with app.app_context(), db.writing_session() as session:
        account = Account(login="a", shown_as="a", role=Role.ADMINISTRATOR)
        account.organisation = services.operator(session)
        session.add(account)
        session.flush()
        token = sessions.start(session, account)
        session.commit()
    client = app.test_client()
    client.set_cookie("staff", token)
    later = clock.standing_at(MORNING + timedelta(minutes=5))
    with engine.connect() as connection, connection.begin(), later:
        assert client.get("/staff").status_code == 200
    engine.dispose()
