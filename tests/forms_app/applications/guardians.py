"""A guardian far away: the family passes a code on, somebody opens it and answers."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app.applications.models import Application
from tests.forms_app.applications.journey import (
    GUARDIAN_PAGE,
    START,
    Family,
    errors_on,
    hidden_fields,
)

ASK, OPEN = "/apply/ask", "/apply/guardian"
UNTICKED = {**GUARDIAN_PAGE, "admission": "", "sensitive_data": "", "colleges": ""}
CHILD = {"birth_year": "2014", "birth_month": "1", "birth_day": "2"}
YES = dict.fromkeys(("admission", "sensitive_data", "colleges"), "同意")
ANSWER = {**YES, "later_contact": "不同意", "publicity": "不同意"}
FATHER = {"given_by": "吉克·阿普", "relation": "父亲", "answering": "监护人本人"}


def code_on(page: str) -> str:
    found = re.search(r'class="code long">([0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5})<', page)
    assert found is not None
    return found.group(1)


def begin(family: Family, **changes: Any) -> str:
    """A draft whose guardian is far away; the 同意码."""
    answer = family.send(START, **{**UNTICKED, **changes, "far": "1"})
    assert (answer.status_code, answer.location) == (303, ASK), errors_on(answer)
    return code_on(family.read(ASK))


def open_with(parent: FlaskClient, code: str, **more: Any) -> TestResponse:
    page = parent.get(OPEN).get_data(as_text=True)
    return parent.post(OPEN, data={**hidden_fields(page), "code": code, **more})


def reply(parent: FlaskClient, code: str, **answers: str) -> TestResponse:
    page = open_with(parent, code).get_data(as_text=True)
    return parent.post(OPEN, data={**hidden_fields(page), **FATHER, **ANSWER, **answers})


def row(session: Session) -> Application:
    session.expire_all()
    return session.scalars(select(Application)).one()


def hidden_fields_of(family: Family) -> dict[str, str]:
    return {**hidden_fields(family.read("/apply/tasks/adjustment")), "version": "1"}


def family_code(session: Session) -> str:
    return row(session).code or ""


def reply_with(parent: FlaskClient, code: str) -> TestResponse:
    return open_with(parent, code, step="answer", **FATHER, **ANSWER)
