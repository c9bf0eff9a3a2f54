"""After a refusal: who may look at it again, and until when a family may ask for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.drafts import as_family
from forms_app.applications.models import Application
from forms_app.applications.services import appeal, appeal_until
from forms_app.applications.states import Event, State
from forms_app.errors import TransitionNotAllowed
from forms_app.review import services
from forms_app.workflow import Actor, advance, history_of
from tests.forms_app.review.factories import Office, seen
from tests.forms_app.review.pages import press, text
from tests.forms_app.review.test_decisions import at, proposed

Browser = Callable[[str], FlaskClient]


def test_after_an_appeal_somebody_else_proposes(session: Session, office: Office) -> None:
    application = proposed(session, office)
    services.confirm_refusal(
        session,
        application,
        reason="核对过",
        actor=office["colleague"],
        seen=seen(session, application),
    )
    advance(
        session, application, Event.APPEAL, actor=as_family(application.id), reason="年龄写错了"
    )

    def propose(who: str) -> None:
        services.propose_refusal(
            session,
            application,
            reason="还是不合",
            other_route="明年再报",
            actor=office[who],
            seen=seen(session, application),
        )

    with pytest.raises(TransitionNotAllowed):
        propose("officer")
    propose("colleague")
    assert application.state == State.REFUSAL_PROPOSED
    with pytest.raises(TransitionNotAllowed, match="换一位同事"):
        confirm(session, application, office["officer"])
    confirm(session, application, office["signer"])
    assert application.state == State.NOT_QUALIFIED


def confirm(session: Session, application: Application, actor: Actor) -> None:
    services.confirm_refusal(
        session, application, reason="核对过", actor=actor, seen=seen(session, application)
    )


def test_a_desk_lets_one_family_appeal_longer_and_says_why(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = proposed(session, office)
    confirm(session, application, office["colleague"])
    session.commit()
    desk, address = browser_of("desk"), at(application, "appeal")
    assert browser_of("officer").get(address).status_code == 403
    early = press(desk, desk.get(address), until="2026-12-11", reason="住院")
    assert "现在是12月11日，新的要更晚，最晚12月31日。" in text(early)
    late = press(desk, desk.get(address), until="2027-01-01", reason="住院")
    assert "最晚12月31日" in text(late)
    silent = press(desk, desk.get(address), until="2026-12-20", reason="")
    assert "写清楚原因" in text(silent)
    assert press(desk, desk.get(address), until="2026-12-20", reason="住院").status_code == 303
    session.expire_all()
    history = history_of(session, application)
    assert appeal_until(application, history) == date(2026, 12, 20)
    with clock.standing_at(datetime(2026, 12, 20, 22, tzinfo=clock.BEIJING)):
        appeal(session, application, actor=as_family(application.id), reason="出院了")
    assert application.state == State.REVIEWING
