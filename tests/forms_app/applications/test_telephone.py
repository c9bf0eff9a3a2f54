"""A consent by telephone keeps its two witnesses, the number and the hour, or it is not kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.consenting.models import ConsentEntry
from forms_app.applications.states import State
from tests.forms_app.applications.guardians import ANSWER, CHILD, begin, row
from tests.forms_app.applications.journey import GUARDIAN_PAGE, Family, hidden_fields
from tests.forms_app.applications.sittings import TEACHER, edits
from tests.forms_app.applications.starting import applied, asked

PAGE = "/apply/telephone"
CALL = {
    **ANSWER,
    "given_by": "吉克·阿普",
    "relation": "父亲",
    "read_by": "张老师，示例中学",
    "heard_how": "没有账号，写名字",
    "heard_by": "李主任，示例村",
    "number": "137 1111 2222",
    "called_at": "2026-12-01 09:30",
}


def test_a_call_with_two_witnesses_is_a_consent(family: Family, session: Session) -> None:
    asked(family)
    family.fill_all()
    assert family.send(PAGE, **CALL).location == "/apply/consents"
    application = row(session)
    assert application.state == State.DRAFT
    for one in application.answers.consents[:3]:
        assert (one.agreed, one.method, one.by_code) == (True, "电话见证", False)
        assert one.witness is not None
        assert one.witness.number == "13711112222"
        assert one.witness.called_at == clock.now() - timedelta(minutes=30)
    page = family.read("/apply/consents")
    assert "张老师，示例中学念（没有账号，只写了名字）" in page
    assert "李主任，示例村听（没有账号，只写了名字）" in page
    family.send("/apply/tasks/guardian", **GUARDIAN_PAGE)
    assert row(session).answers.consents[0].method == "电话见证"
    assert family.submit().location == "/apply/receipt"


def test_the_page_speaks_of_the_guardian_to_whoever_writes(family: Family) -> None:
    asked(family)
    page = family.read(PAGE)
    assert "监护人姓名" in page
    assert "你的姓名" not in page


def test_the_same_call_sent_twice_is_one_record(family: Family, session: Session) -> None:
    asked(family)
    family.send(PAGE, **CALL)
    before = session.scalars(select(ConsentEntry.id)).all()
    family.send(PAGE, **CALL)
    assert session.scalars(select(ConsentEntry.id)).all() == before


def test_it_opens_the_form_of_a_child_under_fourteen(family: Family, session: Session) -> None:
    begin(family, **CHILD)
    family.send(PAGE, **CALL)
    assert row(session).state == State.DRAFT
    ticked = {**GUARDIAN_PAGE, **CHILD, "guardian_name": "吉克·阿普", "guardian_relation": "父亲"}
    assert family.send("/apply/tasks/guardian", **ticked).status_code == 303
    assert family.fill("home").status_code == 303


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"read_by": ""}, "写上是谁念的"),
        ({"heard_how": ""}, "选一项"),
        ({"heard_by": ""}, "写上是谁在旁边听的"),
        ({"heard_by": CALL["read_by"]}, "要是两个人"),
        ({"number": ""}, "写上打的号码"),
        ({"called_at": ""}, "写上什么时候打的"),
        ({"called_at": "昨天"}, "写成年-月-日"),
        ({"called_at": "2026-12-01 10:01"}, "不能写以后的时间"),
        ({"called_at": "2026-11-20 10:00"}, "这七天里"),
        ({"called_at": "0001-01-01 00:00"}, "这七天里"),
        ({"called_at": "9999-12-31 23:59"}, "不能写以后的时间"),
        ({"colleges": ""}, "选一项"),
        ({"texts": "admission:2020-01-01"}, "文字刚换过新的"),
    ],
)
def test_a_call_with_something_missing_is_asked_for_and_not_kept(
    changed: dict[str, str], says: str, family: Family, session: Session
) -> None:
    asked(family)
    answer = family.send(PAGE, **{**CALL, **changed})
    assert answer.status_code == 200
    assert says in answer.get_data(as_text=True)
    assert "吉克·阿普" in answer.get_data(as_text=True)
    assert row(session).state == State.CONSENT_WAIT


def test_a_no_on_the_telephone_is_kept_as_a_no(family: Family, session: Session) -> None:
    asked(family)
    family.send(PAGE, **{**CALL, "colleges": "不同意"})
    assert row(session).state == State.DRAFT
    assert "监护人没有同意" in family.read("/apply/status")


def test_what_was_given_is_taken_back_by_telephone_after_one_question(
    family: Family, session: Session
) -> None:
    applied(family)
    no = {**CALL, "colleges": "不同意"}
    asked = family.send(PAGE, **no)
    assert "这份报名马上撤回" in asked.text
    assert row(session).state == State.SUBMITTED
    sent = family.client.post(PAGE, data={**hidden_fields(asked.text), **no})
    assert sent.location == "/apply/consents"
    application = row(session)
    assert application.state == State.WITHDRAWN
    assert application.consent_withdrawn_at is not None


def test_a_call_that_a_helper_writes_down_stands_on_the_change_sheet(
    family: Family, session: Session
) -> None:
    begin(family, **TEACHER)
    before = len(edits(session))
    family.send(PAGE, **CALL)
    written = edits(session)[before:]
    assert [one.fields for one in written] == [["consents"]]
