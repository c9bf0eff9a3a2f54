"""A helper does not answer for the guardian: refused in words, kept, and seen by the county."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts.models import Account
from forms_app.applications.consenting.answerers import Why
from forms_app.applications.consenting.models import ConsentEntry, HelperAnswer
from forms_app.applications.states import State
from forms_app.rights import told, told_data
from forms_app.workflow import Role
from tests.forms_app.applications.guardians import begin, family_code, reply, row
from tests.forms_app.applications.journey import Family, hidden_fields
from tests.forms_app.applications.sittings import NAMED, TEACHER, helper_of
from tests.forms_app.applications.starting import asked, begun
from tests.forms_app.review.pages import text

Login = Callable[[FlaskClient, Account], FlaskClient]
HELPER = "帮忙的人（老师、村干部、学院人员）"


def tried(session: Session) -> list[HelperAnswer]:
    session.expire_all()
    return list(session.scalars(select(HelperAnswer).order_by(HelperAnswer.first_at)))


def nothing_was_kept(session: Session) -> bool:
    return row(session).state == State.CONSENT_WAIT and not list(
        session.scalars(select(ConsentEntry))
    )


def test_who_says_that_he_helps_is_told_to_pass_the_code_on(
    family: Family, parent: FlaskClient, session: Session
) -> None:
    code = asked(family)
    page = reply(parent, code, answering=HELPER)
    assert page.status_code == 200
    assert "帮忙的人不能替监护人回答" in page.text
    assert 'value="吉克·阿普"' in page.text
    assert nothing_was_kept(session)
    reply(parent, code, answering=HELPER)
    (one,) = tried(session)
    assert (one.why, one.times, one.who) == (Why.SAID, 2, "吉克·阿普")
    assert "有人想替监护人回答，没有记下" in family.read("/apply/consents")
    assert "要同意的都同意了" in reply(parent, code).text


def test_who_answers_is_asked_and_nothing_is_ticked_beforehand(
    family: Family, parent: FlaskClient, session: Session
) -> None:
    code = asked(family)
    assert "选一项" in reply(parent, code, answering="").text
    assert "选一项" in reply(parent, code, answering="校长").text
    assert nothing_was_kept(session)
    assert tried(session) == []


def test_the_browser_in_which_a_helper_fills_in_does_not_answer(
    app: Flask, family: Family, session: Session
) -> None:
    code = asked(family)
    helper = helper_of(app, family_code(session))
    page = reply(helper.client, code)
    assert "记在帮忙的人名下" in page.text
    assert nothing_was_kept(session)
    (one,) = tried(session)
    assert one.why == Why.VISIT
    assert "示例·张老师" in (one.who or "")
    # The guardian beside him: the visit is closed, and the guardian opens the page himself.
    helper.client.post("/apply/leave", data=hidden_fields(helper.read("/apply/ask")))
    assert "要同意的都同意了" in reply(helper.client, code).text


def test_a_helper_of_one_child_does_not_answer_for_another_s_guardian(
    app: Flask, family: Family, session: Session
) -> None:
    begun(family)
    helper = helper_of(app, family_code(session))
    other = Family(app.test_client())
    code = begin(other)
    assert "记在帮忙的人名下" in reply(helper.client, code).text
    assert [one.why for one in tried(session)] == [Why.VISIT]


@pytest.mark.parametrize("phone", ["13800005678", "138 0000 5678", "１３８００００５６７８"])
def test_a_helper_s_own_phone_is_no_guardian_s(
    phone: str, family: Family, parent: FlaskClient, session: Session
) -> None:
    code = begin(family, **TEACHER)
    page = reply(parent, code, phone=phone)
    assert "这个电话是帮忙的人的" in page.text
    assert nothing_was_kept(session)
    (one,) = tried(session)
    assert (one.why, "13800005678" in (one.who or "")) == (Why.PHONE, True)
    assert "要同意的都同意了" in reply(parent, code, phone="13911112222").text


def test_an_office_s_device_does_not_answer_and_the_county_reads_of_it(
    app: Flask,
    family: Family,
    parent: FlaskClient,
    session: Session,
    login: Login,
    make_account: Callable[..., Account],
) -> None:
    code = asked(family)
    family.fill_all()
    officer = login(app.test_client(), make_account(college_id="sample-college-01"))
    assert "登录着单位的账号" in reply(officer, code).text
    assert nothing_was_kept(session)
    desk = login(app.test_client(), make_account(Role.COUNTY_DESK, division="513431"))
    assert "想替监护人回答" not in text(desk.get("/staff/helpers"))  # A draft is nobody's yet.
    reply(parent, code)
    family.submit()
    page = text(desk.get("/staff/helpers"))
    assert "想替监护人回答的" in page
    assert "招生办" in page
    assert Why.LOGIN in page
    far = login(app.test_client(), make_account(Role.COUNTY_DESK, division="622901"))
    assert "想替监护人回答" not in text(far.get("/staff/helpers"))


def test_the_one_who_tried_stands_in_the_family_s_copy(
    family: Family, parent: FlaskClient, session: Session
) -> None:
    code = asked(family)
    reply(parent, code, answering=HELPER)
    application = row(session)
    copy = told.collect(session, application, at=clock.now())
    assert [one.what for one in copy.helpers] == ["有人想替监护人回答，没有记"]
    assert NAMED["helper_name"] not in str(told_data.as_data(copy))
