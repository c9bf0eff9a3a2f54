"""State changes, in one place: one table a feature, `advance` for all, a row of history for each.

Nothing else assigns `.state`. Buttons are asked from the same table by `events_open_to`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_app import clock
from forms_app.errors import FieldError, TransitionNotAllowed
from forms_app.languages.texts import said
from forms_app.models import Base, History


class Role(StrEnum):
    """What a staff account may be; each is bound to one organisation."""

    COLLEGE_OFFICER = "college_officer"
    COLLEGE_SIGNER = "college_signer"
    COUNTY_DESK = "county_desk"
    SCHOOL = "school"
    """A teacher of a middle school: fills in for families, sees no application but by 取件码."""
    VILLAGE = "village"
    """A village or township worker, likewise."""
    AUTHORITY = "authority"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `shown_as` is what a family reads: an office or 家里人, never more."""

    shown_as: str
    account_id: str | None = None
    role: Role | None = None
    organisation_id: str | None = None
    division: str | None = None
    """Where the organisation's task ends, as far as it has a place; narrows a county desk."""
    application_id: str | None = None
    """Set when the actor is a family that opened this one application."""
    sitting_id: str | None = None
    """Set when a helper, who named himself in this visit, acts for that family."""
    guardian_of: str | None = None
    """Set when the actor is whoever holds the 同意码 of this one application."""
    is_system: bool = False


SYSTEM = Actor(shown_as=said("系统"), is_system=True)


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of a table: from this state, this event, to that state, by these parties."""

    source: StrEnum | None
    event: StrEnum
    target: StrEnum
    by: frozenset[StrEnum]
    needs_reason: bool = False


def row(
    source: StrEnum | None, event: StrEnum, target: StrEnum, *by: StrEnum, reason: bool = False
) -> Transition:
    """A transition as it is written in a table; `reason` says that one must be given."""
    return Transition(source, event, target, frozenset(by), needs_reason=reason)


class Workflow:
    """A feature's table. Refuses to exist when a state or an event is left out of it."""

    def __init__(
        self,
        kind: str,
        *,
        states: type[StrEnum],
        events: type[StrEnum],
        transitions: tuple[Transition, ...],
    ) -> None:
        self.kind = kind
        self.states = states
        self.events = events
        self.transitions = transitions
        self._rows = {(row.source, row.event): row for row in transitions}
        if len(self._rows) != len(transitions):
            raise ValueError(f"{kind}: two rows for one state and event")
        if {row.event for row in transitions} != set(events):
            raise ValueError(f"{kind}: an event without a row")
        if {row.target for row in transitions} != set(states):
            raise ValueError(f"{kind}: a state that nothing leads to")

    def row(self, source: str | None, event: StrEnum) -> Transition | None:
        state = None if source is None else self.states(source)
        return self._rows.get((state, event))

    def rows_from(self, source: str | None) -> tuple[Transition, ...]:
        """Rows that start here, in the table's order."""
        return tuple(row for row in self.transitions if row.source == source)


class Subject(Base):
    """A row with a state. `standing_of` says which parties an actor is, on this very row."""

    __abstract__ = True
    workflow: ClassVar[Workflow]

    state: Mapped[str] = mapped_column(String(40))

    @abstractmethod
    def standing_of(self, actor: Actor) -> frozenset[StrEnum]:
        """Which parties of the feature this actor is here; empty for a stranger."""


Listener = Callable[[Session, Any, History], None]
_LISTENERS: dict[tuple[str, str], list[Listener]] = {}


def after(workflow: Workflow, *events: StrEnum) -> Callable[[Listener], Listener]:
    """Name a function that `advance` calls after these events, inside the same transaction.

    So a feature that builds on another keeps its own rows in step, and the other never knows it.
    The function gets the session, the subject and the new history row; what it raises, refuses
    the whole change.
    """
    if unknown := [str(event) for event in events if event not in workflow.events]:
        raise ValueError(f"{workflow.kind} has no {', '.join(unknown)}")

    def register(listener: Listener) -> Listener:
        for event in events:
            _LISTENERS.setdefault((workflow.kind, event), []).append(listener)
        return listener

    return register


def events_open_to(subject: Subject, actor: Actor) -> list[StrEnum]:
    """The events that this actor may cause now, in the table's order: the buttons of a page."""
    standing = subject.standing_of(actor)
    return [row.event for row in subject.workflow.rows_from(subject.state) if row.by & standing]


def begin(session: Session, subject: Subject, event: StrEnum, *, actor: Actor) -> History:
    """Give a new subject its first state and its first history row; adds it to the session."""
    row = subject.workflow.row(None, event)
    if row is None:
        raise TransitionNotAllowed(f"{subject.workflow.kind} does not begin with {event}")
    subject.state = row.target
    session.add(subject)
    session.flush()
    return _append(session, subject, row, actor=actor, source=None, reason=None, details={})


def advance(
    session: Session,
    subject: Subject,
    event: StrEnum,
    *,
    actor: Actor,
    reason: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> History:
    """Move `subject` along one row of its table and append the history row.

    Locks the row first and reads its state anew, so that two people at once cannot both move it.
    Raises TransitionNotAllowed when the table has no such row for this actor, and FieldError
    ("reason") when the row asks for a reason and there is none. Adds and flushes; never commits.
    """
    session.flush()
    session.refresh(subject, with_for_update=True)
    row = subject.workflow.row(subject.state, event)
    if row is None:
        raise TransitionNotAllowed(said("这一步现在做不了：状态刚刚变过。请刷新页面再看。"))
    if not row.by & subject.standing_of(actor):
        raise TransitionNotAllowed(said("这一步要由别的部门来做，你的账号不能代替。"))
    if row.needs_reason and not (reason or "").strip():
        raise FieldError("reason", said("写清楚原因，对方要看得懂。"))
    source = subject.state
    subject.state = row.target
    entry = _append(
        session, subject, row, actor=actor, source=source, reason=reason, details=details or {}
    )
    for listener in _LISTENERS.get((subject.workflow.kind, event), ()):
        listener(session, subject, entry)
    return entry


def history_of(session: Session, subject: Subject) -> list[History]:
    """Every change of this subject, oldest first."""
    return list(
        session.scalars(
            select(History)
            .where(History.subject_kind == subject.workflow.kind, History.subject_id == subject.id)
            .order_by(History.number)
        )
    )


def _append(
    session: Session,
    subject: Subject,
    row: Transition,
    *,
    actor: Actor,
    source: str | None,
    reason: str | None,
    details: Mapping[str, Any],
) -> History:
    kind = subject.workflow.kind
    last = session.scalar(
        select(func.max(History.number)).where(
            History.subject_kind == kind, History.subject_id == subject.id
        )
    )
    party = sorted(str(party) for party in row.by & subject.standing_of(actor)) or ["system"]
    entry = History(
        subject_kind=kind,
        subject_id=subject.id,
        number=(last or 0) + 1,
        event=row.event,
        from_state=source,
        to_state=row.target,
        by=party[0],
        account_id=actor.account_id,
        shown_as=actor.shown_as,
        reason=reason,
        details=dict(details),
        at=clock.now(),
    )
    session.add(entry)
    session.flush()
    return entry
