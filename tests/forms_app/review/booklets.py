"""A child that lost its 取件码, and what an office types that has the 户口簿 before it."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app.applications import access_code
from forms_app.applications.models import Application
from tests.forms_app.applications import factories as families
from tests.forms_app.applications.journey import BORN, NAME
from tests.forms_app.review.factories import identity_number
from tests.forms_app.review.pages import press

NUMBER = identity_number(77)
OTHER_NUMBER = identity_number(78)
NOT_FOUND = "没有找到对得上、又归你们重开的报名"


def draft(session: Session, **changes: Any) -> Application:
    """A draft that nobody has sent, with the number of one child."""
    made = families.draft(session, **{"identity_number": NUMBER, **changes})
    session.commit()
    return made


def ask(client: FlaskClient, **changes: Any) -> TestResponse:
    """What an office types that has the 户口簿 before it."""
    typed = {"name": NAME, "identity_number": NUMBER, "has_seen": "y", **BORN, **changes}
    return press(client, client.get("/staff/codes"), **typed)


def code_of(session: Session, application: Application) -> str:
    session.expire_all()
    return access_code.shown(application.code or "")
