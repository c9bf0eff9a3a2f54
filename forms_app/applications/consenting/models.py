"""Consents that were given or taken back, added and never changed; and the 同意码 to give them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from forms_app import clock
from forms_app.applications.answers import Consent
from forms_app.models import Base
from forms_app.sealing import Sealed

_OPEN = text("ended_at IS NULL")
_WAITING = text("confirmed_at IS NULL AND denied_at IS NULL AND ended_at IS NULL")


class ConsentEntry(Base):
    """The whole record is sealed, because it names the giver; what counts stands in the clear."""

    __tablename__ = "consent_entry"
    __table_args__ = (UniqueConstraint("application_id", "number"),)

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    number: Mapped[int]
    """1, 2, 3 … in one application, in the order in which they came."""
    kind: Mapped[str] = mapped_column(String(20))
    agreed: Mapped[bool]
    at: Mapped[datetime]
    record_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    record_text = Sealed("record_sealed")

    @property
    def record(self) -> Consent:
        """The consent as it was given or taken back; opened from the seal at each call."""
        return Consent.model_validate_json(self.record_text or "")


class GuardianLink(Base):
    """One 同意码 that the family passed on.

    Opens the consents of one application and a change that waits for the guardian, nothing else.
    """

    __tablename__ = "guardian_link"
    __table_args__ = (
        Index(
            "uq_guardian_link_open",
            "application_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    code_index: Mapped[str] = mapped_column(String(64), unique=True)
    code_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    code = Sealed("code_sealed")
    """For the family that passes it on; gone once the link is ended."""
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """A newer one took its place."""
    sitting_id: Mapped[str | None] = mapped_column(ForeignKey("helper_sitting.id"))
    """The helper in whose visit it was made; what is answered with it says so."""


class HelperAnswer(Base):
    """A helper, or somebody on a helper's device, tried to answer for the guardian: not kept.

    Who it was stands sealed; one row a person and reason, so that pressing again grows nothing.
    """

    __tablename__ = "helper_answer"
    __table_args__ = (
        UniqueConstraint("application_id", "why", "who_index"),
        Index("ix_helper_answer_at", "last_at", "id"),
    )

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    why: Mapped[str] = mapped_column(String(20))
    who_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    who = Sealed("who_sealed")
    """What is known of the one who tried, in one line."""
    who_index: Mapped[str] = mapped_column(String(64))
    """Blind index of `who`."""
    times: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_at: Mapped[datetime] = mapped_column(default=clock.now)


class WitnessedCall(Base):
    """A consent read out on the telephone, as far as accounts say so.

    It waits for the one who listened, and is a consent when he says so under his own login. What
    was answered stands sealed while it waits, and in the consents after that.
    """

    __tablename__ = "witnessed_call"
    __table_args__ = (
        CheckConstraint("read_account_id <> heard_account_id", name="two_people"),
        Index(
            "uq_witnessed_call_waiting",
            "application_id",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
    )

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    serial: Mapped[str] = mapped_column(String(8), unique=True)
    """What the reader tells the one who listened."""
    reply_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reply_text = Sealed("reply_sealed")
    sitting_id: Mapped[str | None] = mapped_column(ForeignKey("helper_sitting.id"))
    """The helper's visit in which it was written down."""
    read_account_id: Mapped[str | None] = mapped_column(String(32))
    """None for a reader who has no account."""
    heard_account_id: Mapped[str | None] = mapped_column(String(32))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_at: Mapped[datetime | None]
    denied_at: Mapped[datetime | None]
    """The one who listened says that it was not so."""
    ended_at: Mapped[datetime | None]
    """Written down anew, or given up."""
