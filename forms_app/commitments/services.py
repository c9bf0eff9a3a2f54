"""Commitments from the first draft to the partner's word: who may see one, and who may move it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from forms_app import workflow
from forms_app.accounts.models import Organisation
from forms_app.commitments.models import Commitment, CommitmentVersion
from forms_app.commitments.states import Event, Party, State
from forms_app.commitments.versions import freeze, missing, terms_of
from forms_app.errors import FieldError, NotFound, TransitionNotAllowed
from forms_app.workflow import SYSTEM, Actor, events_open_to
from generator.catalogue import Catalogue
from generator.schema.enums import PairingRole

IDENTIFIER = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Basics:
    """Term and purpose: what stands above the items."""

    purpose: str
    starts_on: date
    ends_on: date


def get(session: Session, commitment_id: str, *, actor: Actor) -> Commitment:
    """A commitment that the actor's college gives, or was sent. Raises NotFound for any other."""
    if not IDENTIFIER.fullmatch(commitment_id):
        raise NotFound("that is no identifier")
    found = session.scalar(
        select(Commitment).where(Commitment.id == commitment_id, _is_visible_to(actor))
    )
    if found is None:
        raise NotFound("no such commitment for this college")
    return found


def get_for_writing(session: Session, commitment_id: str, *, actor: Actor) -> Commitment:
    """A draft that the actor writes. Raises NotFound for a stranger's, and TransitionNotAllowed
    for one that was sent or that the other college writes."""
    commitment = get(session, commitment_id, actor=actor)
    _refuse_other_writers(commitment, actor)
    return commitment


def given_by(session: Session, actor: Actor) -> list[Commitment]:
    """Commitments of the actor's college, newest term first."""
    return _listed(session, Commitment.assisting_id == actor.organisation_id)


def sent_to(session: Session, actor: Actor) -> list[Commitment]:
    """Commitments that the actor's college was sent, newest term first."""
    return _listed(session, _was_sent_to(actor))


def count_to_confirm(session: Session, actor: Actor) -> int:
    """Commitments that wait for the word of the actor's college."""
    return sum(Event.CONFIRM in events_open_to(one, actor) for one in sent_to(session, actor))


def partners(session: Session, catalogue: Catalogue, *, actor: Actor) -> list[Organisation]:
    """Receiving colleges, by name: samples for a sample college and real ones for a real one."""
    own = session.get_one(Organisation, actor.organisation_id)
    receiving = [
        college.id
        for college in catalogue.colleges.values()
        if college.pairing_role is PairingRole.RECEIVING and college.id != own.college_id
    ]
    return list(
        session.scalars(
            select(Organisation)
            .where(Organisation.college_id.in_(receiving), Organisation.is_sample == own.is_sample)
            .order_by(Organisation.name, Organisation.id)
        )
    )


def start(session: Session, *, receiving: Organisation, basics: Basics, actor: Actor) -> Commitment:
    """A new draft of the actor's college."""
    commitment = Commitment(
        assisting_id=actor.organisation_id,
        receiving_id=receiving.id,
        is_trial=receiving.is_sample,
        purpose=basics.purpose,
        starts_on=basics.starts_on,
        ends_on=basics.ends_on,
    )
    workflow.begin(session, commitment, Event.START, actor=actor)
    return commitment


def open_for_writing(session: Session, commitment: Commitment, *, actor: Actor) -> None:
    """Lock the row and look once more; raises TransitionNotAllowed as `get_for_writing` does."""
    session.refresh(commitment, with_for_update=True)
    _refuse_other_writers(commitment, actor)


def change_basics(
    session: Session,
    commitment: Commitment,
    *,
    receiving: Organisation,
    basics: Basics,
    actor: Actor,
) -> None:
    """The partner can change until a version was sent to the first one."""
    open_for_writing(session, commitment, actor=actor)
    if commitment.versions_sent and receiving.id != commitment.receiving_id:
        raise FieldError("receiving", "已经给这所学校看过，不能换学校。请另写一份。")
    commitment.receiving = receiving
    commitment.is_trial = receiving.is_sample
    commitment.purpose = basics.purpose
    commitment.starts_on = basics.starts_on
    commitment.ends_on = basics.ends_on
    session.flush()


