"""Which sheets an office finds: its county's, or those of a first choice. Reads only.

A college finds a sheet by the serial on the paper that was handed to it; its list holds those of
counties without a desk only, so that nobody's guardian is shown to it without need (N13).
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, false, func, or_, select
from sqlalchemy.orm import Session

from forms_app.accounts.models import Account, Organisation, OrganisationKind
from forms_app.documents.consent_sheets.models import ConsentSheet
from forms_app.documents.consent_sheets.states import OPEN, State
from forms_app.errors import NotFound
from forms_app.workflow import Actor, Role
from generator.divisions.places import prefix_of

MOST_SHOWN = 100


def get(session: Session, serial: str, *, actor: Actor) -> ConsentSheet:
    """The sheet with this serial in its stored form; NotFound when it is not this office's."""
    condition = (ConsentSheet.serial == serial) & _found_by(actor)
    found = session.scalar(select(ConsentSheet).where(condition))
    if found is None:
        raise NotFound("no such sheet for this account")
    return found


def waiting(session: Session, actor: Actor) -> list[ConsentSheet]:
    """Sheets that this office is to look at, the oldest first; at most MOST_SHOWN."""
    return list(
        session.scalars(
            select(ConsentSheet)
            .where(_waits_for(actor))
            .order_by(ConsentSheet.sent_at, ConsentSheet.id)
            .limit(MOST_SHOWN)
        )
    )


def count_waiting(session: Session, actor: Actor) -> int:
    query = select(func.count()).select_from(ConsentSheet).where(_waits_for(actor))
    return session.scalar(query) or 0


def _found_by(actor: Actor) -> ColumnElement[bool]:
    if actor.role is Role.COUNTY_DESK and actor.division:
        prefix = prefix_of(actor.division)
        return ConsentSheet.home_county.startswith(prefix, autoescape=True)
    if actor.role is Role.COLLEGE_OFFICER and actor.organisation_id is not None:
        # What is recorded needs no second look: taken back, nothing of it is open to a college.
        own = ConsentSheet.organisation_id == actor.organisation_id
        return own & ConsentSheet.state.in_(OPEN)
    return false()


def _waits_for(actor: Actor) -> ColumnElement[bool]:
    condition = (ConsentSheet.state == State.SENT) & _found_by(actor)
    if actor.role is Role.COUNTY_DESK:
        return condition
    return condition & ~_has_desk()


def _has_desk() -> ColumnElement[bool]:
    """A desk of the county, its prefecture or its province has an account that can log in."""
    county = ConsentSheet.home_county
    places = (
        county,
        func.substr(county, 1, 4).concat("00"),
        func.substr(county, 1, 2).concat("0000"),
    )
    return exists().where(
        Organisation.kind == OrganisationKind.COUNTY_DESK,
        or_(*(Organisation.division == place for place in places)),
        Account.organisation_id == Organisation.id,
        Account.disabled_at.is_(None),
    )
