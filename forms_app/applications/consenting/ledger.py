"""The consents of an application in the order in which they came; only `drafts.keep` writes.

What is filled in now holds the newest consent of each kind; here nothing is ever replaced.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session, object_session

from forms_app.applications.answers import Answers, Consent
from forms_app.applications.consenting.models import ConsentEntry
from forms_app.applications.models import Application
from generator.schema.enums import ConsentKind

ORDER = tuple(ConsentKind)


def record(application: Application, before: Answers, after: Answers) -> None:
    """Add a row for each consent that was given or taken back between the two.

    A text that was never agreed to makes none. The caller holds the lock on the application's row.
    """
    new = [one for one in after.consents if _is_news(before.consent(one.kind), one)]
    if not new:
        return
    last = _last_number(application)
    for number, consent in enumerate(new, start=last + 1):
        entry = ConsentEntry(
            application_id=application.id,
            number=number,
            kind=consent.kind,
            agreed=consent.agreed,
            at=consent.at,
        )
        entry.record_text = consent.model_dump_json()
        application.consent_entries.add(entry)


def of(session: Session, application: Application) -> list[Consent]:
    """Everything that was given, taken back or left open, the oldest first."""
    rows = session.scalars(
        select(ConsentEntry)
        .where(ConsentEntry.application_id == application.id)
        .order_by(ConsentEntry.number)
    )
    kept = [row.record for row in rows]
    # Texts that were never agreed to, and what was given before there were rows.
    open_now = [one for one in application.answers.consents if one not in kept]
    return sorted([*open_now, *kept], key=lambda one: (one.at, ORDER.index(one.kind)))


def _is_news(old: Consent | None, new: Consent) -> bool:
    return old != new and (new.agreed or (old is not None and old.agreed))


def _last_number(application: Application) -> int:
    session = object_session(application)
    if session is None:  # It is being made: nobody has consented to anything yet.
        return 0
    last = func.max(ConsentEntry.number)
    found = session.scalar(select(last).where(ConsentEntry.application_id == application.id))
    return found or 0