def change_specialties(
    session: Session, commitment: Commitment, *, specialties: list[str], actor: Actor
) -> None:
    """Raises FieldError when an item still stands under a specialty that is taken out."""
    open_for_writing(session, commitment, actor=actor)
    if not specialties:
        raise FieldError("specialties", "至少选一个专业。")
    for item in commitment.live_items:
        if item.specialty is not None and item.specialty not in specialties:
            raise FieldError("specialties", f"“{item.what}”还写在这个专业下面，请先改那一项。")
    commitment.specialties = specialties
    session.flush()


def propose(
    session: Session, commitment: Commitment, *, catalogue: Catalogue, actor: Actor
) -> CommitmentVersion:
    """Freeze the terms as the next version and send them. Raises FieldError ("terms")."""
    session.refresh(commitment, with_for_update=True)
    terms = terms_of(commitment, catalogue)
    if lacking := missing(terms):
        raise FieldError("terms", "".join(lacking))
    number = commitment.versions_sent + 1
    workflow.advance(session, commitment, Event.PROPOSE, actor=actor, details={"version": number})
    return freeze(session, commitment, terms=terms, number=number, actor=actor)


def withdraw(session: Session, commitment: Commitment, *, actor: Actor) -> None:
    workflow.advance(session, commitment, Event.WITHDRAW, actor=actor)


def confirm(session: Session, commitment: Commitment, *, version: int, actor: Actor) -> None:
    """`version` is the one that the reader saw; raises TransitionNotAllowed when it is not the
    last one any more."""
    session.refresh(commitment, with_for_update=True)
    if version != commitment.versions_sent:
        raise TransitionNotAllowed("对方刚刚改过，你看的是旧的。请刷新页面，看过新的再确认。")
    workflow.advance(session, commitment, Event.CONFIRM, actor=actor, details={"version": version})


def ask_change(session: Session, commitment: Commitment, *, reason: str, actor: Actor) -> None:
    workflow.advance(session, commitment, Event.ASK_CHANGE, actor=actor, reason=reason)


def activate(session: Session, commitment: Commitment, *, agreement: str) -> None:
    """The agreement is in force, in the same transaction; `agreement` is its number."""
    workflow.advance(
        session, commitment, Event.ACTIVATE, actor=SYSTEM, details={"agreement": agreement}
    )


def reopen(session: Session, commitment: Commitment, *, agreement: str, reason: str) -> None:
    """The agreement was refused, in the same transaction: the terms can be mended."""
    workflow.advance(
        session,
        commitment,
        Event.REOPEN,
        actor=SYSTEM,
        reason=reason,
        details={"agreement": agreement},
    )


def _refuse_other_writers(commitment: Commitment, actor: Actor) -> None:
    if Party.ASSISTING not in commitment.standing_of(actor):
        raise TransitionNotAllowed("这份承诺由支援学校填写，你的账号不能改。")
    if commitment.state != State.DRAFT:
        raise TransitionNotAllowed("已经发出去的承诺不能改。要改，先把它收回来。")


def _was_sent_to(actor: Actor) -> ColumnElement[bool]:
    return and_(Commitment.receiving_id == actor.organisation_id, Commitment.versions_sent > 0)


def _is_visible_to(actor: Actor) -> ColumnElement[bool]:
    return or_(Commitment.assisting_id == actor.organisation_id, _was_sent_to(actor))


def _listed(session: Session, condition: ColumnElement[bool]) -> list[Commitment]:
    return list(
        session.scalars(
            select(Commitment)
            .where(condition)
            .options(joinedload(Commitment.assisting), joinedload(Commitment.receiving))
            .order_by(Commitment.starts_on.desc(), Commitment.created_at.desc(), Commitment.id)
        )
    )
