"""What the QR code of a sheet opens: where it is, without a name; for an office the way to it."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from forms_app.accounts.access import public
from forms_app.applications.progress import moment_words
from forms_app.applications.typed_text import NotAccepted
from forms_app.documents import bp
from forms_app.documents.consent_sheets import papers, serials
from forms_app.documents.consent_sheets.models import ConsentSheet
from forms_app.documents.consent_sheets.states import LABELS, State
from forms_app.extensions import db


@bp.get("/consent-sheet/<serial>")
@public
def sheet_whereabouts(serial: str) -> ResponseReturnValue:
    """An unknown serial and one that was erased with its application read the same."""
    try:
        stored = serials.read(serial)
    except NotAccepted:
        stored = ""
    sheet = db.session.scalar(select(ConsentSheet).where(ConsentSheet.serial == stored))
    if sheet is None or sheet.application.erased_at is not None:
        return render_template("documents/no_such_sheet.html", section="apply"), 404
    return render_template(
        "documents/sheet_whereabouts.html",
        section="apply",
        is_trial=sheet.application.is_trial,
        sheet=sheet,
        serial=serials.shown(sheet.serial),
        state=LABELS[State(sheet.state)],
        hand_to=papers.hand_to(sheet.application),
        moment_words=moment_words,
    )
