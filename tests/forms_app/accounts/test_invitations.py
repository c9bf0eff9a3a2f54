"""An invitation: one link, one use, seven days, and a password worth the name."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts import invitations, passwords
from forms_app.accounts.models import Account
from forms_app.errors import FieldError
from forms_app.workflow import Role
from tests.forms_app.browsing import send, token_in
from tests.forms_app.conftest import MORNING

PASSWORD = "green hills after the rain"


@pytest.fixture
def account(make_account: Callable[..., Account]) -> Account:
    return make_account(Role.COLLEGE_OFFICER, login="newcomer")


def link_for(session: Session, account: Account) -> str:
    token = invitations.invite_again(session, account)
    session.commit()
    return f"/staff/invitation/{token}"


def test_an_invited_colleague_sets_a_password_and_logs_in(
    client: FlaskClient, session: Session, account: Account
) -> None:
    link = link_for(session, account)
    answer = send(client, link, password=PASSWORD, again=PASSWORD)
    assert answer.location == "/staff/login"
    session.refresh(account)
    assert account.password_hash is not None
    assert account.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    entered = send(client, "/staff/login", login="newcomer", password=PASSWORD)
    assert entered.location == "/staff"


def test_a_link_works_once(client: FlaskClient, session: Session, account: Account) -> None:
    link = link_for(session, account)
    token = token_in(client.get(link).text)
    fields = {"csrf_token": token, "password": PASSWORD, "again": PASSWORD}
    assert client.post(link, data=fields).status_code == 303
    assert client.post(link, data=fields).status_code == 404
    assert client.get(link).status_code == 404


def test_a_link_ends_after_seven_days(
    client: FlaskClient, session: Session, account: Account
) -> None:
    link = link_for(session, account)
    with clock.standing_at(MORNING + timedelta(days=6, hours=23)):
        assert client.get(link).status_code == 200
    with clock.standing_at(MORNING + timedelta(days=7)):
        assert client.get(link).status_code == 404


def test_a_new_link_kills_the_one_before(
    client: FlaskClient, session: Session, account: Account
) -> None:
    first, second = link_for(session, account), link_for(session, account)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_a_link_of_a_disabled_account_is_dead(
    client: FlaskClient, session: Session, account: Account
) -> None:
    link = link_for(session, account)
    account.disabled_at = clock.now()
    session.commit()
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_two_different_passwords_are_told_and_nothing_is_set(
    client: FlaskClient, session: Session, account: Account
) -> None:
    link = link_for(session, account)
    answer = send(client, link, password=PASSWORD, again=PASSWORD + "!")
    assert "两遍不一样" in answer.text
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("short", "至少 15"),
        ("四个字呀", "至少 15"),
        ("x" * 201, "最多 200"),
        ("newcomer likes tea and rice", "不要有登录名"),
        ("aaaaaaaaaaaaaaaaaaaa", "太容易猜到"),
        ("password1234567890", "太容易猜到"),
        ("Qwertyuiop asdfghjkl", "太容易猜到"),
        ("1qaz2wsx3edc888888", "太容易猜到"),
    ],
)
def test_an_easy_password_is_refused_with_its_reason(password: str, word: str) -> None:
    with pytest.raises(FieldError, match=word):
        passwords.check_new(password, login="newcomer")


@pytest.mark.parametrize(
    "password", [PASSWORD, "雨后的青山就在学校后面的那条小路上", "k7#Qm2!xZp9$Lw4v"]
)
def test_a_sentence_or_chance_is_accepted(password: str) -> None:
    passwords.check_new(password, login="newcomer")
