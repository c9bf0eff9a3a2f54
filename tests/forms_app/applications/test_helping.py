"""N7: no helper changes an answer, least of all a choice, without a trace that the family reads."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app import clock
from forms_app.applications.answers import Choice
from forms_app.applications.helping.edits import HELPERS_MAY
from forms_app.applications.helping.models import HelperEdit, Sitting
from forms_app.applications.models import Application
from forms_app.invariants import verify
from forms_app.workflow import history_of
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import (
    BORN,
    PAGES,
    PROGRAMME,
    SECOND,
    Family,
    hidden_fields,
    identity_number,
)
from tests.forms_app.review.pages import press

TEACHER = {"filled_in_by": "老师", "helper_name": "示例·张老师", "helper_phone": "13800005678"}
NAMED = {
    "kind": "老师",
    "helper_name": "示例·张老师",
    "helper_phone": "13800005678",
    "institution": "示例县第一初级中学",
    "authority": "打电话问过监护人",
}


def only(session: Session) -> Application:
    session.expire_all()
    return session.scalars(select(Application)).one()


def edits(session: Session) -> list[HelperEdit]:
    session.expire_all()
    return list(session.scalars(select(HelperEdit).order_by(HelperEdit.number)))


def opened(app: Flask, code: str) -> Family:
    """Another browser that opens the application with code and birth date."""
    one = Family(app.test_client())
    assert one.send("/apply/open", code=code, **BORN).status_code == 303
    return one


def helper_of(app: Flask, code: str, **changes: str) -> Family:
    helper = opened(app, code)
    assert helper.send("/apply/helper", **{**NAMED, **changes}).status_code == 303
    return helper


def change_choices(one: Family, programme: str) -> TestResponse:
    """Add a choice after sending: press, look at what changes, send."""
    page = press(one.client, one.client.get("/apply/choices"), add=programme)
    checked = press(one.client, page, physical_answer="不清楚")
    return press(one.client, checked, confirm="1")


def broken(session: Session) -> tuple[str, ...]:
    (found,) = (one for one in verify(session) if one.name == "N7")
    return found.broken


def revert(one: Family, number: int) -> TestResponse:
    marks = hidden_fields(one.read("/apply/helper"))
    return one.client.post(f"/apply/helped/{number}/revert", data=marks)


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


def test_an_older_cookie_of_the_visit_is_the_same_helper(app: Flask, session: Session) -> None:
    code = Family(app.test_client()).begin()
    helper = opened(app, code)
    before = helper.client.get_cookie("visit")
    helper.send("/apply/helper", **NAMED)
    assert before is not None
    helper.client.set_cookie("visit", before.value)
    helper.fill("contact")
    assert [edit.fields for edit in edits(session)] == [["phone", "phone_belongs_to"]]


def test_what_the_family_does_is_nobody_elses(app: Flask, session: Session) -> None:
    family = Family(app.test_client())
    code = family.begin()
    helper_of(app, code)
    family.fill("contact")
    again = opened(app, code)
    again.fill("household")
    assert edits(session) == []
    assert "还没有帮忙的人改过" in again.read("/apply/helped")


def test_a_phone_that_the_helper_left_open_is_the_familys_after_code_and_birth_date(
    app: Flask, session: Session
) -> None:
    code = Family(app.test_client()).begin()
    helper = helper_of(app, code)
    helper.fill("contact")
    assert helper.send("/apply/open", code=code, **BORN).status_code == 303
    helper.fill("household")
    assert len(edits(session)) == 1


def test_a_helper_answers_nothing_for_the_family(app: Flask, session: Session) -> None:
    code = Family(app.test_client()).begin()
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
    code = family.begin()
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


def test_what_was_changed_again_is_not_put_back_blindly(app: Flask, session: Session) -> None:
    family = Family(app.test_client())
    code = family.begin()
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
    code = family.begin()
    helper = helper_of(app, code)
    helper.fill("contact")
    drawn = hidden_fields(family.read("/apply/helped"))
    helper.fill("household")
    family.client.post("/apply/helped", data=drawn)
    assert [edit.confirmed_at is not None for edit in edits(session)] == [True, False]


def test_a_choice_changed_by_a_helper_is_a_version_a_trace_and_can_be_put_back(
    app: Flask, session: Session
) -> None:
    family = Family(app.test_client())
    code = family.apply()
    helper = helper_of(app, code)
    assert change_choices(helper, SECOND).status_code == 303
    (edit,) = edits(session)
    assert (edit.changes_choices, edit.is_after_sending) == (True, True)
    application = only(session)
    assert [one.programme_id for one in application.answers.choices] == [PROGRAMME, SECOND]
    assert history_of(session, application)[-1].shown_as == "帮忙的老师"

    assert not broken(session)
    revert(family, 1)
    assert not broken(session)
    application = only(session)
    assert [one.programme_id for one in application.choices] == [PROGRAMME]
    assert history_of(session, application)[-1].shown_as == "家里人"
    assert len(re.findall("第 3 版", family.read("/apply/versions"))) >= 1


@pytest.mark.parametrize(("late", "is_taken"), [(timedelta(), True), (timedelta(seconds=1), False)])
def test_the_line_is_48_hours_after_the_first_submission(
    app: Flask, session: Session, *, late: timedelta, is_taken: bool
) -> None:
    family = Family(app.test_client())
    code = family.apply()
    sent_at = only(session).submitted_at
    assert sent_at is not None
    with clock.standing_at(sent_at + HELPERS_MAY + late):
        helper = helper_of(app, code)
        answer = change_choices(helper, SECOND)
        assert (answer.status_code == 303) is is_taken
        assert len(only(session).choices) == 1 + is_taken
        assert len(edits(session)) == is_taken
        if not is_taken:
            assert "要监护人自己改" in answer.text
            assert change_choices(family, SECOND).status_code == 303
            assert len(only(session).choices) == 2


def test_verify_finds_a_choice_that_lost_its_trace_or_was_changed_late(
    app: Flask, session: Session
) -> None:
    code = Family(app.test_client()).apply()
    change_choices(helper_of(app, code), SECOND)
    assert not broken(session)
    (edit,) = edits(session)
    edit.at += HELPERS_MAY * 2
    session.commit()
    assert broken(session) == (edit.id,)
    session.delete(edit)
    session.commit()
    assert broken(session) == (only(session).id,)


def test_a_returned_page_is_no_way_round_the_line(app: Flask, session: Session) -> None:
    family = Family(app.test_client())
    code = family.apply()
    application = only(session)
    factories.return_to_family(session, application, fields=["choices", "adjustment", "phone"])
    session.commit()
    with clock.standing_at(clock.now() + HELPERS_MAY + timedelta(hours=1)):
        helper = helper_of(app, code)
        for task, changes in (
            ("choices", {"add": SECOND}),
            ("choices", {"order_class": ""}),
            ("adjustment", {"adjustment": "其他学院"}),
        ):
            answer = helper.fill(task, **changes)
            if answer.status_code == 200:
                assert "要监护人自己改" in answer.text
        assert only(session).answers.adjustment == "都不"
        assert [one.programme_id for one in only(session).answers.choices] == [PROGRAMME]
        assert helper.fill("contact", phone="13700001111").status_code == 303
        assert [edit.fields for edit in edits(session)] == [["phone"]]
        assert family.fill("adjustment", adjustment="其他学院").status_code == 303


def test_two_helpers_at_once_and_one_who_presses_twice_leave_one_trace_each(
    app: Flask, session: Session
) -> None:
    code = Family(app.test_client()).begin()
    helpers = [helper_of(app, code, helper_name=f"示例·{name}") for name in ("甲某", "乙某")]
    drawn = [
        (one, task, {**hidden_fields(one.read(f"/apply/tasks/{task}")), **PAGES[task]})
        for one, task in zip(helpers, ("contact", "household"), strict=True)
        for _ in range(2)
    ]

    def press_save(what: tuple[Family, str, dict[str, str]]) -> int:
        one, task, data = what
        browser = app.test_client()
        cookie = one.client.get_cookie("visit")
        assert cookie is not None
        browser.set_cookie("visit", cookie.value)
        return browser.post(f"/apply/tasks/{task}", data=data).status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(press_save, drawn)) == [303] * 4
    found = edits(session)
    assert [edit.number for edit in found] == [1, 2]
    assert len({edit.sitting_id for edit in found}) == 2


def test_naming_oneself_twice_at_once_is_one_sitting_and_a_name_once_said_stays(
    app: Flask, session: Session
) -> None:
    code = Family(app.test_client()).begin()
    helper = opened(app, code)
    marks = hidden_fields(helper.read("/apply/helper"))
    cookie = helper.client.get_cookie("visit")
    assert cookie is not None

    def name_oneself(name: str) -> int:
        browser = app.test_client()
        browser.set_cookie("visit", cookie.value)
        data = {**marks, **NAMED, "helper_name": name}
        return browser.post("/apply/helper", data=data).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(name_oneself, ["示例·甲某"] * 4)) <= {200, 303}
    assert name_oneself("示例·乙某") == 200
    assert session.scalars(select(Sitting)).one().name == "示例·甲某"


def test_a_helper_must_say_all_of_it_and_loses_nothing_that_was_typed(
    app: Flask, session: Session
) -> None:
    code = Family(app.test_client()).begin()
    helper = opened(app, code)
    answer = helper.send("/apply/helper", **{**NAMED, "institution": "", "kind": "国王"})
    assert answer.status_code == 200
    assert "写上学校、村或单位的名字" in answer.text
    assert "示例·张老师" in answer.text
    assert session.scalar(select(Sitting.id)) is None


def test_the_trace_lies_sealed(app: Flask, session: Session) -> None:
    code = Family(app.test_client()).begin()
    helper_of(app, code).fill("contact")
    (edit,) = edits(session)
    sitting = session.scalars(select(Sitting)).one()
    stored = b"".join((edit.after_sealed, edit.before_sealed, sitting.name_sealed or b""))
    assert PAGES["contact"]["phone"].encode() not in stored
    assert "示例".encode() not in stored
    assert Choice(programme_id=PROGRAMME).programme_id not in str(edit.fields)
