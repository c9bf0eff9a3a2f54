"""Two in the same second: each gets an answer, and what may be there once is there once."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.accounts import passwords, services, trail
from forms_app.accounts.models import (
    Account,
    AddressTries,
    Invitation,
    Organisation,
    OrganisationKind,
)
from forms_app.extensions import db
from forms_app.workflow import Role
from tests.forms_app.browsing import token_in

AT_ONCE = 5
ROUNDS = 4
LogIn = Callable[[FlaskClient, Account], FlaskClient]
Post = Callable[[], int]


def at_once(posts: list[Post]) -> list[int]:
    """The status of each, all sent in the same moment."""
    start, answers = threading.Barrier(len(posts)), []

    def send(post: Post) -> None:
        start.wait()
        answers.append(post())

    threads = [threading.Thread(target=send, args=(post,)) for post in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == len(posts)
    return sorted(answers)


def post(client: FlaskClient, address: str, page: str, **fields: str) -> Post:
    fields["csrf_token"] = token_in(client.get(page).text)
    return lambda: client.post(address, data=fields).status_code


@pytest.fixture
def administrators(
    app: Flask, make_account: Callable[..., Account], login: LogIn
) -> list[FlaskClient]:
    account = make_account(Role.ADMINISTRATOR)
    return [login(app.test_client(), account) for _ in range(AT_ONCE)]


def count(session: Session, *wanted: object) -> int:
    session.rollback()
    found = session.scalar(select(func.count()).where(*wanted)) or 0  # type: ignore[arg-type]
    session.rollback()
    return found


def test_the_first_logins_from_one_address_are_all_answered(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "is_right", lambda *_arguments, **_kind: False)
    for number in range(ROUNDS):
        clients = [app.test_client() for _ in range(AT_ONCE)]
        for client in clients:
            client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        sent = [
            post(client, "/staff/login", "/staff/login", login="nobody", password="x")
            for client in clients
        ]
        assert at_once(sent) == [200] * AT_ONCE
    tries = session.scalars(select(AddressTries.tries)).all()
    assert tries == [AT_ONCE] * ROUNDS
    session.rollback()


@pytest.mark.parametrize("step", ["disable", "enable", "end-sessions", "invite-again"])
def test_a_trail_counts_on_when_two_press_at_once(
    session: Session,
    administrators: list[FlaskClient],
    make_account: Callable[..., Account],
    step: str,
) -> None:
    officer = make_account(Role.COLLEGE_OFFICER)
    address = f"/staff/accounts/{officer.id}/{step}"
    for _ in range(ROUNDS):
        sent = [post(client, address, "/staff/accounts") for client in administrators]
        assert max(at_once(sent)) < 400
    session.rollback()
    numbers = [event.number for event in trail.events_of(session, officer)]
    assert numbers == list(range(1, AT_ONCE * ROUNDS + 1))
    open_links = count(session, Invitation.account_id == officer.id)
    assert open_links == (1 if step == "invite-again" else 0)


def test_one_login_is_given_once(session: Session, administrators: list[FlaskClient]) -> None:
    for number in range(ROUNDS):
        fields = {
            "login": f"newcomer{number}",
            "shown_as": "服务点",
            "role": "county_desk",
            "division": "513431",
        }
        page = "/staff/accounts/invite"
        sent = [post(client, page, page, **fields) for client in administrators]
        assert at_once(sent) == [200] * AT_ONCE
        assert count(session, Account.login == fields["login"]) == 1


def test_a_division_has_one_desk(session: Session, administrators: list[FlaskClient]) -> None:
    for division in ("513431", "513432", "513433", "513434"):
        page = "/staff/accounts/invite"
        sent = [
            post(
                client,
                page,
                page,
                login=f"desk{division}.{number}",
                shown_as="服务点",
                role="county_desk",
                division=division,
            )
            for number, client in enumerate(administrators)
        ]
        assert at_once(sent) == [200] * AT_ONCE
        is_desk = Organisation.kind == OrganisationKind.COUNTY_DESK
        assert count(session, is_desk, Organisation.division == division) == 1
        assert count(session, Account.login.startswith(f"desk{division}")) == AT_ONCE


def test_an_office_that_somebody_made_a_moment_ago_is_used(app: Flask) -> None:
    """What a thread finds that looked before the other committed."""
    with db.writing_session() as writing:
        first = services.organisation_of_division(writing, OrganisationKind.AUTHORITY, "513400")
        second = Organisation(kind=first.kind, name="另一个", division=first.division)
        wanted = select(Organisation).where(Organisation.id == first.id)
        assert services._added(writing, second, wanted) is first
        assert services.operator(writing) is services.operator(writing)
