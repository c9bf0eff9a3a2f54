"""An agreement before it is locked: who may begin it, and who may write which part of it."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app import clock, workflow
from forms_app.agreements.details import Details, party_from, policies_from
from forms_app.agreements.models import Agreement
from forms_app.agreements.states import Event, Party, State
from forms_app.commitments.models import Commitment
from forms_app.commitments.states import State as CommitmentState
from forms_app.errors import Conflict, TransitionNotAllowed
from forms_app.workflow import Actor
from generator.catalogue import Catalogue
from generator.printing.agreement import AnnualTask, Trainee
from generator.printing.agreement import Party as PaperParty

TRIES = 5
PREFIX = "XZ"


def start(
    session: Session, commitment: Commitment, *, catalogue: Catalogue, actor: Actor
) -> Agreement:
    """A new agreement over a confirmed commitment, filled from the catalogue as far as it knows.

    Raises TransitionNotAllowed for a commitment that is not confirmed or not the actor's to
    write up, and Conflict when somebody else began one a moment ago.
    """
    session.refresh(commitment, with_for_update=True)
    if commitment.state != CommitmentState.CONFIRMED:
        raise TransitionNotAllowed("双方都确认了承诺，才能准备协议。")
    if commitment.assisting_id != actor.organisation_id:
        raise TransitionNotAllowed("协议由支援学校准备，准备好了你们会看到。")
    details = _first_details(commitment, catalogue)
    for _ in range(TRIES):
        try:
            with session.begin_nested():
                return _begin(session, commitment, details, actor)
        except IntegrityError:
            if _has_live_one(session, commitment):
                raise Conflict("协议已经有人在准备了。请回到承诺，从那里打开。") from None
    raise Conflict("刚才同时有几份协议在编号，请再按一次。")


def write_party(
    session: Session, agreement: Agreement, *, side: Party, party: PaperParty, actor: Actor
) -> None:
    """The assisting college writes both sides, the receiving one its own."""
    open_for_writing(session, agreement, actor=actor, side=side)
    _write(agreement, **{side.value: party})
    session.flush()


def write_clauses(
    session: Session, agreement: Agreement, *, policies: tuple[str, ...], money: str, actor: Actor
) -> None:
    open_for_writing(session, agreement, actor=actor, side=Party.ASSISTING)
    _write(agreement, policies=policies, money=money)
    session.flush()


def write_tasks(
    session: Session, agreement: Agreement, *, tasks: tuple[AnnualTask, ...], actor: Actor
) -> None:
    open_for_writing(session, agreement, actor=actor, side=Party.ASSISTING)
    _write(agreement, tasks=tasks)
    session.flush()


def write_teachers(
    session: Session,
    agreement: Agreement,
    *,
    teachers: tuple[Trainee, ...],
    agrees: bool,
    actor: Actor,
) -> None:
    """Either college writes the list and gives its own consent to print it; a list that changed
    takes the other college's consent back."""
    side = open_for_writing(session, agreement, actor=actor, side=Party.RECEIVING)
    other = Party.RECEIVING if side is Party.ASSISTING else Party.ASSISTING
    consents = {f"named_by_{side.value}": agrees}
    if teachers != agreement.details.teachers:
        consents[f"named_by_{other.value}"] = False
    _write(agreement, teachers=teachers, **consents)
    session.flush()


def open_for_writing(session: Session, agreement: Agreement, *, actor: Actor, side: Party) -> Party:
    """Lock the row; answer which side the actor is. Raises TransitionNotAllowed when the text is
    locked, or this part is not for the actor."""
    session.refresh(agreement, with_for_update=True)
    return may_write(agreement, actor=actor, side=side)


def may_write(agreement: Agreement, *, actor: Actor, side: Party) -> Party:
    """The actor's side, when it may write the part of `side`; raises TransitionNotAllowed."""
    if agreement.state != State.DRAFTING:
        raise TransitionNotAllowed("文本已经锁定，不能再改。")
    standing = agreement.standing_of(actor)
    if Party.ASSISTING in standing:
        return Party.ASSISTING
    if side is Party.RECEIVING and Party.RECEIVING in standing:
        return Party.RECEIVING
    raise TransitionNotAllowed("这一部分由支援学校填写，你的账号不能改。")


def _write(agreement: Agreement, **parts: object) -> None:
    now = agreement.details
    fields = {name: getattr(now, name) for name in Details.model_fields} | parts
    agreement.details_text = Details.model_validate(fields).model_dump_json()


def _first_details(commitment: Commitment, catalogue: Catalogue) -> Details:
    colleges = catalogue.colleges
    return Details(
        assisting=party_from(
            colleges.get(commitment.assisting.college_id or ""), name=commitment.assisting.name
        ),
        receiving=party_from(
            colleges.get(commitment.receiving.college_id or ""), name=commitment.receiving.name
        ),
        policies=policies_from(catalogue),
    )


def _begin(session: Session, commitment: Commitment, details: Details, actor: Actor) -> Agreement:
    agreement = Agreement(
        commitment=commitment,
        serial=_next_serial(session),
        is_trial=commitment.is_trial,
        details_text=details.model_dump_json(),
    )
    workflow.begin(session, agreement, Event.START, actor=actor)
    return agreement


def _next_serial(session: Session) -> str:
    """XZ-2026-0001: counted within the year of China's calendar; the unique column decides."""
    stem = f"{PREFIX}-{clock.today().year}-"
    taken = session.scalars(
        select(Agreement.serial)
        .where(Agreement.serial.startswith(stem))
        .order_by(func.length(Agreement.serial).desc(), Agreement.serial.desc())
        .limit(1)
    ).first()
    return f"{stem}{int(taken.rpartition('-')[2]) + 1 if taken else 1:04d}"


def _has_live_one(session: Session, commitment: Commitment) -> bool:
    statement = select(Agreement.id).where(
        Agreement.commitment_id == commitment.id, Agreement.state != State.REFUSED
    )
    return session.scalars(statement).first() is not None
