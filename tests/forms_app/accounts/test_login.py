"""Logging in: one refusal for every failure, a lock after ten, and never to another site."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app import clock
from forms_app.accounts import login as logins
from forms_app.accounts import passwords, trail
from forms_app.accounts.models import Account, StaffSession
from forms_app.workflow import Role
from tests.forms_app.browsing import send
from tests.forms_app.conftest import MORNING

PASSWORD = "green hills after the rain"


@pytest.fixture
def account(make_account: Callable[..., Account], session: Session) -> Account:
    made = make_account(Role.COLLEGE_OFFICER, login="officer01")
    made.password_hash = passwords.hashed(PASSWORD)
    session.commit()
    return made


def enter(client: FlaskClient, login: str = "officer01", password: str = PASSWORD) -> TestResponse:
    return send(client, "/staff/login", login=login, password=password)


def test_the_right_password_opens_the_first_page(client: FlaskClient, account: Account) -> None:
    answer = enter(client, login=" Officer01 ")
    assert (answer.status_code, answer.location) == (303, "/staff")
    cookie = client.get_cookie("staff")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    page = client.get("/staff").text
    assert "工作台" in page
    assert account.organisation.name in page


def test_every_failure_gives_the_same_page(
    client: FlaskClient, session: Session, account: Account, make_account: Callable[..., Account]
) -> None:
    gone = make_account(Role.COLLEGE_OFFICER, login="gone01")
    gone.password_hash = account.password_hash
    gone.disabled_at = clock.now()
    make_account(Role.COLLEGE_OFFICER, login="invited")
    tries = [("officer01", "wrong"), ("nobody", PASSWORD), ("gone01", PASSWORD), ("invited", "x")]
    answers = [enter(client, login, password) for login, password in tries]
    assert {answer.status_code for answer in answers} == {200}
    assert all(logins.REFUSED in answer.text for answer in answers)
    bodies = {
        answer.text.replace(login, "").split("<main", 1)[1].split("csrf_token")[0]
        for answer, (login, _) in zip(answers, tries, strict=True)
    }
    assert len(bodies) == 1
    assert session.scalar(select(func.count()).select_from(StaffSession)) == 0


def test_an_unknown_login_costs_the_same_hash(
    client: FlaskClient, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str | None] = []
    real = passwords.is_right

    def counting(password: str, password_hash: str | None, *, is_tired: bool) -> bool:
        compared.append(password_hash)
        return real(password, password_hash, is_tired=is_tired)

    monkeypatch.setattr(passwords, "is_right", counting)
    enter(client, "nobody", "x")
    enter(client, "officer01", "x")
    assert compared == [None, account.password_hash]


def test_ten_failures_lock_the_account_for_fifteen_minutes(
    client: FlaskClient, session: Session, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        passwords, "is_right", lambda password, _hash, **_kind: password == PASSWORD
    )
    for _ in range(logins.MOST_FAILURES):
        enter(client, password="wrong")
    assert logins.REFUSED in enter(client).text
    with clock.standing_at(MORNING + timedelta(minutes=14)):
        assert enter(client).status_code == 200
    with clock.standing_at(MORNING + timedelta(minutes=16)):
        assert enter(client).status_code == 303
    assert [one.happening for one in trail.events_of(session, account)] == ["locked"]


def test_a_success_forgets_the_failures_before_it(
    client: FlaskClient, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        passwords, "is_right", lambda password, _hash, **_kind: password == PASSWORD
    )
    for _ in range(2):
        for _ in range(logins.MOST_FAILURES - 1):
            enter(client, password="wrong")
        assert enter(client).status_code == 303


def tire(monkeypatch: pytest.MonkeyPatch, client: FlaskClient) -> None:
    """Wrong passwords until the address of this browser is tired."""
    monkeypatch.setattr(logins, "MOST_FROM_ADDRESS", 3)
    for number in range(3):
        assert logins.REFUSED in enter(client, f"guess{number}", "wrong").text


def test_a_right_password_enters_from_a_tired_address(
    client: FlaskClient, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or somebody in the same office could keep everybody out."""
    tire(monkeypatch, client)
    assert logins.REFUSED in enter(client, password="wrong").text
    assert enter(client).status_code == 303


def test_a_locked_account_stays_locked_from_a_tired_address(
    client: FlaskClient, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    tire(monkeypatch, client)
    for _ in range(logins.MOST_FAILURES):
        enter(client, password="wrong")
    assert logins.REFUSED in enter(client).text


def test_tries_from_tired_addresses_wait_for_each_other_alone(
    app: Flask, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "WAIT_SECONDS", 0.05)
    here, there = app.test_client(), app.test_client()
    there.environ_base["REMOTE_ADDR"] = "192.0.2.9"
    tire(monkeypatch, here)
    with passwords._Turn(passwords._TIRED_TURNS):  # another try from a tired address
        assert enter(here, "nobody", "x").status_code == 503
        assert enter(here).status_code == 503
        assert enter(there).status_code == 303
        with clock.standing_at(MORNING + logins.ADDRESS_WINDOW + timedelta(minutes=1)):
            assert enter(here).status_code == 303, "the window is over"


def test_logging_in_again_ends_the_session_before(
    app: Flask, client: FlaskClient, session: Session, account: Account
) -> None:
    enter(client)
    first = client.get_cookie("staff")
    assert first is not None
    enter(client)
    second = client.get_cookie("staff")
    assert second is not None
    assert first.value != second.value
    assert session.scalar(select(func.count()).select_from(StaffSession)) == 1
    old = app.test_client()
    old.set_cookie("staff", first.value)
    assert old.get("/staff").location == "/staff/login?next=%2Fstaff"


def test_logging_out_ends_the_session_on_the_server(
    app: Flask, client: FlaskClient, account: Account
) -> None:
    enter(client)
    cookie = client.get_cookie("staff")
    assert cookie is not None
    assert send(client, "/staff/logout", page="/staff").location == "/staff/login"
    assert client.get_cookie("staff") is None
    thief = app.test_client()
    thief.set_cookie("staff", cookie.value)
    assert thief.get("/staff").status_code == 303


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("/staff/password", "/staff/password"),
        ("/staff?a=1", "/staff?a=1"),
        ("https://example.test/staff/", "/staff"),
        ("//example.test/staff/", "/staff"),
        ("/\\example.test/staff/", "/staff"),
        ("/staff/\\..\\x", "/staff"),
        ("javascript:alert(1)", "/staff"),
        ("/apply", "/staff"),
        ("/staffx", "/staff"),
    ],
)
def test_after_login_the_way_leads_to_staff_pages_only(
    client: FlaskClient, account: Account, asked: str, place: str
) -> None:
    page = client.get("/staff/login", query_string={"next": asked})
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    answer = client.post(
        "/staff/login",
        query_string={"next": asked},
        data={"csrf_token": token, "login": "officer01", "password": PASSWORD},
    )
    assert (answer.status_code, answer.location) == (303, place)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_an_empty_login_form_names_both_fields(client: FlaskClient) -> None:
    answer = send(client, "/staff/login", login="", password="")
    assert 'href="#login"' in answer.text
    assert 'href="#password"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "<title>有地方要改" in answer.text
