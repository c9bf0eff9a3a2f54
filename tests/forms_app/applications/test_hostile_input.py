"""Any bytes in any field of any page: an answer in Chinese, never a failure of the server."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.forms_app.applications.journey import START, Family, hidden_fields

FIELDS = {
    START: ["filled_in_by", "guardian_name", "birth_year", "birth_day", "client_key", "admission"],
    "/apply/open": ["code", "birth_year", "birth_month"],
    "/apply/tasks/guardian": ["helper_name", "helper_phone", "guardian_relation", "drawn_from"],
    "/apply/tasks/student": ["name", "identity_number", "sex", "ethnicity", "name_in_pinyin"],
    "/apply/tasks/home": ["county_name", "home_county", "home_village", "mail_address", "find"],
    "/apply/tasks/contact": ["phone", "phone_belongs_to", "call_when", "later"],
    "/apply/tasks/household": ["household_kind", "household_proof_number"],
    "/apply/tasks/school": ["schooling", "school", "graduation_year", "score", "full_score"],
    "/apply/tasks/choices": ["words", "add", "up", "physical_answer", "kind-sample-programme-01"],
    "/apply/tasks/adjustment": ["adjustment", "boarding"],
    "/apply/check": ["version"],
    "/apply/leave": ["csrf_token"],
}
ODD = [
    "\x00",
    "\ud7ff",
    "%s",
    "{{7*7}}",
    "' OR 1=1 --",
    "９" * 40,
    "1e309",
    "-1",
    "٣",
    "🀄",
    "\u202e",
]
typed = st.one_of(
    st.sampled_from(ODD).map(str.encode),
    st.binary(max_size=40),
    st.text(max_size=40).map(str.encode),
)


@pytest.mark.parametrize("address", FIELDS)
def test_no_bytes_in_any_field_break_a_page(sqlite_client: FlaskClient, address: str) -> None:
    family = Family(sqlite_client)
    family.begin()
    has_no_form = address in {"/apply/leave", "/apply/check"}
    page = "/apply/tasks/contact" if has_no_form else address
    hidden = hidden_fields(family.read(page))

    @settings(
        max_examples=40,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(st.dictionaries(st.sampled_from(FIELDS[address]), typed, max_size=4))
    def send(values: dict[str, Any]) -> None:
        fields = {**hidden, **values}
        body = b"&".join(name.encode() + b"=" + percent(value) for name, value in fields.items())
        answer = sqlite_client.post(
            address, data=body, content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code < 500

    send()


def percent(value: str | bytes) -> bytes:
    raw = value if isinstance(value, bytes) else value.encode()
    return b"".join(b"%%%02X" % byte for byte in raw)


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
    for address in FIELDS:
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
    """Hypothesis sends thousands of forms: one database is enough for what no query sees."""
    app, fresh = sqlite_app
    fresh()
    with app.app_context():
        yield app.test_client()
