"""Every route is closed to whoever it is not for, and writes nothing without its form's token."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from forms_app.accounts.access import Access, Visitor, access_of, public, refuse_unmarked_views
from forms_app.accounts.models import Account, Organisation, StaffSession
from forms_app.errors import Misconfigured
from forms_app.extensions import db
from forms_app.models import Base
from forms_app.workflow import Role
from tests.forms_app.browsing import token_in
from tests.forms_app.conftest import make_app

LogIn = Callable[[FlaskClient, Account], FlaskClient]
pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
VALUES = {"name": "student", "side": "assisting", "path": "colleges/"}


def routes(app: Flask, method: str) -> Iterator[tuple[str, Access]]:
    """(address, access) of every route that takes the method; identifiers that nothing has."""
    for rule in app.url_map.iter_rules():
        access = access_of(app, rule.endpoint)
        assert access is not None, f"{rule.rule} has no mark"
        if method in (rule.methods or set()):
            yield address_of(app, rule), access


def address_of(app: Flask, rule: Rule) -> str:
    arguments = {name: VALUES.get(name, "0" * 32) for name in rule.arguments}
    with app.test_request_context():
        return url_for(rule.endpoint, **arguments)


def test_a_stranger_is_sent_to_the_login_of_staff_or_family(
    app: Flask, client: FlaskClient
) -> None:
    closed = [
        (method, address, access)
        for method in ("GET", "POST")
        for address, access in routes(app, method)
        if access.visitor is not Visitor.PUBLIC
    ]
    assert len(closed) > 40
    for method, address, access in closed:
        answer = client.open(address, method=method)
        if access.visitor is Visitor.STAFF:
            assert answer.status_code == 303, f"{method} {address}"
            assert (answer.location or "").startswith("/staff/login?next=%2Fstaff"), address
        elif method == "GET":
            assert answer.status_code == 303, f"{method} {address}"
            assert (answer.location or "").startswith("/apply/open"), address
        else:
            # The typed form is kept on the page that asks for the 取件码.
            assert answer.status_code in {200, 303, 401}, f"{method} {address}"
            assert "取件码" in answer.text, address


def test_each_role_opens_its_own_pages_and_no_others(
    app: Flask, make_account: Callable[..., Account], login: LogIn
) -> None:
    pages = [
        (method, address, access)
        for method in ("GET", "POST")
        for address, access in routes(app, method)
        if access.visitor is Visitor.STAFF
    ]
    refused = 0
    for role in Role:
        client = login(app.test_client(), make_account(role, division="513431"))
        for method, address, access in pages:
            status = client.open(address, method=method).status_code
            is_theirs = role in access.roles
            assert (status != 403 or method == "POST") if is_theirs else status == 403, (
                f"{role} {method} {address} {status}"
            )
            assert status < 500, f"{role} {method} {address} {status}"
            refused += not is_theirs
    assert refused > 100


def everything(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but the login of the test itself."""
    session.rollback()
    return {
        table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
        for table in Base.metadata.tables.values()
        if table.name != StaffSession.__tablename__
    }


@pytest.mark.parametrize("token", ["", "made-up", "of-another-visit"])
def test_a_post_without_its_token_changes_nothing(
    app: Flask,
    session: Session,
    make_account: Callable[..., Account],
    login: LogIn,
    token: str,
) -> None:
    if token == "of-another-visit":
        token = token_in(app.test_client().get("/staff/login").text)
    accounts = {role: make_account(role, division="513431") for role in Role}
    own = {"account_id": accounts[Role.COLLEGE_OFFICER].id}
    before = everything(session)
    posts = list(app.url_map.iter_rules())
    walked = 0
    for rule in (rule for rule in posts if "POST" in (rule.methods or set())):
        access = access_of(app, rule.endpoint)
        assert access is not None
        for role in sorted(access.roles) or [None]:
            client = app.test_client()
            if role is not None:
                login(client, accounts[role])
            arguments = {name: (VALUES | own).get(name, "0" * 32) for name in rule.arguments}
            with app.test_request_context():
                address = url_for(rule.endpoint, **arguments)
            answer = client.post(address, data={"csrf_token": token, "reason": "x"})
            assert answer.status_code in {200, 303, 400, 403, 404, 409}, address
            walked += 1
    session.rollback()
    assert walked > 40
    assert everything(session) == before


def test_a_view_that_forgets_the_token_cannot_commit(tmp_path: Any, app: Flask) -> None:
    forgetful = make_app(data=tmp_path)

    def add() -> str:
        db.session.add(Organisation(kind="college", name="示例", college_id="x"))
        db.session.commit()
        return "added"

    forgetful.add_url_rule("/add", "add", public(add), methods=["POST"])
    with forgetful.app_context():
        Base.metadata.create_all(db.engine)
    client = forgetful.test_client()
    assert client.post("/add").status_code == 403
    assert client.post("/add", data={"csrf_token": "made-up"}).status_code == 403
    token = token_in(client.get("/staff/login").text)
    assert client.post("/add", data={"csrf_token": token}).text == "added"
    with forgetful.app_context():
        assert len(db.session.scalars(select(Organisation)).all()) == 1
        db.engine.dispose()


def test_an_unmarked_view_does_not_start(app: Flask) -> None:
    small = Flask("small", static_folder=None)
    small.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(Misconfigured, match="open"):
        refuse_unmarked_views(small)
