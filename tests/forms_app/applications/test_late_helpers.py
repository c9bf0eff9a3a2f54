"""N7: attempts to change a choice unseen, late, twice at once, or by an older cookie."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.helping.edits import HELPERS_MAY
from forms_app.applications.helping.models import Sitting
from forms_app.applications.messages import Message
from forms_app.workflow import history_of
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import (
    PAGES,
    PROGRAMME,
    SECOND,
    Family,
    hidden_fields,
)
from tests.forms_app.applications.sittings import (
    NAMED,
    answer_proposal,
    broken,
    change_choices,
    edits,
    helper_of,
    marks_of,
    only,
    opened,
    revert,
)
from tests.forms_app.applications.starting import applied, begun


def test_an_older_cookie_of_the_visit_is_the_same_helper(app: Flask, session: Session) -> None:
    code = begun(Family(app.test_client()))
    helper = opened(app, code)
    before = helper.client.get_cookie("visit")
    helper.send("/apply/helper", **NAMED)
    assert before is not None
    helper.client.set_cookie("visit", before.value)
    helper.fill("contact")
    assert [edit.fields for edit in edits(session)] == [["phone", "phone_belongs_to"]]


def test_a_choice_changed_by_a_helper_is_a_version_a_trace_and_can_be_put_back(
    app: Flask, session: Session
) -> None:
    family = Family(app.test_client())
    code = applied(family)
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
    code = applied(family)
    sent_at = only(session).submitted_at
    assert sent_at is not None
    with clock.standing_at(sent_at + HELPERS_MAY + late):
        helper = helper_of(app, code)
        answer = change_choices(helper, SECOND)
        assert answer.location == ("/apply/status" if is_taken else "/apply/helped")
        assert len(only(session).choices) == 1 + is_taken
        assert [edit.is_proposed for edit in edits(session)] == [not is_taken]
        if not is_taken:
            assert change_choices(family, SECOND).status_code == 303
            assert len(only(session).choices) == 2


def test_verify_finds_a_choice_that_lost_its_trace_or_was_changed_late(
    app: Flask, session: Session
) -> None:
    code = applied(Family(app.test_client()))
    change_choices(helper_of(app, code), SECOND)
    assert not broken(session)
    (edit,) = edits(session)
    edit.at += HELPERS_MAY * 2
    session.commit()
    assert broken(session) == (edit.id,)
    session.execute(delete(Message))
    session.delete(edit)
    session.commit()
    assert broken(session) == (only(session).id,)


def test_a_returned_page_is_no_way_round_the_line(app: Flask, session: Session) -> None:
    family = Family(app.test_client())
    code = applied(family)
    application = only(session)
    factories.return_to_family(session, application, fields=["choices", "adjustment", "phone"])
    session.commit()
    with clock.standing_at(clock.now() + HELPERS_MAY + timedelta(hours=1)):
        helper = helper_of(app, code)
        answer = helper.client.post(
            "/apply/tasks/choices", data={**marks_of(helper), "add": SECOND}
        )
        assert answer.location == "/apply/choices"
        assert "要监护人同意才能改" in helper.read("/apply/choices")
        answer = helper.fill("adjustment", adjustment="其他学院", boarding="不需要")
        assert answer.location == "/apply/helped"
        answers = only(session).answers
        assert (answers.adjustment, answers.boarding) == ("都不", "不需要")
        assert [one.programme_id for one in answers.choices] == [PROGRAMME]
        assert helper.fill("contact", phone="13700001111").status_code == 303
        assert [(edit.fields, edit.is_proposed) for edit in edits(session)] == [
            (["boarding"], False),
            (["adjustment"], True),
            (["phone"], False),
        ]
        assert answer_proposal(family, 2, "accept").location == "/apply/helped"
        assert only(session).answers.adjustment == "其他学院"
        assert not broken(session)


def test_two_helpers_at_once_and_one_who_presses_twice_leave_one_trace_each(
    app: Flask, session: Session
) -> None:
    code = begun(Family(app.test_client()))
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
    code = begun(Family(app.test_client()))
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
