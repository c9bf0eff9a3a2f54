"""The college of the first choice reviews for all; another one waits, and then gives a seat."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app.applications.states import State
from forms_app.errors import TransitionNotAllowed
from forms_app.review import services
from tests.forms_app.browsing import token_in
from tests.forms_app.review.factories import ELSEWHERE, Office, seen, submitted
from tests.forms_app.review.pages import press, text
from tests.forms_app.review.test_decisions import at, proposed, taken

Browser = Callable[[str], FlaskClient]


def test_a_college_of_a_later_choice_neither_reviews_nor_refuses_nor_reads_the_reason(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = submitted(session)
    other = browser_of("other")
    assert "现在轮不到你" in text(other.get(at(application)))
    number = seen(session, application)
    with pytest.raises(TransitionNotAllowed):
        services.take(session, application, actor=office["other"], seen=number)
    assert application.state == State.SUBMITTED

    refused = proposed(session, office)
    for step in ("refusal/confirm", "refusal/drop"):
        page = other.get(at(refused))
        for answer in (other.get(at(refused, step)), send(other, page, at(refused, step))):
            assert answer.status_code == 409
            assert "年龄不合" not in answer.text
    assert "年龄不合" not in page.text
    assert refused.state == State.REFUSAL_PROPOSED
    assert refused.refusal_proposed_in == office["officer"].organisation_id


def test_after_eligible_a_college_of_a_later_choice_gives_a_seat_of_its_own(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = taken(session, office, "desk")
    services.confirm_eligible(
        session,
        application,
        household_check=None,
        actor=office["officer"],
        seen=seen(session, application),
    )
    other = browser_of("other")

    page = other.get(at(application, "offer"))
    press(other, page, programme_id=ELSEWHERE)

    assert application.state == State.OFFERED
    assert application.seat_organisation_id == office["other"].organisation_id


def send(client: FlaskClient, page: TestResponse, address: str, **fields: str) -> TestResponse:
    """A form that the page did not offer, with the token that the browser has."""
    return client.post(address, data={"csrf_token": token_in(page.text), **fields})
