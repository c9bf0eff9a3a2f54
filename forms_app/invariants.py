"""The promises N1-N14 asked of the rows themselves: what `flask verify` counts. Reads only.

A promise that no row can show is listed too, with what holds it instead, so that nobody takes a
silent list for a full one. Names no child: rows are told by their random identifiers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from forms_app.agreements.services import check_hashes, count_papers
from forms_app.allocation import checks as allocation
from forms_app.applications import checks as applications
from forms_app.applications.helping import checks as helping
from forms_app.models import Base, Checked, History, count_rows, ids, stream
from forms_app.rights import checks as rights
from forms_app.sealing import SealBroken, Sealed
from forms_app.workflow import Subject

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One invariant: how many rows were looked at and which break it."""

    name: str
    promise: str
    checked: int
    broken: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many rows break it."""
        return len(self.broken)

    @property
    def text(self) -> str:
        """One line: the promise, what was checked, and the first rows that break it."""
        told = f"{self.promise} ({self.checked} checked)"
        if not self.broken:
            return told
        shown = ", ".join(self.broken[:MOST_SHOWN])
        more = self.count - MOST_SHOWN
        return f"{told}: {shown}{f' and {more} more' if more > 0 else ''}"


def verify(session: Session) -> list[Finding]:
    """Every invariant, in order; a session that only reads is enough."""
    found = []
    for name, promise, look in INVARIANTS:
        checked, broken = look(session)
        found.append(Finding(name, promise, checked, tuple(broken)))
    return found


def states(session: Session) -> Checked:
    """Every subject is in the state that its history ends with."""
    checked, broken = 0, list[str]()
    for subject in _subjects():
        last = (
            select(History.to_state)
            .where(History.subject_kind == subject.workflow.kind, History.subject_id == subject.id)
            .order_by(History.number.desc())
            .limit(1)
            .scalar_subquery()
        )
        differs = func.coalesce(last != subject.state, True)
        checked += count_rows(session, of=subject)
        broken += ids(session, select(subject.id).where(differs).order_by(subject.id))
    return checked, broken


def steps(session: Session) -> Checked:
    """Histories count 1, 2, 3; each step is a row of the table, from where the last one led."""
    rows = {
        (table.kind, row.source, row.event, row.target)
        for table in (subject.workflow for subject in _subjects())
        for row in table.transitions
    }
    checked, broken = 0, dict[str, None]()
    before: tuple[str, str, int, str | None] = ("", "", 0, None)
    for entry in stream(session, History, *_STEP, order=_STEP[:3]):
        checked += 1
        kind, subject_id, number, state = before
        if (entry.subject_kind, entry.subject_id) != (kind, subject_id):
            number, state = 0, None
        step = (entry.subject_kind, entry.from_state, entry.event, entry.to_state)
        if entry.number != number + 1 or entry.from_state != state or step not in rows:
            broken[entry.subject_id] = None
        before = (entry.subject_kind, entry.subject_id, entry.number, entry.to_state)
    return checked, list(broken)


def seals(session: Session) -> Checked:
    """Every sealed value opens, in the row and column that it was sealed for."""
    checked, broken = 0, list[str]()
    for table, name, column in _sealed():
        for row in stream(session, table, column, where=column.is_not(None)):
            checked += 1
            try:
                getattr(row, name)
            except SealBroken:
                broken.append(f"{table.__tablename__}.{name} of {row.id}")
    return checked, broken


def _hashes(session: Session) -> Checked:
    return count_papers(session), check_hashes(session)


def _held_elsewhere(_session: Session) -> Checked:
    return 0, []


_STEP = (
    History.subject_kind,
    History.subject_id,
    History.number,
    History.from_state,
    History.event,
    History.to_state,
)


def _subjects() -> list[type[Subject]]:
    """Every table with a state, by the name of its table of transitions."""
    return sorted(Subject.__subclasses__(), key=lambda subject: subject.workflow.kind)


def _sealed() -> Iterator[tuple[type[Base], str, InstrumentedAttribute[bytes | None]]]:
    """Every sealed attribute: its table, its name, and the column with the ciphertext."""
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__):
        for name, attribute in vars(mapper.class_).items():
            if isinstance(attribute, Sealed):
                yield mapper.class_, name, getattr(mapper.class_, attribute.column)


INVARIANTS: tuple[tuple[str, str, Callable[[Session], Checked]], ...] = (
    (
        "N1",
        "a submitted application has number, moment, version and history",
        applications.receipts,
    ),
    ("N2", "no child has two live applications in a cycle", applications.live_applications),
    ("N3", "no seat has two live offers, none is closed under one", allocation.seats),
    ("N4", "offered and accepted hold one seat, others none", allocation.seats_of_children),
    ("N5", "drafts outlive login and token: held by tests, no row can show it", _held_elsewhere),
    ("N6", "a code has its own index and no more wrong tries than allowed", applications.codes),
    ("N7", "each change of a helper has its trace, no choice was changed late", helping.traces),
    ("N8", "a family declines, two people refuse, the system neither", applications.named_people),
    ("N9", "no unverified allocation: there is no allocation run yet", _held_elsewhere),
    ("N10", "a locked agreement is the bytes that were locked and signed", _hashes),
    ("N11", "a trial stays among samples, and nothing real does", allocation.trials),
    ("N12", "nothing personal in public: the list has two columns, held by tests", _held_elsewhere),
    ("N13", "whoever opened an application had it as a task", applications.views),
    ("N14", "no name lost a character on its way here", applications.names),
    (
        "declined",
        "what a family declined was not offered to it again",
        allocation.declined_for_good,
    ),
    ("erased", "nothing of a child is left of what is called erased", rights.erased),
    ("state", "every subject is where its history ends", states),
    ("steps", "every history is whole and follows its table", steps),
    ("seals", "every sealed value opens in its own place", seals),
)
