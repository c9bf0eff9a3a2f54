"""The items of a commitment that is being written: add, change, copy, remove, put back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.commitments.models import Commitment, CommitmentItem
from forms_app.commitments.services import open_for_writing
from forms_app.commitments.terms import chinese
from forms_app.errors import Conflict, FieldError, NotFound
from forms_app.workflow import Actor
from generator.schema.enums import AidItemKind

MOST_ITEMS = 60
"""As many as an agreement's table holds."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What a person types for one item; `value` in whole yuan."""

    kind: AidItemKind
    what: str
    specialty: str | None
    quantity: int
    unit: str
    value: int | None
    due: date
    evidence: str


def get(commitment: Commitment, item_id: str) -> CommitmentItem:
    """The item of this very commitment, or NotFound."""
    for item in commitment.items:
        if item.id == item_id:
            return item
    raise NotFound("no such item in this commitment")


def add(
    session: Session, commitment: Commitment, *, facts: ItemFacts, actor: Actor
) -> CommitmentItem:
    """Raises FieldError for a date outside the term, Conflict when the table is full."""
    open_for_writing(session, commitment, actor=actor)
    _check(commitment, facts)
    return _append(session, commitment, facts)


def change(
    session: Session,
    commitment: Commitment,
    item: CommitmentItem,
    *,
    facts: ItemFacts,
    actor: Actor,
) -> None:
    """Write the new facts over the old ones; what was sent before stays in its version."""
    open_for_writing(session, commitment, actor=actor)
    _check(commitment, facts)
    for name, value in asdict(facts).items():
        setattr(item, name, value)
    session.flush()


def copy(
    session: Session, commitment: Commitment, item: CommitmentItem, *, actor: Actor
) -> CommitmentItem:
    """A second item with the same facts, at the end of the list."""
    open_for_writing(session, commitment, actor=actor)
    return _append(session, commitment, facts_of(item))


def remove(session: Session, commitment: Commitment, item: CommitmentItem, *, actor: Actor) -> None:
    """Take the item out of the list; it stays in reach of `restore`."""
    open_for_writing(session, commitment, actor=actor)
    item.removed_at = item.removed_at or clock.now()
    session.flush()


def restore(
    session: Session, commitment: Commitment, item: CommitmentItem, *, actor: Actor
) -> None:
    """Put a removed item back where it stood."""
    open_for_writing(session, commitment, actor=actor)
    if item.removed_at is not None:
        _leave_room(commitment)
    item.removed_at = None
    session.flush()


def facts_of(item: CommitmentItem) -> ItemFacts:
    return ItemFacts(
        kind=AidItemKind(item.kind),
        what=item.what,
        specialty=item.specialty,
        quantity=item.quantity,
        unit=item.unit,
        value=item.value,
        due=item.due,
        evidence=item.evidence,
    )


def _append(session: Session, commitment: Commitment, facts: ItemFacts) -> CommitmentItem:
    _leave_room(commitment)
    last = max((item.position for item in commitment.items), default=0)
    item = CommitmentItem(commitment=commitment, position=last + 1, **asdict(facts))
    session.add(item)
    session.flush()
    return item


def _leave_room(commitment: Commitment) -> None:
    if len(commitment.live_items) >= MOST_ITEMS:
        raise Conflict(f"一份承诺最多写 {MOST_ITEMS} 项，请合并几项，或者另写一份。")


def _check(commitment: Commitment, facts: ItemFacts) -> None:
    if not commitment.starts_on <= facts.due <= commitment.ends_on:
        raise FieldError(
            "due",
            f"完成日期要在 {chinese(commitment.starts_on)} 到 {chinese(commitment.ends_on)} 之间。",
        )
    if facts.specialty is not None and facts.specialty not in commitment.specialties:
        raise FieldError("specialty", "这个专业不在承诺里，请重新选，或先去加上它。")
