"""No page of staff shows a child without a trace, whichever address and method asked for it."""

import itertools
from collections.abc import Callable

from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app.accounts.access import Visitor, access_of
from forms_app.applications.states import State
from forms_app.privacy import View
from tests.forms_app.allocation.given import offered
from tests.forms_app.review.factories import Office, resubmit
from tests.forms_app.review.test_file import returned
from tests.forms_app.review.test_transitions import put_into

Browser = Callable[[str], FlaskClient]
NAME = "示例·看得见的名字"
STATES = (
    State.SUBMITTED,
    State.REVIEWING,
    State.REFUSAL_PROPOSED,
    State.NOT_QUALIFIED,
    State.ELIGIBLE,
)


def rules_of_one_application(app: Flask) -> list[tuple[str, str]]:
    """(endpoint, method) of every staff route to an application, and to nothing within it."""
    found = []
    for rule in app.url_map.iter_rules():
        access = access_of(app, rule.endpoint)
        if rule.arguments == {"application_id"} and access and access.visitor is Visitor.STAFF:
            methods = (rule.methods or set()) & {"GET", "POST"}
            found += [(rule.endpoint, method) for method in sorted(methods)]
    return found


def test_every_page_that_shows_a_child_has_written_down_who_looked(
    app: Flask, session: Session, office: Office, browser_of: Browser
) -> None:
    held, _offer = offered(session, office, name=NAME)
    corrected = returned(session, office)
    resubmit(session, corrected, name=NAME)
    clients = [browser_of(who) for who in ("officer", "colleague", "desk")]
    rules, shown_by = rules_of_one_application(app), set()
    worlds = [(held, State.OFFERED), *((corrected, state) for state in STATES)]

    for application, state in worlds:
        if application is corrected:
            put_into(session, application, state, office)
        identifier = application.id
        before = looks(session, identifier)
        for client, (endpoint, method) in itertools.product(clients, rules):
            answer = ask(app, client, endpoint, method, identifier)
            after = looks(session, identifier)
            if NAME in answer.text:
                shown_by.add((endpoint, method))
                assert after == before + 1, (endpoint, method, state)
            else:
                assert after == before, (endpoint, method, state)
            before = after

    assert {one for one in rules if one[1] == "GET"} <= shown_by
    assert ("review.return_to_family", "POST") in shown_by
    assert ("review.identity", "POST") not in shown_by


def ask(
    app: Flask, client: FlaskClient, endpoint: str, method: str, application_id: str
) -> TestResponse:
    """A GET, or a POST that no page of ours sent."""
    with app.test_request_context():
        address = url_for(endpoint, application_id=application_id)
    return client.open(address, method=method)


def looks(session: Session, application_id: str) -> int:
    session.commit()
    one = select(func.count()).select_from(View).where(View.subject_id == application_id)
    return session.scalar(one) or 0
