"""What became of the sheets of one application and who looked at them, for the family's copy."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from forms_app.applications.models import Application
from forms_app.documents.consent_sheets import serials, services
from forms_app.documents.consent_sheets.states import CONSENT_SHEET, EVENT_WORDS, Event
from forms_app.privacy import View, views_of
from forms_app.workflow import history_of


class Step(NamedTuple):
    """One moment of a sheet: what, who, and the words that an office wrote."""

    at: datetime
    what: str
    who: str
    words: str | None


def steps(session: Session, application: Application) -> list[Step]:
    """Of all sheets, in the order of time."""
    found = [
        Step(
            entry.at,
            f"{EVENT_WORDS[Event(entry.event)]}（{serials.shown(sheet.serial)}）",
            entry.shown_as,
            entry.reason,
        )
        for sheet in services.all_of(session, application)
        for entry in history_of(session, sheet)
    ]
    return sorted(found, key=lambda one: one.at)


def looks(session: Session, application: Application) -> list[View]:
    return [
        view
        for sheet in services.all_of(session, application)
        for view in views_of(session, subject_kind=CONSENT_SHEET.kind, subject_id=sheet.id)
    ]
