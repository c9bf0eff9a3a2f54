"""A digest goes out only for what is stored, and a page sent by the script meets every check."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app.applications.kept import digest
from forms_app.applications.models import Application
from tests.forms_app.applications.journey import BORN, Family, hidden_fields
from tests.forms_app.applications.test_opening import prefixed

CONTACT = "/apply/tasks/contact"
TYPED = {"phone": "13712345678", "phone_belongs_to": "学生"}


def send(client: FlaskClient, fields: dict[str, Any], address: str = CONTACT) -> TestResponse:
    return client.post(address, data=fields, headers={"X-Kept": "1"})


def told(fields: dict[str, str]) -> str:
    return digest((name, value) for name, value in fields.items() if name != "csrf_token")


def test_the_digest_names_what_was_sent_and_stored(client: FlaskClient, session: Session) -> None:
    family = Family(client)
    family.begin()
    fields = hidden_fields(family.read(CONTACT)) | TYPED
    for _ in range(2):  # Sent again, because the first answer was lost on its way.
        answer = send(client, fields)
        assert (answer.status_code, answer.data) == (204, b"")
        assert answer.headers["X-Next"] == "/apply/tasks/household"
        assert answer.headers["X-Stored"] == told(fields)
        assert "Location" not in answer.headers
    assert session.scalars(select(Application)).one().answers.phone == "13712345678"
    assert told(fields) != told(fields | {"phone": "13712345679"})
    assert "data-stored" not in family.read("/apply/tasks")


def test_a_page_that_is_not_stored_gets_no_digest(client: FlaskClient, session: Session) -> None:
    family = Family(client)
    code = family.begin()
    page = hidden_fields(family.read(CONTACT))
    family.fill("contact")
    refused = {
        "an error": page | {"phone": "139"},
        "changed elsewhere": page | TYPED,
        "no token": page | TYPED | {"csrf_token": ""},
        "another child": page | TYPED | {"whose": "made-up"},
    }
    before = session.scalars(select(Application)).one().answers
    for why, fields in refused.items():
        answer = send(client, fields)
        assert answer.status_code in {200, 409}, why
        assert answer.data == b"", why
        assert "X-Stored" not in answer.headers, why
    family.fill_all()
    family.submit()
    closed = send(client, page | TYPED)
    assert (closed.status_code, closed.headers["X-Next"]) == (204, "/apply/status")
    assert "X-Stored" not in closed.headers
    session.expire_all()
    assert session.scalars(select(Application)).one().answers.phone == before.phone
    assert code not in str(closed.headers)


def test_a_page_stored_with_the_code_tells_the_digest_on_the_next_page(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    code = family.begin()
    fields = hidden_fields(family.read(CONTACT)) | TYPED
    with client.session_transaction() as cookie:
        del cookie["opened"]
    asked = client.post(CONTACT, data=fields)
    assert "再输一次取件码" in asked.text
    done = client.post(CONTACT, data=hidden_fields(asked.text) | TYPED | prefixed(code, BORN))
    assert done.status_code == 303
    assert f'data-stored="{told(fields)}"' in client.get("/apply/tasks").text
    assert "data-stored" not in client.get("/apply/tasks").text
