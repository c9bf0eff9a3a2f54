"""N7 asked of the rows: see `flask verify`. Reads only."""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from forms_app.applications.drafts import HELPER
from forms_app.applications.helping.edits import HELPERS_MAY
from forms_app.applications.helping.models import HelperEdit, Sitting
from forms_app.applications.models import Application
from forms_app.applications.states import APPLICATION, Event
from forms_app.models import Checked, History, count_rows, ids


def traces(session: Session) -> Checked:
    """Every change has its sitting and its number, no choice was changed late or untraced."""
    apart = (
        select(HelperEdit.id)
        .join(Sitting, Sitting.id == HelperEdit.sitting_id)
        .where(Sitting.application_id != HelperEdit.application_id)
    )
    gaps = (
        select(HelperEdit.application_id)
        .group_by(HelperEdit.application_id)
        .having(or_(func.min(HelperEdit.number) != 1, func.max(HelperEdit.number) != func.count()))
    )
    both = (
        select(HelperEdit.id)
        .where(HelperEdit.confirmed_at.is_not(None), HelperEdit.reverted_at.is_not(None))
        .where(HelperEdit.confirmed_at > HelperEdit.reverted_at)
    )
    is_answered = HelperEdit.confirmed_at.is_not(None) | HelperEdit.declined_at.is_not(None)
    by_nobody = HelperEdit.answered_by.is_(None) | HelperEdit.answered_by.startswith(HELPER)
    proposed = select(HelperEdit.id).where(
        HelperEdit.is_proposed,
        or_(
            is_answered & by_nobody,
            HelperEdit.confirmed_at.is_not(None) & HelperEdit.declined_at.is_not(None),
        ),
    )
    broken = {*ids(session, apart), *ids(session, gaps), *ids(session, both)}
    broken |= set(ids(session, proposed))
    broken |= _late(session) | _untraced(session)
    return count_rows(session, of=HelperEdit), sorted(broken)


def _late(session: Session) -> set[str]:
    rows = session.execute(
        select(HelperEdit.id, HelperEdit.at, Application.submitted_at)
        .join(Application, Application.id == HelperEdit.application_id)
        .where(
            HelperEdit.changes_choices,
            HelperEdit.is_after_sending,
            HelperEdit.is_proposed.is_(False),
            Application.submitted_at.is_not(None),
        )
    )
    return {identifier for identifier, at, sent in rows if sent and at > sent + HELPERS_MAY}


def _untraced(session: Session) -> set[str]:
    """Applications whose history has more changes of choices by helpers than traces."""
    traced = (
        select(func.count())
        .select_from(HelperEdit)
        .where(
            HelperEdit.application_id == History.subject_id,
            HelperEdit.is_after_sending,
            HelperEdit.is_proposed.is_(False),
        )
        .correlate(History)
        .scalar_subquery()
    )
    is_change = (
        (History.subject_kind == APPLICATION.kind)
        & (History.event == Event.CHANGE_CHOICES)
        & History.shown_as.startswith(HELPER)
        & History.subject_id.in_(select(Application.id).where(Application.erased_at.is_(None)))
    )
    rows = session.execute(
        select(History.subject_id, func.count(), traced)
        .where(is_change)
        .group_by(History.subject_id)
    )
    return {identifier for identifier, made, found in rows if made > found}
