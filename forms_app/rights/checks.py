"""What an erased application's rows must not show any more: see `flask verify`. Reads only."""

from __future__ import annotations

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from forms_app.applications.models import Application
from forms_app.models import Checked, History, count_rows, ids
from forms_app.rights.erasing import EMPTIED, TABLES
from forms_app.rights.models import ErasureRequest
from forms_app.rights.states import State


def erased(session: Session) -> Checked:
    """Nothing of the child is left of what is called erased, and what was promised is done."""
    is_erased = Application.erased_at.is_not(None)
    columns = (*EMPTIED, "answers_sealed", "code_sealed")
    left = [getattr(Application, name).is_not(None) for name in columns]
    left += [
        exists().where(table.__table__.c.application_id == Application.id)
        for table, take in TABLES.items()
        if take is not None
    ]
    left.append(
        exists().where(
            History.subject_kind == Application.workflow.kind,
            History.subject_id == Application.id,
            History.reason_sealed.is_not(None),
        )
    )
    half = select(Application.id).where(is_erased, or_(*left))
    promised = (
        select(Application.id)
        .join(ErasureRequest, ErasureRequest.application_id == Application.id)
        .where(ErasureRequest.state == State.DONE, ~is_erased)
    )
    broken = sorted({*ids(session, half), *ids(session, promised)})
    return count_rows(session, is_erased, of=Application), broken
