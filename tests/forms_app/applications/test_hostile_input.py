"""Bodies that are no form, and odd addresses: an answer in Chinese, never a failure of the server.

What stands in the fields is the matter of `tests/forms_app/every_form`.
"""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.forms_app.applications.journey import START, Family

ADDRESSES = [
    START,
    "/apply/open",
    "/apply/tasks/guardian",
    "/apply/tasks/student",
    "/apply/tasks/home",
    "/apply/tasks/contact",
    "/apply/tasks/household",
    "/apply/tasks/school",
    "/apply/tasks/choices",
    "/apply/tasks/adjustment",
    "/apply/check",
    "/apply/leave",
]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'["a"]', "application/json"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (
            b"--x\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\n\r\n--x--",
            "multipart/form-data; boundary=x",
        ),
        (b"", "text/plain"),
    ],
)
def test_a_body_that_is_no_form_is_answered(
    sqlite_client: FlaskClient, body: bytes, kind: str
) -> None:
    Family(sqlite_client).begin()
    for address in ADDRESSES:
        answer = sqlite_client.post(address, data=body, content_type=kind)
        assert answer.status_code < 500, address


@pytest.mark.parametrize(
    "query",
    [
        "programme=%00",
        "programme=sample-programme-01&county=%FF&schooling=%F0%9F",
        "programme=sample-programme-01&county=513431&schooling=%00",
        "programme=../../etc",
        "programme=sample-programme-01&county_name=" + "a" * 3000,
        "",
    ],
)
def test_odd_addresses_are_answered(sqlite_client: FlaskClient, query: str) -> None:
    for address in ("/apply/start", "/apply/new", "/apply/open"):
        assert sqlite_client.get(f"{address}?{query}").status_code < 500


@pytest.fixture
def sqlite_client(sqlite_app: tuple[Flask, Any]) -> Any:
    """One database is enough for what no query sees."""
    app, fresh = sqlite_app
    fresh()
    with app.app_context():
        yield app.test_client()
