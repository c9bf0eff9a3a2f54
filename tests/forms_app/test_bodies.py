"""Bodies that no page sends: every route refuses them, and none of them is a fault of ours."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.forms_app.test_access import routes

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
MULTIPART = "multipart/form-data; boundary=a"
JSON = ("5", '"abc"', "[1,2]", "null", "{", '{"csrf_token": 5, "login": {"a": 1}}')
OTHER = (
    *(("application/json", body) for body in JSON),
    ("application/problem+json", "5"),
    ("text/plain", "login=a"),
    ("application/octet-stream", "login=a"),
    ("nonsense", "login=a"),
    ("", "login=a"),
)
ODD_PARTS = (
    "--a\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--a--",
    '--a\r\nContent-Disposition: form-data; filename="x"\r\n\r\nabc\r\n--a--',
    '--a\r\nContent-Disposition: form-data; name="a\0b"\r\n\r\nabc\r\n--a--',
    "--a\r\n\r\nabc\r\n--a--",
    "x",
)


def addresses(app: Flask) -> list[str]:
    found = [address for address, _ in routes(app, "POST")]
    assert len(found) > 40
    return found


@pytest.mark.parametrize(("content_type", "body"), OTHER)
def test_only_what_a_form_sends_is_read(
    app: Flask, client: FlaskClient, content_type: str, body: str
) -> None:
    for address in addresses(app):
        answer = client.post(address, data=body, content_type=content_type)
        assert answer.status_code == 415, address
        assert "这一页没有看懂" in answer.text


@pytest.mark.parametrize("body", ODD_PARTS)
def test_a_part_that_is_no_field_is_no_fault(app: Flask, client: FlaskClient, body: str) -> None:
    for address in addresses(app):
        answer = client.post(address, data=body, content_type=MULTIPART)
        assert answer.status_code < 500, address
    if "form-data" in body:
        assert client.post("/staff/login", data=body, content_type=MULTIPART).status_code == 400
