"""Forms printed to be filled in by pen, and classes that were loaded from a sheet.

Nothing that a child or a guardian wrote is kept here; it is in the application.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forms_app import clock
from forms_app.models import Base
from forms_app.sealing import Sealed


class Whereabouts(StrEnum):
    """What became of a printed form; read from its row, never stored."""

    PRINTED = "还没有录入"
    TYPED_IN = "已经录入"
    SPOILED = "已经作废"


class Spoiled(StrEnum):
    """Why a form is used no more."""

    MISWRITTEN = "写坏了"
    MISPRINTED = "印坏了"
    LOST = "丢了"
    NOT_NEEDED = "不用了"


class PenForm(Base):
    """One printed copy. One serial is one application at most: the index says so."""

    __tablename__ = "pen_form"
    __table_args__ = (
        Index("ix_pen_form_address", "address_index", "printed_at"),
        Index("ix_pen_form_organisation", "organisation_id", "printed_at"),
        Index("ix_pen_form_run", "print_run", "serial"),
    )

    serial: Mapped[str] = mapped_column(String(12), unique=True)
    cycle: Mapped[str] = mapped_column(String(80))
    is_trial: Mapped[bool] = mapped_column(default=False)
    print_run: Mapped[str] = mapped_column(String(32))
    """Copies that were printed together."""
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    """The desk that printed it; None for a family at home."""
    printed_by: Mapped[str] = mapped_column(String(250))
    printed_at: Mapped[datetime] = mapped_column(default=clock.now)
    address_index: Mapped[str | None] = mapped_column(String(64))
    """Blind index of the network address of whoever printed at home, for the limit."""

    application_id: Mapped[str | None] = mapped_column(ForeignKey("application.id"), unique=True)
    typed_in_by: Mapped[str | None] = mapped_column(String(250))
    typed_in_organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    typed_in_account_id: Mapped[str | None] = mapped_column(String(32))
    typed_in_at: Mapped[datetime | None]

    spoiled_at: Mapped[datetime | None]
    spoiled_by: Mapped[str | None] = mapped_column(String(250))
    spoiled_because: Mapped[str | None] = mapped_column(String(20))

    @property
    def whereabouts(self) -> Whereabouts:
        if self.typed_in_at is not None:
            return Whereabouts.TYPED_IN
        return Whereabouts.SPOILED if self.spoiled_at is not None else Whereabouts.PRINTED


class ClassLoad(Base):
    """One press of «存下»: which desk, when, and how many rows were good."""

    __tablename__ = "class_load"
    __table_args__ = (Index("ix_class_load_organisation", "organisation_id", "created_at"),)

    cycle: Mapped[str] = mapped_column(String(80))
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"))
    account_id: Mapped[str] = mapped_column(String(32))
    shown_as: Mapped[str] = mapped_column(String(250))
    good_rows: Mapped[int]
    authority: Mapped[str | None] = mapped_column(String(20))
    """How the guardians let the class be filled in, as the helper says."""
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class ClassEntry(Base):
    """One child of a class: the row of the sheet and the draft that it became, once."""

    __tablename__ = "class_entry"
    __table_args__ = (UniqueConstraint("load_id", "row_number"),)

    load_id: Mapped[str] = mapped_column(ForeignKey("class_load.id"))
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"))
    row_number: Mapped[int]
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), unique=True)


class ClassRow(Base):
    """One good row on its way in, sealed; gone with the commit that makes its draft."""

    __tablename__ = "class_row"
    __table_args__ = (UniqueConstraint("load_id", "row_number"),)

    load_id: Mapped[str] = mapped_column(ForeignKey("class_load.id"))
    row_number: Mapped[int]
    answers_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    answers_text = Sealed("answers_sealed")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
