"""Sheets, calls and tries to answer for a guardian go with their application."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.consenting.models import HelperAnswer, WitnessedCall
from forms_app.documents.consent_sheets.models import ConsentSheet
from forms_app.documents.models import Document
from forms_app.models import History
from forms_app.rights import erasing, told
from tests.forms_app.applications.guardians import begin, reply, row
from tests.forms_app.applications.journey import Family
from tests.forms_app.applications.test_helper_answers import HELPER
from tests.forms_app.applications.test_witnesses import wait
from tests.forms_app.documents.sheets import PHOTO, at, printed, refuse, send_photos
from tests.forms_app.review.pages import text

REASON = "第2页没有拍到手印。"


def test_nothing_of_a_guardian_is_left_and_no_office_finds_the_sheet(
    app: Flask, client: FlaskClient, session: Session, browser_of: Callable[[str], FlaskClient]
) -> None:
    family, desk = Family(client), browser_of("desk")
    code = begin(family)
    reply(app.test_client(), code, answering=HELPER)
    wait(family)
    sheet = printed(family, session)
    send_photos(family, PHOTO)
    refuse(desk, sheet, REASON)
    application = row(session)
    copy = told.collect(session, application, at=clock.now())
    assert REASON in [one.words for one in copy.happenings]
    assert [one.what for one in copy.looks if "签字同意书" in one.what]
    files = erasing.erase(session, application)
    session.commit()
    erasing.delete_files(files)
    assert files
    assert not [one for one in files if one.exists()]
    for table in (HelperAnswer, WitnessedCall, Document):
        assert session.scalars(select(table)).all() == []
    left = session.scalars(select(ConsentSheet)).one()
    assert (left.home_county, left.organisation_id) == (None, None)
    reasons = session.scalars(select(History).where(History.subject_id == left.id)).all()
    assert [one.reason for one in reasons if one.reason] == []
    assert desk.get(at(left)).status_code == 404
    assert "现在没有等核对的" in text(desk.get("/staff/consent-sheets"))
    assert app.test_client().get(f"/consent-sheet/{left.serial}").status_code == 404
