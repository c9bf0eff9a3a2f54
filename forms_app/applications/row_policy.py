"""Which applications a member of staff may see: those of its task, and nobody's drafts (N13).

A query filtered here and `Application.standing_of` say the same thing, once to the database and
once about a row in hand; a test holds them together.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.orm import Session

from forms_app.applications.models import Application, ApplicationChoice
from forms_app.applications.states import NEVER_SENT, State
from forms_app.errors import NotFound
from forms_app.workflow import Actor, Role
from generator.divisions.places import prefix_of

COLLEGE_ROLES = frozenset({Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER})


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition on `Application`; false for anybody who has no task there.

    A family that withdraws, or takes a consent back, takes the file back from the colleges, as the
    consent says; what is left to them is the line in the queue.
    """
    if actor.role in COLLEGE_ROLES:
        is_open = Application.consent_withdrawn_at.is_(None)
        return listed_for(actor) & (Application.state != State.WITHDRAWN) & is_open
    return listed_for(actor)


def listed_for(actor: Actor) -> ColumnElement[bool]:
    """What stands in the actor's queue, withdrawn applications too."""
    is_sent = Application.state.not_in(NEVER_SENT) & Application.erased_at.is_(None)
    if actor.role in COLLEGE_ROLES and actor.organisation_id is not None:
        chosen = select(ApplicationChoice.application_id).where(
            ApplicationChoice.organisation_id == actor.organisation_id
        )
        return is_sent & Application.id.in_(chosen)
    if actor.role is Role.COUNTY_DESK and actor.division:
        prefix = prefix_of(actor.division)
        if prefix == actor.division:
            return is_sent & (Application.home_county == prefix)
        return is_sent & Application.home_county.startswith(prefix, autoescape=True)
    return false()


def get_visible(session: Session, application_id: str, *, actor: Actor) -> Application:
    """The application; NotFound when there is none and, alike, when it is not this actor's task."""
    found = session.scalar(
        select(Application).where(Application.id == application_id, visible_to(actor))
    )
    if found is None:
        raise NotFound("no such application for this account")
    return found
