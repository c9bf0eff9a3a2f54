"""调剂: another programme of the same college, once the family's 志愿 are full or declined."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app.allocation import services
from forms_app.applications.answers import Adjustment
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.workflow import history_of
from tests.forms_app.allocation.given import decline, leave_seats, offered
from tests.forms_app.review.factories import ELSEWHERE, FIRST, SECOND, Office
from tests.forms_app.review.pages import press, text

Browser = Callable[[str], FlaskClient]
Family = Callable[[Application], FlaskClient]
DECLINE = "/apply/offer/decline"


def test_agreeing_to_another_programme_of_the_college_keeps_the_application_open(
    session: Session, office: Office, browser_of: Browser, family_of: Family
) -> None:
    application, made = offered(
        session, office, programmes=(FIRST,), adjustment=Adjustment.SAME_COLLEGE
    )
    client, officer = family_of(application), browser_of("officer")
    page = client.get(DECLINE)
    assert "不要这个，接着看同校其他专业" in text(page)
    press(client, page)
    session.refresh(made)
    assert application.state == State.ELIGIBLE
    assert (application.number or "-") in text(officer.get("/staff/applications?filter=eligible"))

    offer_page = officer.get(f"/staff/applications/{application.id}/offer")
    assert "（调剂，不是填的志愿）" in text(offer_page)
    press(officer, offer_page)

    assert application.state == State.OFFERED
    assert history_of(session, application)[-1].details["adjusted"] is True
    read = text(client.get("/apply/offer"))
    assert "不是你填的志愿，是调剂" in read
    assert "对身体有要求，要看：久站" in read
    assert "这次报名就结束了" in text(client.get(DECLINE))


def test_another_programme_of_the_college_waits_until_the_choices_are_full(
    session: Session, office: Office
) -> None:
    application, made = offered(
        session, office, programmes=(FIRST, ELSEWHERE), adjustment=Adjustment.SAME_COLLEGE
    )
    decline(session, application, made)
    officer = office["officer"]
    assert services.programmes_offered_by(session, application, officer) == []

    leave_seats(session, ordinary=0, green=0, programme_id=ELSEWHERE)

    assert services.programmes_offered_by(session, application, officer) == [SECOND]


@pytest.mark.parametrize("answer", [Adjustment.NONE, Adjustment.OTHER_COLLEGE])
def test_no_college_that_was_not_named_gets_the_file_through_a_no(
    session: Session, office: Office, family_of: Family, answer: Adjustment
) -> None:
    application, made = offered(session, office, programmes=(FIRST,), adjustment=answer)

    page = text(family_of(application).get(DECLINE))
    decline(session, application, made)

    assert application.state == State.DECLINED
    assert ("愿意去其他学院" in page) is (answer is Adjustment.OTHER_COLLEGE)
