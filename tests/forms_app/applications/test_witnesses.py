"""Two witnesses of a call: who has an account says so under his own login, each for himself."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app import clock
from forms_app.accounts.models import Account
from forms_app.applications.consenting import call_serial, calls
from forms_app.applications.consenting.models import ConsentEntry, WitnessedCall
from forms_app.applications.states import State
from forms_app.errors import Conflict
from forms_app.extensions import db
from forms_app.invariants import verify
from forms_app.privacy import View
from forms_app.workflow import Role
from tests.forms_app.applications.guardians import CHILD, begin, row
from tests.forms_app.applications.journey import GUARDIAN_PAGE, Family
from tests.forms_app.applications.sittings import TEACHER, edits
from tests.forms_app.applications.starting import asked, filled
from tests.forms_app.applications.test_telephone import CALL, PAGE
from tests.forms_app.review.pages import press, text
from tests.forms_app.rights.lookups import database_files, found_in

Login = Callable[[FlaskClient, Account], FlaskClient]
BY_LOGIN = {**CALL, "heard_how": "有账号，自己登录来确认", "heard_by": ""}


@pytest.fixture
def desk(make_account: Callable[..., Account]) -> Account:
    return make_account(Role.COUNTY_DESK, division="513431", shown_as="服务点")


@pytest.fixture
def officer(make_account: Callable[..., Account]) -> Account:
    return make_account(college_id="sample-college-01")


def only_call(session: Session) -> WitnessedCall:
    session.expire_all()
    return session.scalars(select(WitnessedCall).where(WitnessedCall.ended_at.is_(None))).one()


def number_on(page: str) -> str:
    found = re.search(r'class="code long">([0-9A-Z]{4}-[0-9A-Z]{4})<', page)
    assert found is not None
    return found.group(1)


def wait(family: Family, **changes: str) -> str:
    """Written down for a listener with an account; the 见证号."""
    assert family.send(PAGE, **{**BY_LOGIN, **changes}).location == PAGE
    return number_on(family.read(PAGE))


def answer(listener: FlaskClient, number: str, step: str) -> TestResponse:
    found = listener.get("/staff/calls", query_string={"serial": number.lower()})
    assert found.status_code == 303, text(found)
    return press(listener, listener.get(found.location), step=step)


def test_two_accounts_each_say_so_under_their_own_login(
    app: Flask, family: Family, session: Session, login: Login, desk: Account, officer: Account
) -> None:
    asked(family)
    family.fill_all()
    login(family.client, desk)
    page = family.read(PAGE)
    assert "服务点</b>（现在登录的账号）" in page
    assert 'name="read_by"' not in page
    number = wait(family)
    assert row(session).state == State.CONSENT_WAIT
    assert session.scalars(select(ConsentEntry)).all() == []
    with clock.standing_at(clock.now() + timedelta(minutes=20)):
        listener = login(app.test_client(), officer)
        page = text(listener.get(f"/staff/calls/{call_serial.read(number)}"))
        assert "吉克·阿普" in page
        assert "137****2222" in page
        assert "13711112222" not in page
        assert answer(listener, number, "yes").location == "/staff/calls"
    for one in row(session).answers.consents[:3]:
        assert one.witness is not None
        assert (one.agreed, one.method) == (True, "电话见证")
        assert one.witness.read_by.endswith("服务点")
        assert one.witness.heard_by.endswith("招生办")
        assert one.witness.read_signed_at == clock.now()
        assert one.witness.heard_signed_at == clock.now() + timedelta(minutes=20)
    page = family.read("/apply/consents")
    assert "10:00登录确认" in page
    assert "10:20登录确认" in page
    assert "没有账号" not in page
    call = only_call(session)
    assert {call.read_account_id, call.heard_account_id} == {desk.id, officer.id}
    assert call.reply_text is None
    assert session.scalars(select(View).where(View.subject_id == call.id)).all()
    assert row(session).state == State.DRAFT
    assert not [one for one in verify(session) if one.broken]


def test_the_reader_does_not_listen_to_himself(
    app: Flask, family: Family, session: Session, login: Login, desk: Account
) -> None:
    asked(family)
    login(family.client, desk)
    number = wait(family)
    again = login(app.test_client(), desk)
    page = again.get(f"/staff/calls/{call_serial.read(number)}")
    assert "这个电话是你念的" in text(page)
    with pytest.raises(Conflict, match="念的人不能又做听的人"):
        calls.confirm(session, only_call(session), actor=desk.as_actor())
    session.rollback()
    assert row(session).state == State.CONSENT_WAIT
    call = only_call(session)
    call.heard_account_id = desk.id
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_a_reader_without_an_account_is_named_and_marked_as_such(
    app: Flask, family: Family, session: Session, login: Login, officer: Account
) -> None:
    asked(family)
    number = wait(family)
    answer(login(app.test_client(), officer), number, "yes")
    page = family.read("/apply/consents")
    assert "张老师，示例中学念（没有账号，只写了名字）" in page
    assert re.search(r"招生办听（[^）]*10:00登录确认）", page)
    assert row(session).state == State.DRAFT


def test_a_listener_who_says_no_leaves_no_consent_and_the_family_reads_it(
    app: Flask, family: Family, session: Session, login: Login, officer: Account
) -> None:
    asked(family)
    number = wait(family)
    listener = login(app.test_client(), officer)
    assert answer(listener, number, "no").status_code == 303
    assert row(session).state == State.CONSENT_WAIT
    assert session.scalars(select(ConsentEntry)).all() == []
    assert "听的人说不是这样" in family.read(PAGE)
    assert only_call(session).reply_text is None
    gone = listener.get("/staff/calls", query_string={"serial": number})
    assert "没有等着确认的这个号" in text(gone)


def test_a_call_waits_for_a_day_and_a_new_one_takes_its_place(
    app: Flask, family: Family, session: Session, login: Login, officer: Account
) -> None:
    asked(family)
    first = wait(family)
    family.send(PAGE, step="end")
    second = wait(family)
    listener = login(app.test_client(), officer)
    gone = listener.get("/staff/calls", query_string={"serial": first})
    assert "没有等着确认" in text(gone)
    session.commit()
    with clock.standing_at(clock.now() + calls.LASTS):
        late = login(app.test_client(), officer)
        gone = late.get("/staff/calls", query_string={"serial": second})
        assert "没有等着确认" in text(gone)
        assert "等听的人登录确认" not in family.read(PAGE)
    listener = login(app.test_client(), officer)  # A day later the login before is over.
    for typed in ("abc", "见证号", call_serial.shown(call_serial.new())):
        assert listener.get("/staff/calls", query_string={"serial": typed}).status_code == 200


def test_of_a_child_under_fourteen_only_the_guardian_s_words_wait_and_sealed(
    app: Flask, family: Family, session: Session, login: Login, officer: Account
) -> None:
    begin(family, **CHILD)
    number = wait(family)
    plain = [one.encode() for one in ("2014-01-02", "吉克·阿普", "13711112222")]
    assert found_in(database_files(session), plain) == []
    assert family.fill("home").status_code == 200
    answer(login(app.test_client(), officer), number, "yes")
    ticked = {**GUARDIAN_PAGE, **CHILD, "guardian_name": "吉克·阿普", "guardian_relation": "父亲"}
    assert family.send("/apply/tasks/guardian", **ticked).status_code == 303
    assert family.fill("home").status_code == 303


def test_what_a_helper_wrote_down_stands_on_the_change_sheet_when_it_is_confirmed(
    app: Flask, family: Family, session: Session, login: Login, officer: Account
) -> None:
    begin(family, **TEACHER)
    before = len(edits(session))
    number = wait(family)
    assert len(edits(session)) == before
    answer(login(app.test_client(), officer), number, "yes")
    assert [one.fields for one in edits(session)[before:]] == [["consents"]]


def test_a_call_does_not_overrule_what_the_guardian_answered_after_it(
    app: Flask, family: Family, session: Session, login: Login, officer: Account
) -> None:
    asked(family)
    family.fill_all()
    number = wait(family, colleges="不同意")
    with clock.standing_at(clock.now() + timedelta(minutes=5)):
        family.send("/apply/tasks/guardian", **GUARDIAN_PAGE)
        assert family.submit().location == "/apply/receipt"
        listener = login(app.test_client(), officer)
        assert "这份报名马上撤回" in text(listener.get(f"/staff/calls/{call_serial.read(number)}"))
        answer(listener, number, "yes")
        assert "以后面的为准" in text(listener.get("/staff/calls"))
    assert row(session).state == State.SUBMITTED


def test_a_no_that_the_listener_confirms_withdraws_after_it_was_said(
    app: Flask, family: Family, session: Session, login: Login, officer: Account
) -> None:
    filled(family)
    with clock.standing_at(clock.now() + timedelta(minutes=5)):
        number = wait(family, colleges="不同意")
        listener = login(app.test_client(), officer)
        address = f"/staff/calls/{call_serial.read(number)}"
        opened = listener.get(address)
        assert "马上撤回" not in text(opened)
        assert family.submit().location == "/apply/receipt"
        asked = press(listener, opened, step="yes")
        assert "这份报名马上撤回" in text(asked)
        assert row(session).state == State.SUBMITTED
        press(listener, asked, action="", step="yes")
    assert row(session).state == State.WITHDRAWN


def test_twelve_confirm_at_once_and_it_is_one_consent(
    app: Flask, family: Family, session: Session, officer: Account, desk: Account
) -> None:
    asked(family)
    wait(family)
    found, refused = only_call(session).id, list[str]()
    actors = [officer.as_actor(), desk.as_actor()] * 6
    session.commit()

    def press_yes(number: int) -> None:
        with app.app_context(), db.writing_session() as own:
            try:
                calls.confirm(own, own.get_one(WitnessedCall, found), actor=actors[number])
                own.commit()
            except Conflict as refusal:
                refused.append(refusal.message)

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(press_yes, range(12)))
    assert len(refused) == 11
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(ConsentEntry)) == 3
