"""Requests for a copy and for erasure, what is left of an erased application, and the sweeps."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app import clock
from forms_app.applications.models import Application
from forms_app.models import Base
from forms_app.rights.states import ERASURE, OPEN, Party
from forms_app.workflow import Actor, Role, Subject, Workflow
from generator.divisions.places import prefix_of

_OPEN = text(f"state IN ({', '.join(repr(str(state)) for state in sorted(OPEN))})")


class CopyRequest(Base):
    """Somebody asked for everything that is kept of one application. Appended, never changed."""

    __tablename__ = "copy_request"
    __table_args__ = (Index("ix_copy_request_application", "application_id", "at"),)

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    account_id: Mapped[str | None] = mapped_column(String(32))
    """Set when a desk asked for a family that stood before it."""
    shown_as: Mapped[str] = mapped_column(String(250))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class ErasureRequest(Subject):
    """A family wants its data gone. The row outlives the data, and says nothing of the child."""

    __tablename__ = "erasure_request"
    __table_args__ = (
        Index(
            "uq_erasure_request_open",
            "application_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_erasure_request_due", "state", "due_at", "id"),
    )
    workflow: ClassVar[Workflow] = ERASURE

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    due_at: Mapped[datetime]
    """Scheduled: when it is erased. With an office: by when the family has an answer."""
    proposed_by: Mapped[str | None] = mapped_column(String(32))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)

    application: Mapped[Application] = relationship()

    def standing_of(self, actor: Actor) -> frozenset[StrEnum]:
        if actor.is_system:
            return frozenset({Party.SYSTEM})
        if actor.application_id == self.application_id:
            return frozenset({Party.FAMILY})
        if not self._is_office(actor):
            return frozenset()
        is_second = self.proposed_by not in {None, actor.account_id}
        return frozenset({Party.OFFICE, Party.SECOND_PERSON} if is_second else {Party.OFFICE})

    def _is_office(self, actor: Actor) -> bool:
        """A college whose file was taken back may still help it to disappear."""
        if actor.role is Role.COUNTY_DESK and actor.division:
            return (self.application.home_county or "").startswith(prefix_of(actor.division))
        is_college = actor.role in {Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER}
        own = actor.organisation_id
        return (
            is_college and own is not None and own == self.application.first_college_organisation()
        )


class Remainder(Base):
    """All that is left of an erased application, without a way back to it: figures, no child."""

    __tablename__ = "remainder"
    __table_args__ = (Index("ix_remainder_cycle", "cycle", "outcome"),)

    cycle: Mapped[str] = mapped_column(String(80))
    is_trial: Mapped[bool]
    age_band: Mapped[str] = mapped_column(String(20))
    home_county: Mapped[str | None] = mapped_column(String(6))
    programme_id: Mapped[str | None] = mapped_column(String(80))
    """The first choice: college and specialty follow from it."""
    outcome: Mapped[str] = mapped_column(String(40))


class Sweep(Base):
    """One run of the retention sweep: what it did, in counts."""

    __tablename__ = "sweep"
    __table_args__ = (Index("ix_sweep_begun", "begun_at"),)

    begun_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    """Empty when it broke off: the next one goes on where it stopped."""
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    is_scrubbed: Mapped[bool] = mapped_column(default=False)
    """What was erased before `begun_at` has left the files of the database, too."""
