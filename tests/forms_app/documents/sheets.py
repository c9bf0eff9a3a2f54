"""A sheet to sign, as the family prints and photographs it and an office copies it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app.documents.consent_sheets.models import ConsentSheet
from tests.forms_app.applications.guardians import ANSWER
from tests.forms_app.applications.journey import Family, hidden_fields
from tests.forms_app.documents import files
from tests.forms_app.review.pages import text

PAGE = "/apply/consent-sheet"
PHOTO = files.photo(400, 300)
COPIED: dict[str, Any] = {
    **ANSWER,
    "given_by": "吉克·阿普",
    "relation": "父亲",
    "signed_on": "2026-12-01",
    "looked_at": "照片",
    "has_signature": "y",
    "step": "confirm",
}


def only_sheet(session: Session) -> ConsentSheet:
    session.expire_all()
    return session.scalars(select(ConsentSheet)).one()


def printed(family: Family, session: Session) -> ConsentSheet:
    assert family.send(PAGE).location == PAGE
    return only_sheet(session)


def tokens(page: str) -> dict[str, str]:
    """The token and mark of whichever form stands first on a page."""
    marker = '<form method="post" novalidate'
    if marker not in page:
        page = page.replace('<form method="post" enctype="multipart/form-data" novalidate', marker)
    found = hidden_fields(page)
    return {name: found[name] for name in ("csrf_token", "whose") if name in found}


def send_photos(family: Family, *contents: bytes) -> TestResponse:
    pictures = [(BytesIO(one), "a.jpg") for one in contents]
    return family.client.post(
        PAGE,
        data={**tokens(family.read(PAGE)), "step": "send", "pictures": pictures},
        content_type="multipart/form-data",
    )


def at(sheet: ConsentSheet) -> str:
    return f"/staff/consent-sheets/{sheet.serial}"


def part(page: TestResponse, step: str) -> dict[str, str]:
    """The hidden fields of the form of this step on an office's page."""
    forms = [one for one in page.text.split("<form ")[1:] if f'value="{step}"' in one]
    assert forms, f"no form to {step}: {text(page)}"
    one = '<form method="post" novalidate ' + forms[0]
    return hidden_fields(one)


def confirm(desk: FlaskClient, sheet: ConsentSheet, **changes: Any) -> TestResponse:
    page = desk.get(at(sheet))
    return desk.post(at(sheet), data={**part(page, "confirm"), **COPIED, **changes})


def refuse(desk: FlaskClient, sheet: ConsentSheet, reason: str) -> TestResponse:
    page = desk.get(at(sheet))
    return desk.post(at(sheet), data={**part(page, "refuse"), "reason": reason})
