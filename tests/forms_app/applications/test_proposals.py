"""A helper's late change waits for the guardian: shown, answered once, dead with the last day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app import clock
from forms_app.accounts.models import Account
from forms_app.applications import changing, cycles
from forms_app.applications.consenting import answerers
from forms_app.applications.consenting.answerers import Why
from forms_app.applications.helping.edits import HELPERS_MAY
from forms_app.applications.states import State
from forms_app.workflow import history_of
from tests.forms_app.applications.guardians import ASK, code_on, open_with
from tests.forms_app.applications.journey import PROGRAMME, SECOND, Family, hidden_fields
from tests.forms_app.applications.sittings import (
    answer_proposal,
    broken,
    change_choices,
    edits,
    helper_of,
    only,
)
from tests.forms_app.applications.starting import applied
from tests.forms_app.review.pages import press, text

THIRD = "sample-programme-02"


@pytest.fixture
def family(app: Flask) -> Family:
    return Family(app.test_client())


@pytest.fixture
def code(family: Family, session: Session) -> Iterator[str]:
    """Sent, and 50 hours ago at that."""
    code = applied(family)
    with clock.standing_at(clock.now() + HELPERS_MAY + timedelta(hours=2)):
        yield code


@pytest.fixture
def helper(app: Flask, code: str) -> Family:
    return helper_of(app, code)


def chosen(session: Session) -> list[str]:
    application = only(session)
    held = [one.programme_id for one in application.choices]
    assert held == [one.programme_id for one in application.answers.choices]
    return held


def test_the_present_choices_hold_until_the_family_agrees(
    session: Session, family: Family, helper: Family
) -> None:
    assert change_choices(helper, SECOND).location == "/apply/helped"
    assert chosen(session) == [PROGRAMME]
    assert "帮忙的人想改志愿，等监护人答复" in family.read("/apply/status").replace("<b>", "")
    sheet = text(family.client.get("/apply/helped"))
    assert "同意，就这样改" in sheet
    assert "想改成" in sheet
    assert answer_proposal(family, 1, "accept").status_code == 303
    assert answer_proposal(family, 1, "accept").status_code == 303
    assert chosen(session) == [PROGRAMME, SECOND]
    entry = history_of(session, only(session))[-1]
    assert (entry.event, entry.shown_as) == ("change_choices", "家里人")
    assert "家里人同意了，已经改" in family.read("/apply/helped")
    assert "等监护人答复" not in family.read("/apply/status")
    assert not broken(session)


def test_a_family_that_declines_keeps_its_choices_for_good(
    session: Session, family: Family, helper: Family
) -> None:
    change_choices(helper, SECOND)
    answer_proposal(family, 1, "decline")
    answer_proposal(family, 1, "decline")
    answer_proposal(family, 1, "accept")
    assert "已经答过“不同意”" in family.read("/apply/helped")
    assert chosen(session) == [PROGRAMME]
    assert "家里人不同意，没有改" in family.read("/apply/helped")
    assert not broken(session)


def test_the_guardian_far_away_answers_with_the_code_and_a_helper_does_not(
    app: Flask,
    session: Session,
    family: Family,
    helper: Family,
    make_account: Callable[..., Account],
    login: Callable[[FlaskClient, Account], FlaskClient],
) -> None:
    change_choices(helper, SECOND)
    family.send(ASK)
    guardian_code = code_on(family.read(ASK))
    shown = open_with(helper.client, guardian_code)
    answer = answer_with_code(helper.client, shown, "accept")
    assert "记在帮忙的人名下" in text(answer)
    assert chosen(session) == [PROGRAMME]

    office = login(app.test_client(), make_account(shown_as="示例·招生办"))
    for _ in range(2):
        answer = answer_with_code(office, open_with(office, guardian_code), "decline")
        assert "登录着单位的账号" in text(answer)
    assert chosen(session) == [PROGRAMME]
    session.expire_all()
    tried = {one.why: (one.who, one.times) for one in answerers.of(session, only(session))}
    assert tried[Why.LOGIN] == ("示例技工学校01（昭觉） 示例·招生办", 2)
    assert set(tried) == {Why.LOGIN, Why.VISIT}
    for address in ("/apply/helped", "/apply/consents"):
        assert "示例·招生办（那台设备登录着单位账号，2 次）" in family.read(address)

    guardian = app.test_client()
    shown = open_with(guardian, guardian_code)
    assert "帮忙的人想改志愿，要你同意" in text(shown)
    assert "同意了，改好了" in text(answer_with_code(guardian, shown, "accept"))
    assert "同意了，改好了" in text(answer_with_code(guardian, shown, "accept"))
    assert chosen(session) == [PROGRAMME, SECOND]
    assert [one.event for one in history_of(session, only(session))][-2:] == [
        "submit",
        "change_choices",
    ]
    assert "监护人（用同意码）同意了，已经改" in family.read("/apply/helped")
    assert not broken(session)


def answer_with_code(client: FlaskClient, page: TestResponse, answer: str) -> TestResponse:
    marks = hidden_fields(page.text)
    data = {key: marks[key] for key in ("csrf_token", "code")}
    return client.post(
        "/apply/guardian", data={**data, "step": "proposal", "number": "1", "answer": answer}
    )


def test_a_code_that_the_helper_made_is_said_to_be_the_helpers(
    app: Flask, session: Session, family: Family, helper: Family
) -> None:
    change_choices(helper, SECOND)
    helper.send(ASK)
    guardian = app.test_client()
    shown = open_with(guardian, code_on(helper.read(ASK)))
    answer_with_code(guardian, shown, "accept")
    assert chosen(session) == [PROGRAMME, SECOND]
    assert "监护人（用同意码），码由老师发出，同意了，已经改" in family.read("/apply/helped")


def test_whoever_proposes_anew_reads_that_the_older_one_ends(
    session: Session, helper: Family
) -> None:
    change_choices(helper, SECOND)
    page = press(helper.client, helper.client.get("/apply/choices"), add=THIRD)
    checked = press(helper.client, page, physical_answer="不清楚")
    assert "那一处就不算了" in text(checked)
    assert edits(session)[0].is_waiting


def test_a_helper_answers_nothing_but_takes_his_own_back(
    app: Flask, session: Session, code: str, helper: Family
) -> None:
    change_choices(helper, SECOND)
    other = helper_of(app, code, helper_name="示例·李老师")
    for one, answer in ((helper, "accept"), (helper, "decline"), (other, "take_back")):
        answer_proposal(one, 1, answer)
        assert edits(session)[0].is_waiting
    assert "收回，不提了" not in other.read("/apply/helped")
    assert "收回，不提了" in helper.read("/apply/helped")
    answer_proposal(helper, 1, "take_back")
    assert not edits(session)[0].is_waiting
    assert chosen(session) == [PROGRAMME]


def test_a_second_proposal_ends_the_first_and_the_same_twice_is_one(
    app: Flask, session: Session, code: str, family: Family, helper: Family
) -> None:
    change_choices(helper, SECOND)
    change_choices(helper, SECOND)
    assert len(edits(session)) == 1
    change_choices(helper_of(app, code, helper_name="示例·李老师"), THIRD)
    assert [edit.is_waiting for edit in edits(session)] == [False, True]
    answer_proposal(family, 1, "accept")
    assert "后来另外改过" in family.read("/apply/helped")
    assert chosen(session) == [PROGRAMME]
    answer_proposal(family, 2, "accept")
    assert chosen(session) == [PROGRAMME, THIRD]


def test_what_the_family_changed_itself_is_not_overwritten_by_an_old_proposal(
    session: Session, family: Family, helper: Family
) -> None:
    change_choices(helper, SECOND)
    change_choices(family, THIRD)
    answer_proposal(family, 1, "accept")
    assert chosen(session) == [PROGRAMME, THIRD]
    assert "后来另外改过" in family.read("/apply/helped")
    assert not edits(session)[0].is_waiting


def withdrawn(session: Session, family: Family) -> None:
    family.send("/apply/withdraw")
    assert only(session).state == State.WITHDRAWN


def decided(session: Session, _family: Family) -> None:
    only(session).state = State.ELIGIBLE
    session.commit()


@pytest.mark.parametrize("before", [withdrawn, decided])
def test_a_guardian_who_agrees_too_late_changes_nothing(
    session: Session,
    family: Family,
    helper: Family,
    before: Callable[[Session, Family], None],
) -> None:
    change_choices(helper, SECOND)
    before(session, family)
    answer_proposal(family, 1, "accept")
    assert changing.TOO_FAR in family.read("/apply/helped")
    assert chosen(session) == [PROGRAMME]
    assert edits(session)[0].confirmed_at is None


def test_it_dies_with_the_last_day_of_the_cycle(
    session: Session, family: Family, helper: Family
) -> None:
    change_choices(helper, SECOND)
    closes = cycles.rules_of(only(session)).closes_at
    with clock.standing_at(closes + timedelta(seconds=1)):
        page = family.read("/apply/helped")
        assert "同意，就这样改" not in page
        assert changing.OVER in page
        answer_proposal(family, 1, "accept")
        assert chosen(session) == [PROGRAMME]
    with clock.standing_at(closes):
        answer_proposal(family, 1, "accept")
        assert chosen(session) == [PROGRAMME, SECOND]


def test_many_presses_at_once_change_the_choices_once(
    app: Flask, session: Session, family: Family, helper: Family
) -> None:
    change_choices(helper, SECOND)
    marks = hidden_fields(family.read("/apply/helper"))
    cookie = family.client.get_cookie("visit")
    assert cookie is not None

    def answer(what: str) -> int:
        browser = app.test_client()
        browser.set_cookie("visit", cookie.value)
        data = {**marks, "answer": what}
        return browser.post("/apply/helped/1/answer", data=data).status_code

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(answer, ["accept", "decline"] * 3)) == {303}
    (edit,) = edits(session)
    assert (edit.confirmed_at is None) is not (edit.declined_at is None)
    assert (len(chosen(session)) == 2) is (edit.confirmed_at is not None)
    events = [entry.event for entry in history_of(session, only(session))]
    assert events.count("change_choices") == len(chosen(session)) - 1
    assert not broken(session)


def test_two_helpers_who_propose_at_once_leave_one_that_waits(
    app: Flask, session: Session, code: str
) -> None:
    helpers = [helper_of(app, code, helper_name=f"示例·{name}") for name in ("甲某", "乙某")]
    checked = []
    for one, programme in zip(helpers, (SECOND, THIRD), strict=True):
        page = press(one.client, one.client.get("/apply/choices"), add=programme)
        checked.append((one, press(one.client, page, physical_answer="不清楚")))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda pair: press(pair[0].client, pair[1], confirm="1"), checked))
    assert sorted(edit.is_waiting for edit in edits(session)) == [False, True]
    assert chosen(session) == [PROGRAMME]


def test_a_page_that_was_drawn_before_the_family_changed_something_is_shown_anew(
    session: Session, family: Family, helper: Family
) -> None:
    page = press(helper.client, helper.client.get("/apply/choices"), add=SECOND)
    checked = press(helper.client, page, physical_answer="不清楚")
    change_choices(family, THIRD)
    answer = press(helper.client, checked, confirm="1")
    assert changing.CHANGED_ELSEWHERE in text(answer)
    assert edits(session) == []
