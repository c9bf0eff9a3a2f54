"""A helper who is logged in: named by the account, asked for the authority, gone with the login."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.accounts.models import Account
from forms_app.applications.helping.models import Sitting
from forms_app.workflow import Role
from tests.forms_app.applications.journey import (
    BORN,
    PAGES,
    Family,
    hidden_fields,
    identity_number,
)
from tests.forms_app.applications.sittings import TEACHER, edits, only
from tests.forms_app.applications.starting import begun
from tests.forms_app.browsing import send
from tests.forms_app.review.pages import text

LogIn = Callable[[FlaskClient, Account], FlaskClient]
BY_PHONE = {"authority": "打电话问过监护人"}


@pytest.fixture
def teacher(app: Flask, make_account: Callable[..., Account], login: LogIn) -> Family:
    account = make_account(Role.SCHOOL, division="513431", shown_as="示例·王老师")
    return Family(login(app.test_client(), account))


def coming_back(code: str) -> dict[str, str]:
    """Code and birth date beside the form that waits for them."""
    typed = {"code": code, **BORN}
    return {"coming_back": "1"} | {f"coming_back-{name}": value for name, value in typed.items()}


def sitting(session: Session) -> Sitting:
    session.expire_all()
    return session.scalars(select(Sitting)).one()


def test_whoever_is_logged_in_opens_as_a_helper_and_says_first_who_allowed_it(
    app: Flask, session: Session, teacher: Family
) -> None:
    family = Family(app.test_client())
    code = begun(family)
    assert teacher.send("/apply/open", code=code, **BORN).status_code == 303
    led = teacher.client.get("/apply/tasks")
    assert led.location == "/apply/helper?back=/apply/tasks"
    for about_guardian in ("/apply/telephone", "/apply/ask", "/apply/consents"):
        teacher.read(about_guardian)
    page = teacher.read(led.location)
    assert "示例school513431 示例·王老师" in page
    assert "你的姓名" not in page
    assert "示例·王老师 打开，帮家里填" in text(family.client.get("/apply/status"))
    assert teacher.send(led.location, **BY_PHONE).location == "/apply/tasks"
    assert "现在记在老师 示例·王老师名下" in teacher.read("/apply/tasks")
    teacher.fill("contact")
    assert [edit.fields for edit in edits(session)] == [["phone", "phone_belongs_to"]]
    found = sitting(session)
    assert (found.kind, found.authority) == ("老师", BY_PHONE["authority"])
    assert found.account_id is not None
    listed = text(teacher.client.get("/staff/fill-in"))
    assert "1 处" in listed
    assert "草稿" in listed


def test_a_form_that_is_sent_before_the_authority_is_kept_and_traced(
    app: Flask, session: Session, teacher: Family
) -> None:
    family = Family(teacher.client)
    cookie = teacher.client.get_cookie("staff")
    assert cookie is not None
    teacher.client.delete_cookie("staff")
    begun(family)
    drawn = {**hidden_fields(family.read("/apply/tasks/contact")), **PAGES["contact"]}
    teacher.client.set_cookie("staff", cookie.value)  # logged in in another tab
    assert teacher.client.post("/apply/tasks/contact", data=drawn).status_code == 303
    assert only(session).answers.phone == PAGES["contact"]["phone"]
    assert len(edits(session)) == 1
    assert sitting(session).account_id is not None


def test_nothing_is_sent_by_a_helper_who_did_not_say_how_the_guardian_allowed_it(
    client: FlaskClient, session: Session
) -> None:
    helper = Family(client)
    helper.begin(**TEACHER)
    helper.fill_all()
    refused = helper.submit()
    assert "先写上监护人怎么让你填的" in text(refused)
    assert only(session).submitted_at is None
    helper.send(
        "/apply/helper",
        kind="老师",
        helper_name="示例·张老师",
        helper_phone="13800005678",
        institution="示例县第一初级中学",
        **BY_PHONE,
    )
    assert helper.submit().location == "/apply/receipt"


def test_a_whole_new_application_is_recorded_under_the_account_from_its_first_page(
    session: Session, teacher: Family
) -> None:
    teacher.client.post("/staff/logout")  # without its token: still logged in
    answer = teacher.send(
        "/apply/new?programme=sample-programme-01&schooling=今年初中毕业&county=513431",
        **{
            "filled_in_by": "监护人",
            **BORN,
            "guardian_name": "吉克·拉莫",
            "guardian_relation": "母亲",
            "guardian_phone": "13900001234",
        },
        **dict.fromkeys(("admission", "sensitive_data", "colleges"), "y"),
    )
    assert answer.location == "/apply/code"
    assert teacher.client.get("/apply/code").location == "/apply/helper?back=/apply/code"
    assert teacher.send("/apply/helper?back=/apply/code", **BY_PHONE).location == "/apply/code"
    teacher.fill_all(number=identity_number())
    assert teacher.submit().location == "/apply/receipt"
    assert len(edits(session)) == 1 + len(PAGES)
    assert {edit.sitting_id for edit in edits(session)} == {sitting(session).id}


def test_the_visit_ends_with_the_login(
    app: Flask, session: Session, teacher: Family, login: LogIn
) -> None:
    code = begun(Family(app.test_client()))
    teacher.send("/apply/open", code=code, **BORN)
    teacher.send("/apply/helper", **BY_PHONE)
    drawn = {**hidden_fields(teacher.read("/apply/tasks/contact")), **PAGES["contact"]}
    send(teacher.client, "/staff/logout", page="/staff")
    kept = teacher.client.post("/apply/tasks/contact", data=drawn)
    assert "取件码" in kept.text
    assert PAGES["contact"]["phone"] in kept.text
    assert only(session).answers.phone is None
    again = {**hidden_fields(kept.text), **coming_back(code), **PAGES["contact"]}
    refused = teacher.client.post("/apply/tasks/contact", data=again)
    assert "先在另一个窗口登录" in text(refused)
    assert only(session).answers.phone is None
    assert teacher.client.get("/apply/tasks").location.startswith("/apply/open")
    login(teacher.client, session.scalars(select(Account)).one())
    again = {**hidden_fields(refused.text), **coming_back(code), **PAGES["contact"]}
    teacher.client.post("/apply/tasks/contact", data=again)
    assert [one.account_id is not None for one in session.scalars(select(Sitting))] == [True] * 2


def test_roles_that_fill_in_for_nobody_are_no_helpers(
    app: Flask, session: Session, make_account: Callable[..., Account], login: LogIn
) -> None:
    code = begun(Family(app.test_client()))
    signer = login(app.test_client(), make_account(Role.COLLEGE_SIGNER))
    assert signer.get("/staff/fill-in").status_code == 403
    family = Family(signer)
    family.send("/apply/open", code=code, **BORN)
    family.fill("contact")
    assert session.scalar(select(Sitting.id)) is None


def test_a_school_sees_no_application_of_the_review(
    app: Flask, make_account: Callable[..., Account], login: LogIn
) -> None:
    for role in (Role.SCHOOL, Role.VILLAGE):
        client = login(app.test_client(), make_account(role, division="513431"))
        assert client.get("/staff/applications").status_code == 403
        assert client.get("/staff/fill-in").status_code == 200
        assert client.get("/staff/classes").status_code == 200
        assert client.get("/staff/paper").status_code == 200
