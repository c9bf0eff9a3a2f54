"""Withdraw and come back, appeal in time: what a family does after it has sent."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import cycles, services
from forms_app.applications.drafts import as_family
from forms_app.applications.models import Application
from forms_app.applications.states import Event, State
from forms_app.errors import Conflict, TransitionNotAllowed
from forms_app.workflow import SYSTEM, advance, history_of
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import (
    CYCLE,
    Family,
    hidden_fields,
    identity_number,
)
from tests.forms_app.applications.starting import applied, begun

AFTER_CLOSING = datetime(2027, 7, 21, 9, 0, tzinfo=clock.BEIJING)


def only(session: Session) -> Application:
    return session.scalars(select(Application)).one()


def test_a_withdrawal_says_its_consequence_and_can_be_taken_back_while_the_cycle_is_open(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    applied(family)
    sent_at = only(session).submitted_at
    assert "按一下就能重新送" in family.read("/apply/withdraw")
    assert family.send("/apply/withdraw").status_code == 303
    page = family.read("/apply/status")
    assert "2027年7月20日截止以前，还可以重新送" in page
    assert "不撤回了，重新送到学校" in page

    assert "第一志愿的学校从头看" in family.read("/apply/again")
    assert family.send("/apply/again").status_code == 303
    session.expire_all()
    application = only(session)
    assert application.state == State.SUBMITTED
    assert application.submitted_at == sent_at
    assert application.assignee_id is None
    assert "不撤回了，重新送到学校" in family.read("/apply/status")
    # A second press, and a page that was left open, lead to the status and change nothing.
    assert client.get("/apply/again").location == "/apply/status"


def test_after_the_closing_date_a_withdrawal_is_final_and_says_so_first(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    applied(family)
    with clock.standing_at(AFTER_CLOSING):
        assert "撤回以后不能再送" in family.read("/apply/withdraw")
        family.send("/apply/withdraw")
        assert "还可以重新送" not in family.read("/apply/status")
        assert client.get("/apply/again").location == "/apply/status"
        application = only(session)
        with pytest.raises(Conflict, match="已经截止"):
            services.apply_again(session, application, actor=as_family(application.id))


def test_a_child_that_applied_anew_cannot_take_the_old_one_back_too(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    number = identity_number()
    first, second = Family(client), Family(app.test_client())
    first.apply(number=number)
    first.send("/apply/withdraw")
    second.apply(number=number)
    answer = first.send("/apply/again")
    assert answer.status_code == 409
    assert "已经另外报了一份" in answer.get_data(as_text=True)
    session.expire_all()
    states = sorted(session.scalars(select(Application.state)))
    assert states == [State.SUBMITTED, State.WITHDRAWN]


def refuse(session: Session, application: Application) -> None:
    """By two people, as the table asks; who they are is tested with the review."""
    officer = factories.officer(session)
    advance(session, application, Event.TAKE, actor=officer)
    advance(session, application, Event.PROPOSE_REFUSAL, actor=officer, reason="年龄不合")
    application.refusal_proposed_by = "1" * 32
    application.refusal_proposed_in = officer.organisation_id
    session.flush()
    advance(session, application, Event.CONFIRM_REFUSAL, actor=officer, reason="是")
    session.commit()


def test_an_appeal_is_open_to_its_last_day_and_the_page_names_it(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    applied(family)
    refuse(session, only(session))
    assert "12月11日以前可以申诉" in family.read("/apply/status")
    with clock.standing_at(datetime(2026, 12, 11, 23, 59, tzinfo=clock.BEIJING)):
        assert family.send("/apply/appeal", reason="年龄写错了").status_code == 303
    session.expire_all()
    assert only(session).state == State.REVIEWING


def test_an_appeal_that_comes_too_late_keeps_its_words_and_says_whom_to_call(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    applied(family)
    refuse(session, only(session))
    with clock.standing_at(datetime(2026, 12, 12, 0, 1, tzinfo=clock.BEIJING)):
        page = family.read("/apply/status")
        assert "申诉的日子已经过了" in page
        assert "换一个人再看</a>" not in page
        marks = hidden_fields(family.read("/apply/withdraw"))
        answer = client.post("/apply/appeal", data={"reason": "年龄写错了", **marks})
        assert "年龄写错了" in answer.text
        assert "还没有送出去" in answer.text
        application = only(session)
        with pytest.raises(Conflict, match="12月11日为止"):
            services.appeal(session, application, actor=as_family(application.id), reason="错")
    session.expire_all()
    assert only(session).state == State.NOT_QUALIFIED


def test_the_authority_can_extend_appeals_for_everybody(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied(Family(client))
    application = only(session)
    refuse(session, application)
    rules = cycles.admission(CYCLE)
    longer = rules.model_copy(update={"appeals_until": date(2027, 1, 5)})
    monkeypatch.setattr(cycles, "rules_of", lambda _application: longer)
    history = history_of(session, application)
    assert services.appeal_until(application, history) == date(2027, 1, 5)
    with clock.standing_at(clock.now() + timedelta(days=30)):
        assert services.may_appeal(application, history, as_family(application.id))


def test_the_calendar_ends_a_draft_and_nothing_that_was_sent(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    begun(family)
    application = only(session)
    advance(session, application, Event.ROUND_ENDS, actor=SYSTEM)
    session.commit()
    page = family.read("/apply/status")
    assert "没有提交，已经截止" in page
    assert "留到2027年9月18日" in page
    assert client.get("/apply/tasks").location == "/apply/status"
    for state in (State.SUBMITTED, State.REVIEWING, State.RETURNED, State.OFFERED, State.ACCEPTED):
        assert application.workflow.row(state, Event.ROUND_ENDS) is None
    with pytest.raises(TransitionNotAllowed):
        advance(session, application, Event.SUBMIT, actor=as_family(application.id))
