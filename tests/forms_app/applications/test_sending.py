"""One press, a hundred presses, two drafts of one child: never a second application (N1, N2)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app import clock
from forms_app.applications.drafts import as_family, start
from forms_app.applications.models import Application, ApplicationVersion
from forms_app.applications.states import State
from forms_app.applications.submission import submit
from forms_app.extensions import db
from forms_app.models import History
from forms_app.running import catalogue
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import (
    GUARDIAN_PAGE,
    PROGRAMME,
    START,
    Family,
    hidden_fields,
    identity_number,
)
from tests.forms_app.applications.sittings import NAMED
from tests.forms_app.applications.starting import applied, begun, filled

PRESSES = 100


def press_together(
    app: Flask, client: FlaskClient, address: str, fields: dict[str, Any]
) -> list[TestResponse]:
    """The same POST a hundred times at once, each from a browser with the same cookies."""
    cookie = client.get_cookie("visit")
    assert cookie is not None

    def press(_number: int) -> TestResponse:
        browser = FlaskClient(app, app.response_class)
        browser.set_cookie("visit", cookie.value)
        return browser.post(address, data=fields)

    with ThreadPoolExecutor(PRESSES) as threads:
        return list(threads.map(press, range(PRESSES)))


def count(session: Session, *where: Any) -> int:
    return session.scalar(select(func.count()).select_from(Application).where(*where)) or 0


def test_a_hundred_equal_submissions_make_one_application_and_equal_answers(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    code = filled(family)
    fields = hidden_fields(family.read("/apply/check"))
    answers = press_together(app, client, "/apply/check", fields)
    assert {(one.status_code, one.location) for one in answers} == {(303, "/apply/receipt")}
    assert count(session) == 1
    application = session.scalars(select(Application)).one()
    assert application.state == State.SUBMITTED
    assert application.number == "27-000001"
    assert session.scalar(select(func.count()).select_from(ApplicationVersion)) == 1
    events = session.scalars(select(History.event).order_by(History.number)).all()
    assert events == ["start", "submit"]
    receipt = family.read("/apply/receipt")
    assert all(word in receipt for word in ("27-000001", code))


def test_a_hundred_equal_first_pages_make_one_draft(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    fields = {**hidden_fields(family.read(START)), **GUARDIAN_PAGE}
    answers = press_together(app, client, START, fields)
    assert {(one.status_code, one.location) for one in answers} == {(303, "/apply/code")}
    assert count(session) == 1
    assert session.scalars(select(Application.answers_version)).all() == [1]


def test_a_hundred_drafts_of_one_child_become_one_application(app: Flask, session: Session) -> None:
    """The service and the index together: whoever comes second is told so, whatever the timing."""
    number = identity_number()
    drafts = [factories.draft(session, identity_number=number).id for _ in range(PRESSES)]
    session.commit()

    def send(identifier: str) -> str:
        with app.app_context(), db.writing_session() as own:
            application = own.get_one(Application, identifier)
            try:
                submit(
                    own,
                    application,
                    actor=as_family(identifier),
                    version=application.answers_version,
                )
                own.commit()
            except Exception as error:
                own.rollback()
                return type(error).__name__
            return application.number or ""

    with ThreadPoolExecutor(16) as threads:
        outcomes = list(threads.map(send, drafts))
    assert outcomes.count("AlreadyApplied") == PRESSES - 1
    assert count(session, Application.state == State.SUBMITTED) == 1


def test_forty_children_at_once_get_forty_numbers(app: Flask, session: Session) -> None:
    drafts = [factories.draft(session, identity_number=identity_number()).id for _ in range(40)]
    session.commit()

    def send(identifier: str) -> str | None:
        with app.app_context(), db.writing_session() as own:
            application = own.get_one(Application, identifier)
            submit(own, application, actor=as_family(identifier), version=1)
            own.commit()
            return application.number

    with ThreadPoolExecutor(16) as threads:
        numbers = list(threads.map(send, drafts))
    assert len(set(numbers)) == 40


def test_the_second_family_reads_when_and_by_whom_but_no_code(
    app: Flask, client: FlaskClient
) -> None:
    number = identity_number()
    code = Family(client).apply(number=number)
    second = Family(app.test_client())
    second.begin(filled_in_by="老师", helper_name="张老师", helper_phone="13800000000")
    second.send("/apply/helper", **NAMED)
    second.fill_all(number=number)
    answer = second.submit()
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "12月1日报的，由监护人填写" in page
    assert "示例帮办点（昭觉县）" in page
    assert code not in page
    assert "还没有提交" in second.read("/apply/status")


def test_a_child_may_apply_again_after_withdrawing(app: Flask, client: FlaskClient) -> None:
    number = identity_number()
    family = Family(client)
    family.apply(number=number)
    assert family.send("/apply/withdraw").status_code == 303
    receipt = family.read("/apply/receipt")
    assert "这份报名已撤回" in receipt
    assert "学校收到了" not in receipt
    assert "已撤回" in family.read("/apply/status")
    Family(app.test_client()).apply(number=number)


def test_the_receipt_comes_from_the_committed_row_only(client: FlaskClient) -> None:
    family = Family(client)
    begun(family)
    assert family.client.get("/apply/receipt").location == "/apply/tasks"
    family.fill_all()
    assert family.client.get("/apply/receipt").location == "/apply/tasks"


def test_what_is_missing_is_named_and_nothing_is_sent(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    begun(family)
    page = family.read("/apply/check")
    assert "身份证号，或选“还没有身份证号”" in page
    fields = hidden_fields(family.read("/apply/tasks/adjustment")) | {"version": "1"}
    answer = client.post("/apply/check", data=fields)
    assert "还有几处没有填完" in answer.get_data(as_text=True)
    assert count(session, Application.state == State.DRAFT) == 1


def test_a_page_that_changed_in_another_tab_is_looked_at_again_before_sending(
    client: FlaskClient,
) -> None:
    family = Family(client)
    filled(family)
    fields = hidden_fields(family.read("/apply/check"))
    family.fill("contact", phone="13700000000")
    answer = client.post("/apply/check", data=fields)
    page = answer.get_data(as_text=True)
    assert "刚在别处改过" in page
    assert "13700000000" in page
    assert family.submit().location == "/apply/receipt"


@pytest.mark.parametrize("late", [0, 1])
def test_the_last_second_of_the_season_counts_and_the_next_does_not(
    client: FlaskClient, session: Session, late: int
) -> None:
    family = Family(client)
    filled(family)
    fields = hidden_fields(family.read("/apply/check"))
    rules = catalogue().campaigns["sample-admission-2027"].admission
    assert rules is not None
    with clock.standing_at(rules.closes_at + timedelta(seconds=late)):
        answer = client.post("/apply/check", data=fields)
    if late:
        assert "这张表还没有送出去" in answer.get_data(as_text=True)
    assert count(session, Application.state == State.SUBMITTED) == 1 - late


def test_a_returned_application_goes_back_with_its_place_kept(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    applied(family)
    application = session.scalars(select(Application)).one()
    sent_at = application.submitted_at
    factories.return_to_family(session, application, fields=["school", "identity_number"])
    session.commit()
    status = family.read("/apply/status")
    assert "毕业学校" in status
    assert factories.REASON in status
    assert client.get("/apply/tasks/contact").location == "/apply/status"
    assert family.fill("school", school="示例县第二初级中学").status_code == 303
    assert family.submit().location == "/apply/receipt"
    session.expire_all()
    assert application.state == State.SUBMITTED
    assert application.submitted_at == sent_at
    assert application.returned_fields == []
    versions = session.scalars(select(ApplicationVersion).order_by(ApplicationVersion.number))
    assert [one.answers.school for one in versions] == ["示例县第一初级中学", "示例县第二初级中学"]


def test_the_same_key_begins_one_draft_in_the_service_too(app: Flask, session: Session) -> None:
    programme = catalogue().programmes[PROGRAMME]
    first = start(session, client_key="one", programme=programme, values={})
    again = start(session, client_key="one", programme=programme, values={"name": "另一个"})
    assert again is first
    assert again.answers.name is None
