"""Agreements: who may see one, the lists of both sides, and the check of every stored paper."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from forms_app.accounts.models import Organisation
from forms_app.agreements import papers
from forms_app.agreements.models import Agreement, StoredPaper
from forms_app.agreements.states import SIGN_EVENTS, WITH_AUTHORITY, State
from forms_app.commitments.models import Commitment
from forms_app.commitments.services import IDENTIFIER
from forms_app.errors import NotFound
from forms_app.workflow import Actor, Role, events_open_to
from generator.divisions.places import prefix_of

SERIAL = re.compile(r"XZ-\d{4}-\d{4,6}")
COLLEGE_ROLES = frozenset({Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER})


def get(session: Session, agreement_id: str, *, actor: Actor) -> Agreement:
    """An agreement of the actor's college, or in the actor's division and in force.

    Raises NotFound for any other, so that a stranger learns nothing.
    """
    if not IDENTIFIER.fullmatch(agreement_id):
        raise NotFound("that is no identifier")
    found = session.scalar(_with_colleges().where(Agreement.id == agreement_id, visible_to(actor)))
    if found is None:
        raise NotFound("no such agreement for this organisation")
    return found


def by_serial(session: Session, serial: str) -> Agreement | None:
    """The agreement with this printed number; None when there is none."""
    if not SERIAL.fullmatch(serial):
        return None
    return session.scalar(_with_colleges().where(Agreement.serial == serial))


def of_commitment(session: Session, commitment: Commitment) -> Agreement | None:
    """The live agreement of a commitment, or None; a refused one is history."""
    return session.scalar(
        _with_colleges().where(
            Agreement.commitment_id == commitment.id, Agreement.state != State.REFUSED
        )
    )


def of_college(session: Session, actor: Actor) -> list[Agreement]:
    """Agreements of the actor's college on either side, newest number first."""
    return list(session.scalars(_with_colleges().where(visible_to(actor)).order_by(*_NEWEST_FIRST)))


def in_division(session: Session, actor: Actor, state: State) -> list[Agreement]:
    """What the actor's authority has in this state, newest number first."""
    return list(
        session.scalars(
            _with_colleges()
            .where(visible_to(actor), Agreement.state == state)
            .order_by(*_NEWEST_FIRST)
        )
    )


def count_to_sign(session: Session, actor: Actor) -> int:
    """Agreements that wait for the actor's own signature."""
    opened = (set(events_open_to(one, actor)) for one in of_college(session, actor))
    return sum(bool(SIGN_EVENTS & events) for events in opened)


def count_to_file(session: Session, actor: Actor) -> int:
    """Agreements in force that the actor's authority has not filed."""
    return len(in_division(session, actor, State.IN_FORCE))


def filed(session: Session, *, with_trials: bool) -> list[Agreement]:
    """What the public may see, newest filing first."""
    statement = _with_colleges().where(Agreement.state == State.FILED)
    if not with_trials:
        statement = statement.where(Agreement.is_trial.is_(False))
    return list(session.scalars(statement.order_by(Agreement.filed_on.desc(), *_NEWEST_FIRST)))


def check_hashes(session: Session) -> list[str]:
    """N10: every stored paper against its row, its history and its signatures.

    Reads one paper at a time. Answers one line for each agreement that does not hold.
    """
    problems = []
    locked = session.scalars(
        select(Agreement).where(Agreement.state != State.DRAFTING).order_by(Agreement.serial)
    )
    for agreement in locked.all():
        try:
            session.expunge(papers.intact(session, agreement))
        except papers.PaperAltered as altered:
            problems.append(f"{agreement.serial}: {altered.found}")
        except NotFound:
            problems.append(f"{agreement.serial}: the locked paper is missing")
    return problems


def count_papers(session: Session) -> int:
    """How many papers `check_hashes` looks at."""
    return len(session.scalars(select(StoredPaper.id)).all())


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition of every query that a person's page makes; it needs the join below."""
    if actor.role in COLLEGE_ROLES:
        own = actor.organisation_id
        return or_(Commitment.assisting_id == own, Commitment.receiving_id == own)
    if actor.role is Role.AUTHORITY and actor.division is not None:
        inside = Organisation.division.startswith(prefix_of(actor.division), autoescape=True)
        return and_(inside, Agreement.state.in_(WITH_AUTHORITY))
    return Agreement.id.is_(None)


_NEWEST_FIRST = (Agreement.serial.desc(), Agreement.id)


def _with_colleges() -> Select[Agreement]:
    return (
        select(Agreement)
        .join(Agreement.commitment)
        .join(Organisation, Organisation.id == Commitment.receiving_id)
        .options(
            joinedload(Agreement.commitment, innerjoin=True).options(
                joinedload(Commitment.assisting, innerjoin=True),
                joinedload(Commitment.receiving, innerjoin=True),
            )
        )
    )
