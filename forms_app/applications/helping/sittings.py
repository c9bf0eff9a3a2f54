"""Who helps in this visit. A helper names himself once; he cannot become the family in it.

What can be proven is which visit changed what, and what was said in it. Whoever has 取件码 and
birth date and says nothing counts as the family: the code is the family's to keep.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app.applications.helping.models import Authority, Sitting
from forms_app.sealing import keyring

WORKS_IN = "sitting_id"
"""In `Session.info`: what is written through this session is recorded under that sitting."""


def of_visit(session: Session, application_id: str, visit_index: str) -> Sitting | None:
    return session.scalar(
        select(Sitting).where(
            Sitting.application_id == application_id, Sitting.visit_index == visit_index
        )
    )


def account_of_visit(session: Session, visit_index: str) -> str | None:
    """The staff account under which this visit was begun, whichever application it opened."""
    found = select(Sitting.account_id).where(
        Sitting.visit_index == visit_index, Sitting.account_id.is_not(None)
    )
    return session.scalar(found.limit(1))


def begin(
    session: Session,
    application_id: str,
    *,
    visit_index: str,
    kind: str,
    name: str | None = None,
    phone: str | None = None,
    institution: str | None = None,
    authority: Authority | None = None,
    account_id: str | None = None,
) -> Sitting:
    """The sitting of this visit, begun when there was none; from here on all is recorded.

    `kind` is one of FilledInBy, or what an office calls itself; `account_id` is of whoever is
    logged in. What was said once stays; what was
    left out may be added. Flushes, never commits.
    """
    sitting = of_visit(session, application_id, visit_index)
    if sitting is None:
        sitting = _create(session, application_id, visit_index, kind)
    sitting.name = sitting.name or name
    sitting.phone = sitting.phone or phone
    sitting.institution = sitting.institution or institution
    sitting.authority = sitting.authority or authority
    sitting.account_id = sitting.account_id or account_id
    if sitting.account_id and not sitting.phone:
        # A post such as 招生办 has the same name everywhere.
        sitting.helper_index = keyring().index(sitting.account_id, purpose="helper account")
    elif sitting.name or sitting.phone:
        person = f"{sitting.name or ''}:{sitting.phone or ''}"
        sitting.helper_index = keyring().index(person, purpose="helper")
    if sitting.institution:
        sitting.institution_index = keyring().index(
            sitting.institution, purpose="helper institution"
        )
    session.flush()
    work_in(session, sitting)
    return sitting


def work_in(session: Session, sitting: Sitting | None) -> None:
    """Record what this session writes from now on; None is the family itself."""
    session.info[WORKS_IN] = sitting.id if sitting is not None else None


def _create(session: Session, application_id: str, visit_index: str, kind: str) -> Sitting:
    sitting = Sitting(application_id=application_id, visit_index=visit_index, kind=kind)
    sitting.helper_index = keyring().index(sitting.id, purpose="helper")
    try:
        with session.begin_nested():
            session.add(sitting)
    except IntegrityError:
        # The other press of the same button was a moment faster.
        found = of_visit(session, application_id, visit_index)
        if found is None:
            raise
        return found
    return sitting
