"""The 同意码 itself: one at a time, hard to guess, ended in the end, and no other kind of code."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock, outbox
from forms_app.applications import access_code, cycles
from forms_app.applications.consenting import asking, guardian_code
from forms_app.applications.consenting.models import GuardianLink
from forms_app.applications.drafts import as_family
from forms_app.applications.messages import Message
from forms_app.applications.models import Application
from forms_app.applications.opening import MOST_WRONG_FROM_ADDRESS
from forms_app.applications.states import State
from forms_app.extensions import db
from forms_app.rights import retention
from forms_app.running import settings
from tests.forms_app.applications.guardians import (
    ASK,
    CHILD,
    UNTICKED,
    begin,
    code_on,
    family_code,
    open_with,
    reply_with,
    row,
)
from tests.forms_app.applications.journey import (
    NAME,
    START,
    Family,
    hidden_fields,
)


def test_pressed_twice_the_first_page_makes_one_draft_and_one_code(
    family: Family, session: Session
) -> None:
    fields = {**hidden_fields(family.read(START)), **UNTICKED, **CHILD, "far": "1"}
    first, second = (family.client.post(START, data=fields) for _ in range(2))
    assert (first.location, second.location) == (ASK, ASK)
    assert len(session.scalars(select(GuardianLink)).all()) == 1
    other = {**fields, "birth_day": "9"}
    assert family.client.post(START, data=other).status_code == 409


def test_wrong_ended_and_expired_codes_read_the_same(
    family: Family, parent: FlaskClient, session: Session
) -> None:
    ended = begin(family)
    family.send(ASK)
    code = code_on(family.read(ASK))
    assert code != ended
    assert session.scalars(
        select(GuardianLink.code_sealed).where(GuardianLink.ended_at.is_not(None))
    ).all() == [None]
    answers = [open_with(parent, one) for one in (ended, guardian_code.new())]
    with clock.standing_at(clock.now() + asking.LASTS):
        answers.append(open_with(parent, code))
    bodies = {re.sub(r'value="[^"]*"', "", one.get_data(as_text=True)) for one in answers}
    assert len(bodies) == 1
    assert "这个同意码打不开" in bodies.pop()
    assert reply_with(parent, ended).status_code == 200
    assert row(session).state == State.CONSENT_WAIT


def test_the_codes_are_of_two_kinds(family: Family, parent: FlaskClient, session: Session) -> None:
    code = begin(family)
    assert "这是取件码，不是同意码" in open_with(parent, family_code(session)).text
    page = parent.get("/apply/open").get_data(as_text=True)
    assert 'href="/apply/guardian">看同意书' in page
    data = {**hidden_fields(page), "code": code, "birth_year": "2011"}
    assert "这是给监护人的同意码，不是取件码" in parent.post("/apply/open", data=data).text
    # What is no code of the other kind is counted as before.
    assert "现在是10个" in open_with(parent, "K7MPT3XRAA").text
    assert parent.get("/apply/tasks").location.startswith("/apply/open")


def test_guessing_is_stopped_by_address(
    family: Family, parent: FlaskClient, session: Session
) -> None:
    code = begin(family)
    for _ in range(MOST_WRONG_FROM_ADDRESS):
        with pytest.raises(asking.WrongCode):
            asking.open_link(session, code=guardian_code.new(), address="127.0.0.1")
    session.commit()
    assert "试错的次数太多" in open_with(parent, code).get_data(as_text=True)
    with clock.standing_at(clock.now() + timedelta(hours=2)):
        assert "五份同意书" in open_with(parent, code).get_data(as_text=True)


def test_a_code_that_nobody_answered_ends_the_waiting_and_can_be_made_anew(
    family: Family, session: Session
) -> None:
    begin(family)
    session.commit()
    with clock.standing_at(clock.now() + asking.LASTS - timedelta(minutes=1)):
        assert "consent_expires" not in {k for k, n in retention.sweep().counts.items() if n}
    with clock.standing_at(clock.now() + asking.LASTS):
        assert retention.sweep().counts["consent_expires"] == 1
        assert row(session).state == State.DRAFT
        assert "上一个同意码过期了" in family.read(ASK)
        family.send(ASK)
        assert row(session).state == State.CONSENT_WAIT


def test_what_waits_for_a_guardian_is_ended_with_the_round(
    family: Family, session: Session
) -> None:
    begin(family)
    closes = cycles.rules_of(row(session)).closes_at
    session.commit()
    with clock.standing_at(closes + timedelta(minutes=1)):
        retention.sweep()
    assert row(session).state in {State.UNSENT}


def test_the_guardian_s_phone_gets_the_code_and_nobody_else(
    family: Family, session: Session
) -> None:
    code = begin(family, guardian_phone="13711112222")
    while outbox.drain():
        pass
    message = session.scalars(select(Message)).one()
    assert message.recipient == "13711112222"
    sent = (settings().data / "messages" / f"{message.id}.txt").read_text("utf-8")
    assert code in sent
    assert NAME not in sent


def test_twelve_askers_at_once_leave_one_code(app: Flask, family: Family, session: Session) -> None:
    begin(family)
    identifier = row(session).id
    session.commit()

    def press(_number: int) -> None:
        with app.app_context(), db.writing_session() as own:
            asking.ask(own, own.get_one(Application, identifier), actor=as_family(identifier))
            own.commit()

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(press, range(12)))
    links = session.scalars(select(GuardianLink)).all()
    assert len(links) == 13
    assert len([one for one in links if one.ended_at is None]) == 1


def test_a_screenshot_of_the_code_holds_no_other_code(family: Family, session: Session) -> None:
    begin(family)
    before, _, after = family.read(ASK).partition('class="qr"')
    shown = access_code.shown(family_code(session))
    assert shown not in before
    assert after.index("不要把取件码发出去") < after.index(shown)
