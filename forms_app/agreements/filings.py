"""The authority's part: file an agreement in force, or send it back with a reason."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from forms_app import clock, workflow
from forms_app.accounts.models import Organisation
from forms_app.agreements import notices, papers
from forms_app.agreements.models import Agreement
from forms_app.agreements.states import Event
from forms_app.errors import FieldError
from forms_app.workflow import Actor


def file(
    session: Session, agreement: Agreement, *, number: str, filed_on: date, actor: Actor
) -> None:
    """Write the filing down; from then on the pairing is public. Raises PaperAltered, and
    FieldError for a day that has not come or lies before the last signature."""
    session.refresh(agreement, with_for_update=True)
    papers.intact(session, agreement)
    if filed_on > clock.today():
        raise FieldError("filed_on", "备案日期不能在今天以后。")
    signed = [signature.at.astimezone(clock.BEIJING).date() for signature in agreement.signatures]
    if signed and filed_on < max(signed):
        raise FieldError("filed_on", "备案日期不能早于双方签完的那一天。")
    entry = workflow.advance(
        session, agreement, Event.FILE, actor=actor, details={"number": number}
    )
    agreement.filed_on = filed_on
    agreement.filing_number = number
    agreement.filed_by = session.get_one(Organisation, actor.organisation_id).name
    session.flush()
    notices.ask_to_tell(session, agreement, entry)


def send_back(session: Session, agreement: Agreement, *, reason: str, actor: Actor) -> None:
    """Say why it is not filed; the agreement stays in force."""
    entry = workflow.advance(session, agreement, Event.SEND_BACK, actor=actor, reason=reason)
    notices.ask_to_tell(session, agreement, entry)
