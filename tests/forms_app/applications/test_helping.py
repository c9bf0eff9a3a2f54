"""N7: no helper changes an answer, least of all a choice, without a trace that the family reads."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.applications.answers import Choice
from forms_app.applications.helping.edits import before_of
from forms_app.applications.helping.models import Sitting
from tests.forms_app.applications.journey import (
    BORN,
    PAGES,
    PROGRAMME,
    Family,
    hidden_fields,
    identity_number,
)
from tests.forms_app.applications.sittings import (
    NAMED,
    TEACHER,
    edits,
    helper_of,
    only,
    opened,
    revert,
)
from tests.forms_app.applications.starting import begun, filled


def test_a_helper_who_says_so_on_the_first_page_is_recorded_from_the_first_word(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    helper = Family(client)
    code = helper.begin(**TEACHER)
    helper.fill("student", identity_number=identity_number())
    first, second = edits(session)
    assert {"birth_date", "guardian_name", "consents"} <= set(first.fields)
    assert {"name", "identity_number"} <= set(second.fields)
    assert "现在记在老师 示例·张老师名下" in helper.read("/apply/tasks")

    family = Family(app.test_client())
    answer = family.send("/apply/open", code=code, **BORN)
    assert answer.location == "/apply/helped"
    sheet = family.read("/apply/helped")
    assert "示例·张老师" in sheet
    assert "13800005678" in sheet
    assert "有 2 处你还没有答复" in family.read("/apply/status")
    assert "现在记在" not in sheet
    assert family.send("/apply/helped").status_code == 303
    assert "还没有答复" not in family.read("/apply/status")
    assert all(edit.confirmed_at for edit in edits(session))


def test_saying_in_the_same_visit_that_the_guardian_fills_in_hides_nothing(
    client: FlaskClient, session: Session
) -> None:
    helper = Family(client)
    helper.begin(**TEACHER)
    helper.send("/apply/tasks/guardian", filled_in_by="监护人", **_guardian())
    helper.fill("contact")
    assert [edit.fields for edit in edits(session)][-1] == ["phone", "phone_belongs_to"]
    assert len(edits(session)) == 3
    assert session.scalars(select(Sitting)).one().name == "示例·张老师"


def _guardian() -> dict[str, str]:
    return {**BORN, "guardian_name": "吉克·拉莫", "guardian_relation": "母亲"} | dict.fromkeys(
        ("admission", "sensitive_data", "colleges"), "y"
    )


def test_what_the_family_does_is_nobody_elses(app: Flask, session: Session) -> None:
    family = Family(app.test_client())
    code = begun(family)
    helper_of(app, code)
    family.fill("contact")
    again = opened(app, code)
    again.fill("household")
    assert edits(session) == []
    assert "还没有帮忙的人改过" in again.read("/apply/helped")


def test_a_phone_that_the_helper_left_open_is_the_familys_after_code_and_birth_date(
    app: Flask, session: Session
) -> None:
    code = begun(Family(app.test_client()))
    helper = helper_of(app, code)
    helper.fill("contact")
    assert helper.send("/apply/open", code=code, **BORN).status_code == 303
    helper.fill("household")
    assert len(edits(session)) == 1


def test_a_helper_answers_nothing_for_the_family(app: Flask, session: Session) -> None:
    code = begun(Family(app.test_client()))
    helper = helper_of(app, code)
    helper.fill("contact")
    page = helper.read("/apply/helped")
    assert "不能替家里人答" in page
    assert "都看过了" not in page
    marks = hidden_fields(helper.read("/apply/tasks/contact"))
    helper.client.post("/apply/helped", data={**marks, "seen": "1"})
    helper.client.post("/apply/helped/1/revert", data=marks)
    (edit,) = edits(session)
    assert (edit.confirmed_at, edit.reverted_at) == (None, None)
    assert only(session).answers.phone == PAGES["contact"]["phone"]


def test_the_family_puts_a_change_back_and_both_writings_stay(app: Flask, session: Session) -> None:
    family = Family(app.test_client())
    code = begun(family)
    family.fill("contact")
    helper = helper_of(app, code)
    helper.fill("contact", phone="13700001111")
    assert revert(family, 1).location == "/apply/helped"
    assert revert(family, 1).status_code == 303
    assert only(session).answers.phone == PAGES["contact"]["phone"]
    page = family.read("/apply/helped")
    assert "13700001111" in page
    assert "家里人改回去了" in page
    assert len(edits(session)) == 1


def test_a_first_answer_that_was_sent_is_changed_and_not_put_back_to_nothing(
    app: Flask, session: Session
) -> None:
    family = Family(app.test_client())
    code = filled(family)
    helper = helper_of(app, code)
    helper.fill("adjustment", adjustment="其他学院")
    family.submit()
    for edit in edits(session):
        edit.before_text = before_of(edit).model_copy(update={"adjustment": None}).model_dump_json()
    session.commit()
    assert "这一处改回去" not in family.read("/apply/helped")
    assert revert(family, 1).status_code == 303
    assert "不能一按就改回去" in family.read("/apply/helped")


def test_what_was_changed_again_is_not_put_back_blindly(app: Flask, session: Session) -> None:
    family = Family(app.test_client())
    code = begun(family)
    family.fill("contact")
    helper_of(app, code).fill("contact", phone="13700001111")
    family.fill("contact", phone="13600002222")
    revert(family, 1)
    assert only(session).answers.phone == "13600002222"
    assert "后来又改过" in family.read("/apply/helped")


def test_confirming_leaves_open_what_came_after_the_page_was_drawn(
    app: Flask, session: Session
) -> None:
    family = Family(app.test_client())
    code = begun(family)
    helper = helper_of(app, code)
    helper.fill("contact")
    drawn = hidden_fields(family.read("/apply/helped"))
    helper.fill("household")
    family.client.post("/apply/helped", data=drawn)
    assert [edit.confirmed_at is not None for edit in edits(session)] == [True, False]


def test_a_helper_must_say_all_of_it_and_loses_nothing_that_was_typed(
    app: Flask, session: Session
) -> None:
    code = begun(Family(app.test_client()))
    helper = opened(app, code)
    answer = helper.send("/apply/helper", **{**NAMED, "institution": "", "kind": "国王"})
    assert answer.status_code == 200
    assert "写上学校、村或单位的名字" in answer.text
    assert "示例·张老师" in answer.text
    assert session.scalar(select(Sitting.id)) is None


def test_the_trace_lies_sealed(app: Flask, session: Session) -> None:
    code = begun(Family(app.test_client()))
    helper_of(app, code).fill("contact")
    (edit,) = edits(session)
    sitting = session.scalars(select(Sitting)).one()
    stored = b"".join((edit.after_sealed, edit.before_sealed, sitting.name_sealed or b""))
    assert PAGES["contact"]["phone"].encode() not in stored
    assert "示例".encode() not in stored
    assert Choice(programme_id=PROGRAMME).programme_id not in str(edit.fields)
