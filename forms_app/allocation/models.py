"""Seats, which exist before anybody asks for one, and the offers that hold them.

A seat is free when no live offer names it. Two live offers of one seat (N3) or to one child (N4)
are refused by two partial unique indexes, whatever the code above them does.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app import clock
from forms_app.models import Base

_LIVE = text("is_live")


class Seat(Base):
    """One place in one programme. Closed when the plan shrinks, never deleted."""

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("programme_id", "is_green_channel", "number"),
        UniqueConstraint("id", "programme_id"),
        CheckConstraint("number >= 1", name="number_from_one"),
        Index("ix_seat_organisation", "organisation_id", "programme_id"),
    )

    programme_id: Mapped[str] = mapped_column(String(80))
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"))
    is_green_channel: Mapped[bool]
    number: Mapped[int]
    """1, 2, 3 … within the programme's green-channel or ordinary seats."""
    is_trial: Mapped[bool] = mapped_column(default=False)
    """A sample's seat: counts in no figure."""
    closed_at: Mapped[datetime | None]


class Offer(Base):
    """A seat held for one application. Live until it is declined, withdrawn or taken back."""

    __tablename__ = "offer"
    __table_args__ = (
        Index(
            "uq_offer_live_seat", "seat_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE
        ),
        Index(
            "uq_offer_live_application",
            "application_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        # An offer names the programme of its seat, and no other.
        ForeignKeyConstraint(
            ["seat_id", "programme_id"], ["seat.id", "seat.programme_id"], name="fk_offer_seat"
        ),
        CheckConstraint("is_live = (ended_at IS NULL)", name="live_until_it_ends"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="an_end_has_its_event"),
        CheckConstraint("accept_by > made_at", name="time_to_answer"),
        Index("ix_offer_open", "is_live", "accept_by", "id"),
    )

    seat_id: Mapped[str] = mapped_column(String(32))
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    programme_id: Mapped[str] = mapped_column(String(80))
    is_live: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by: Mapped[str | None] = mapped_column(String(32))
    accept_by: Mapped[datetime]
    """When it has passed the college rings up; nothing happens by itself (N8)."""
    answered_at: Mapped[datetime | None]
    """When the family said yes; a no ends the offer."""
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(String(40))
    """The event of the application that ended it."""

    seat: Mapped[Seat] = relationship(lazy="joined")

    @property
    def is_overdue(self) -> bool:
        """Past its day without an answer: somebody has to call the family."""
        return self.is_live and self.answered_at is None and self.accept_by < clock.now()
