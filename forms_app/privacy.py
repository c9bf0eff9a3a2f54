"""Who looked at whom, and how a personal value is shown to somebody who need not see all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_app import clock
from forms_app.extensions import db
from forms_app.languages.texts import said
from forms_app.models import Base
from forms_app.workflow import Actor


class View(Base):
    """One look of one account at one person's record. Kept three years, never changed."""

    __tablename__ = "view"
    __table_args__ = (Index("ix_view_subject", "subject_kind", "subject_id", "at"),)

    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(32))
    account_id: Mapped[str] = mapped_column(String(32))
    shown_as: Mapped[str] = mapped_column(String(250))
    what: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(default=clock.now)


def record_view(*, subject_kind: str, subject_id: str, actor: Actor, what: str) -> None:
    """Write down a look, in a short transaction of its own, before the page is shown.

    A page with personal data is a GET, and GET sessions cannot write; a look that could not be
    written down is not granted, so errors are not caught here.
    """
    with db.writing_session() as session:
        add_view(session, subject_kind=subject_kind, subject_id=subject_id, actor=actor, what=what)
        session.commit()


def add_view(
    session: Session, *, subject_kind: str, subject_id: str, actor: Actor, what: str
) -> None:
    """Write down a look in a session that writes anyway: a POST, which commits before it shows."""
    if actor.account_id is None:
        return
    session.add(
        View(
            subject_kind=subject_kind,
            subject_id=subject_id,
            account_id=actor.account_id,
            shown_as=actor.shown_as,
            what=what,
        )
    )
    session.flush()


def views_of(session: Session, *, subject_kind: str, subject_id: str) -> list[View]:
    """Every look at this record, newest first."""
    return list(
        session.scalars(
            select(View)
            .where(View.subject_kind == subject_kind, View.subject_id == subject_id)
            .order_by(View.at.desc(), View.id)
        )
    )


@dataclass(frozen=True, slots=True)
class Looks:
    """All looks of one person for one purpose; `at` is the last one."""

    shown_as: str
    what: str
    at: datetime
    count: int


def gathered(views: Iterable[View]) -> list[Looks]:
    """One line a person and purpose, in the order of the last look, newest first."""
    found: dict[tuple[str, str, str], list[View]] = {}
    for view in views:
        found.setdefault((view.account_id, view.shown_as, view.what), []).append(view)
    lines = [
        Looks(shown_as, what, max(view.at for view in looks), len(looks))
        for (_, shown_as, what), looks in found.items()
    ]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def masked_identity(number: str | None) -> str:
    """`513431********1234`: county and last four, as on a ticket."""
    if not number:
        return said("没有填")
    return number[:6] + "*" * max(len(number) - 10, 0) + number[-4:]


def masked_phone(number: str | None) -> str:
    """`138****1234`, and a fixed line without its middle."""
    if not number:
        return said("没有填")
    return number[:3] + "*" * max(len(number) - 7, 0) + number[-4:]
