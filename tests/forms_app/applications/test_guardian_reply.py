"""A guardian far away answers with a code of its own, which opens the consents and nothing else."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app.applications import drafts
from forms_app.applications.states import State
from forms_app.workflow import history_of
from tests.forms_app.applications import factories
from tests.forms_app.applications.guardians import (
    ANSWER,
    CHILD,
    FATHER,
    OPEN,
    YES,
    begin,
    family_code,
    hidden_fields_of,
    open_with,
    reply,
    row,
)
from tests.forms_app.applications.journey import (
    GUARDIAN,
    GUARDIAN_PAGE,
    NAME,
    PHONE,
    Family,
    hidden_fields,
)
from tests.forms_app.applications.starting import asked
from tests.forms_app.rights.lookups import database_files, found_in


def test_the_guardian_answers_each_text_from_afar_and_the_family_goes_on(
    family: Family, parent: FlaskClient, session: Session
) -> None:
    code = asked(family)
    assert row(session).state == State.CONSENT_WAIT
    family.fill_all()
    check = family.read("/apply/check")
    assert "发一个同意码给监护人" in check
    assert family.client.post("/apply/check", data=hidden_fields_of(family)).status_code == 200
    assert row(session).state == State.CONSENT_WAIT
    page = open_with(parent, code.lower().replace("-", " ")).get_data(as_text=True)
    assert f"{NAME[0]}＊＊" in page
    assert "示例" in page
    for secret in (NAME, PHONE, GUARDIAN, family_code(session)):
        assert secret not in page
    done = reply(parent, code, later_contact="同意").get_data(as_text=True)
    assert "要同意的都同意了" in done
    application = row(session)
    assert application.state == State.DRAFT
    given = {one.kind.value: one for one in application.answers.consents}
    assert {kind: one.agreed for kind, one in given.items()} == {
        **dict.fromkeys(YES, True),
        "later_contact": True,
        "publicity": False,
    }
    assert {(one.given_by, one.relation.value, one.by_code) for one in given.values()} == {
        ("吉克·阿普", "父亲", True)
    }
    assert family.submit().location == "/apply/receipt"
    events = [
        line for line in ("请监护人同意", "监护人同意了") if line in family.read("/apply/status")
    ]
    assert len(events) == 2


@pytest.mark.parametrize("refused", YES)
def test_one_refusal_is_no_consent_and_may_be_changed_with_the_same_code(
    refused: str, family: Family, parent: FlaskClient, session: Session
) -> None:
    code = asked(family)
    family.fill_all()
    page = reply(parent, code, **{refused: "不同意"}).get_data(as_text=True)
    assert "有要同意的没有同意" in page
    assert row(session).state == State.DRAFT
    assert "监护人没有同意" in family.read("/apply/status")
    assert "监护人同意前三项" in family.read("/apply/check")
    reply(parent, code)
    assert family.submit().location == "/apply/receipt"


def test_under_fourteen_nothing_of_the_child_is_kept_before_the_answer(
    family: Family, parent: FlaskClient, session: Session
) -> None:
    code = begin(family, **CHILD)
    application = row(session)
    assert application.answers.birth_date is None
    assert application.answers.guardian_name is None
    plain = [one.encode() for one in (GUARDIAN, PHONE, "2014-01-02")]
    assert found_in(database_files(session), plain) == []
    for task in ("home", "contact", "household", "school", "adjustment"):
        answer = family.fill(task)
        changed = row(session).answers
        assert answer.status_code == 200 or changed.mail_address is None, task
        assert (changed.phone, changed.household_kind, changed.school) == (None, None, None)
    answer = family.fill("student", identity_number="", has_no_identity_number="y")
    assert answer.status_code == 200
    assert row(session).answers.name is None
    assert "姓名还没有填" in open_with(parent, code).get_data(as_text=True)
    # The 取件码 and the day open it, as for everybody: the index of the day is there.
    born = application.birth_index
    assert born == drafts.birth_index(application.id, "2014-01-02")
    reply(parent, code)
    ticked = {**GUARDIAN_PAGE, **CHILD, "guardian_name": "吉克·阿普", "guardian_relation": "父亲"}
    assert family.send("/apply/tasks/guardian", **ticked).status_code == 303
    kept = row(session)
    assert kept.answers.birth_date == date(2014, 1, 2)
    assert all(one.by_code for one in kept.answers.consents if one.agreed)
    assert family.fill("home").status_code == 303


def test_the_guardian_takes_back_with_the_same_code_after_one_question(
    family: Family, parent: FlaskClient, session: Session
) -> None:
    code = asked(family)
    family.fill_all()
    reply(parent, code)
    family.submit()
    question = reply(parent, code, colleges="不同意").get_data(as_text=True)
    assert "这份报名马上撤回" in question
    assert row(session).state == State.SUBMITTED
    fields = {**hidden_fields(question), **FATHER, **ANSWER, "colleges": "不同意", "sure": "1"}
    done = parent.post(OPEN, data=fields).get_data(as_text=True)
    assert "这份报名撤回了" in done
    application = row(session)
    assert application.state == State.WITHDRAWN
    assert application.consent_withdrawn_at is not None
    reply(parent, code)
    family.send("/apply/again")
    assert row(session).state == State.SUBMITTED


def test_what_is_left_open_is_asked_for_and_nothing_is_kept(
    family: Family, parent: FlaskClient, session: Session
) -> None:
    code = asked(family)
    page = reply(parent, code, publicity="", given_by="").get_data(as_text=True)
    assert "选一项" in page
    assert "写上监护人的姓名" in page
    assert 'value="父亲"' in page
    assert row(session).state == State.CONSENT_WAIT
    assert not [one for one in row(session).answers.consents if one.agreed]


def test_an_answer_to_texts_that_changed_is_not_kept(
    family: Family, parent: FlaskClient, session: Session
) -> None:
    code = asked(family)
    page = open_with(parent, code).get_data(as_text=True)
    fields = {**hidden_fields(page), **FATHER, **ANSWER, "texts": "admission:2020-01-01"}
    answer = parent.post(OPEN, data=fields)
    assert "文字刚换过新的" in answer.get_data(as_text=True)
    assert row(session).state == State.CONSENT_WAIT


def test_ticked_on_the_page_itself_nobody_waits_any_more(family: Family, session: Session) -> None:
    asked(family)
    family.send("/apply/tasks/guardian", **GUARDIAN_PAGE)
    assert row(session).state == State.DRAFT
    assert row(session).answers.consents[0].by_code is False


def test_without_a_birth_date_no_service_keeps_anything_of_a_child(session: Session) -> None:
    application = factories.draft(session)
    values = {"name": NAME, "birth_date": None, "consents": ()}
    with pytest.raises(drafts.ConsentMissing):
        drafts.write(application, application.answers, values)


@pytest.mark.parametrize("refused", [*YES, "later_contact"])
def test_what_the_guardian_refused_nobody_ticks_on_the_family_s_phone(
    refused: str, family: Family, parent: FlaskClient, session: Session
) -> None:
    code = begin(family)
    family.fill_all()
    reply(parent, code, **{"later_contact": "同意", refused: "不同意"})
    page = family.read("/apply/tasks/guardian")
    assert "监护人自己答了“不同意”" in page
    answer = family.send("/apply/tasks/guardian", **{**GUARDIAN_PAGE, refused: "y"})
    assert (answer.status_code, "别人不能替他改" in answer.text) == (200, True)
    assert f'value="{GUARDIAN_PAGE["guardian_name"]}"' in answer.text
    page = family.read("/apply/consents")
    assert f'value="{refused}"' not in page  # No button beside it.
    marks = hidden_fields(page)
    family.client.post("/apply/consents", data={**marks, "kind": refused, "step": "give"})
    given = {one.kind.value: one for one in row(session).answers.consents}
    assert (given[refused].agreed, given[refused].by_code) == (False, True)
    assert ("监护人没有同意，所以不能提交" in family.read("/apply/tasks")) == (refused in YES)
    reply(parent, code, **{refused: "同意"})
    assert row(session).answers.consent(given[refused].kind).agreed  # type: ignore[union-attr]
    assert family.submit().location == "/apply/receipt"


def test_what_the_family_took_back_itself_it_gives_again_itself(
    family: Family, parent: FlaskClient, session: Session
) -> None:
    code = begin(family)
    family.fill_all()
    reply(parent, code)
    marks = hidden_fields(family.read("/apply/consents/colleges"))
    family.client.post("/apply/consents/colleges", data=marks)
    assert not row(session).answers.consents[2].agreed
    marks = hidden_fields(family.read("/apply/consents"))
    family.client.post("/apply/consents", data={**marks, "kind": "colleges", "step": "give"})
    consent = row(session).answers.consents[2]
    assert (consent.agreed, consent.by_code) == (True, False)


def test_a_guardian_who_thinks_again_is_heard_by_the_family(
    family: Family, parent: FlaskClient, session: Session
) -> None:
    code = begin(family)
    family.fill_all()
    for colleges in ("不同意", "不同意", "同意", "同意", "不同意", "同意"):
        reply(parent, code, colleges=colleges)
    events = [one.event for one in history_of(session, row(session))]
    assert events == ["start", "ask_guardian", *("refuse_consent", "give_consent") * 2]
    assert family.submit().location == "/apply/receipt"


def test_the_errors_stand_in_the_order_of_the_page(family: Family, parent: FlaskClient) -> None:
    code = begin(family)
    page = reply(parent, code, answering="", given_by="", colleges="", phone="138").text
    linked = re.findall(r'<a href="#([a-z_]+)[^"]*">', page.partition("<h1>")[0])
    assert linked == ["answering", "given_by", "phone", "colleges"]
    assert "没有电话，这一格就空着" in page
