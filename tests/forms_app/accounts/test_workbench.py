"""The first page of staff says what waits for whoever looks, and for nobody else."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app.accounts.models import Account
from forms_app.workflow import Role
from tests.forms_app import pairing
from tests.forms_app.review.factories import COLLEGE, OTHER_COLLEGE, submitted

LogIn = Callable[[FlaskClient, Account], FlaskClient]


def card(client: FlaskClient, address: str) -> str:
    """The text of one card on the workbench."""
    return client.get("/staff").text.split(f'href="{address}"', 2)[-1].split("</a>")[0]


def test_a_college_sees_how_many_applications_nobody_has_taken(
    app: Flask, session: Session, make_account: Callable[..., Account], login: LogIn
) -> None:
    own = login(app.test_client(), make_account(college_id=COLLEGE))
    other = login(app.test_client(), make_account(college_id=OTHER_COLLEGE))
    assert "没有等你办的" in card(own, "/staff/applications")
    for _ in range(2):
        submitted(session, programmes=("sample-programme-01",))
    session.commit()
    assert "2 件等你办" in card(own, "/staff/applications")
    assert "没有等你办的" in card(other, "/staff/applications")


def test_each_side_of_a_pairing_sees_its_own_next_step(
    app: Flask, session: Session, make_account: Callable[..., Account], login: LogIn
) -> None:
    who = pairing.people(app, make_account, login)
    pairing.proposed(session, who)
    assert "1 件等你办" in card(who.browser(who.receiving), "/staff/commitments")
    assert "没有等你办的" in card(who.browser(who.assisting), "/staff/commitments")
    pairing.signed_one(session, who)
    assert "1 件等你办" in card(who.browser(who.receiving_signer), "/staff/agreements")
    assert "没有等你办的" in card(who.browser(who.assisting_signer), "/staff/agreements")
    pairing.in_force(session, who)
    assert "1 件等你办" in card(who.browser(who.authority), "/staff/filings")
    assert "没有等你办的" in card(who.browser(who.authority_elsewhere), "/staff/filings")


def test_a_card_that_counts_nothing_says_nothing(
    client: FlaskClient, make_account: Callable[..., Account], login: LogIn
) -> None:
    login(client, make_account(Role.ADMINISTRATOR))
    assert "等你办" not in client.get("/staff").text
