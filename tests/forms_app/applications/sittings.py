"""A helper with a browser of his own, and what is found of his changes."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app.applications.helping.models import HelperEdit
from forms_app.applications.models import Application
from forms_app.invariants import verify
from tests.forms_app.applications.journey import (
    BORN,
    Family,
    hidden_fields,
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


def marks_of(one: Family) -> dict[str, str]:
    """Token and mark of a page that everybody may open."""
    return hidden_fields(one.read("/apply/ask"))


def answer_proposal(one: Family, number: int, answer: str) -> TestResponse:
    """Press a button of the change sheet, whether it is shown or not."""
    marks = marks_of(one)
    return one.client.post(f"/apply/helped/{number}/answer", data={**marks, "answer": answer})


def revert(one: Family, number: int) -> TestResponse:
    marks = hidden_fields(one.read("/apply/helper"))
    return one.client.post(f"/apply/helped/{number}/revert", data=marks)
