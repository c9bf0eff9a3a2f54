"""A helper's visit to one application, and every change made in it. Names are sealed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from forms_app import clock
from forms_app.models import Base
from forms_app.sealing import Sealed

_WAITING = text("is_proposed AND confirmed_at IS NULL AND declined_at IS NULL AND ended_at IS NULL")


HELP = "help"
"""What is looked at when somebody with an account opens an application to help: written down apart
from the looks of those whose task it is (N13)."""


class Authority(StrEnum):
    """How the guardian let the helper fill in, as the helper says."""

    PRESENT = "监护人在旁边"
    BY_PHONE = "打电话问过监护人"
    ON_PAPER = "监护人在纸上签了字"


class Sitting(Base):
    """One browser, one application, one helper: from naming himself to the end of the visit."""

    __tablename__ = "helper_sitting"
    __table_args__ = (UniqueConstraint("application_id", "visit_index"),)

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    visit_index: Mapped[str] = mapped_column(String(64), index=True)
    """Blind index of the visit's token: an older copy of its cookie is the same visit."""
    kind: Mapped[str] = mapped_column(String(20))
    name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    name = Sealed("name_sealed")
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone = Sealed("phone_sealed")
    institution_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    institution = Sealed("institution_sealed")
    helper_index: Mapped[str] = mapped_column(String(64), index=True)
    """Blind index of name and phone, by which a county sees one helper's children together."""
    institution_index: Mapped[str | None] = mapped_column(String(64), index=True)
    account_id: Mapped[str | None] = mapped_column(String(32))
    """The staff account that was logged in; with its login the visit ends."""
    authority: Mapped[str | None] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def words(self) -> str:
        """Everything that the helper said of himself, in one line."""
        said = (self.kind, self.name, self.phone, self.institution, self.authority)
        return " ".join(word for word in dict.fromkeys(said) if word)


class HelperEdit(Base):
    """One change of a sitting, stored or proposed; `number` counts 1, 2, 3 in the application."""

    __tablename__ = "helper_edit"
    __table_args__ = (
        UniqueConstraint("application_id", "number"),
        Index("ix_helper_edit_at", "at", "id"),
        Index(
            "uq_helper_edit_waiting",
            "application_id",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
    )

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    sitting_id: Mapped[str] = mapped_column(ForeignKey("helper_sitting.id"), index=True)
    number: Mapped[int]
    fields: Mapped[list[str]]
    """Names in `Answers` of what changed."""
    before_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    before_text = Sealed("before_sealed")
    after_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    after_text = Sealed("after_sealed")
    """The answers of the pages that changed, as JSON, before and after."""
    changes_choices: Mapped[bool]
    is_after_sending: Mapped[bool]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_at: Mapped[datetime | None]
    """The family said that it is right; of a proposal: from then on it is stored."""
    reverted_at: Mapped[datetime | None]
    """The family put it back."""
    is_proposed: Mapped[bool] = mapped_column(default=False)
    """It came too late to be stored without the guardian, and waits; one at a time."""
    declined_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """Taken back by its helper, or overtaken by a newer one or by the answers themselves."""
    answered_by: Mapped[str | None] = mapped_column(String(100))
    """How whoever agreed or declined is shown, without a name."""

    @property
    def is_waiting(self) -> bool:
        answers = (self.confirmed_at, self.declined_at, self.ended_at)
        return self.is_proposed and not any(answers)
