"""An agreement, its locked paper, the signatures over the paper's hash, and who was told what."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app import clock
from forms_app.agreements.details import Details
from forms_app.agreements.states import AGREEMENT, WITH_AUTHORITY, Party, State
from forms_app.commitments.models import Commitment
from forms_app.models import Base
from forms_app.workflow import Actor, Role, Subject, Workflow
from generator.divisions.places import prefix_of

_LIVE = text(f"state <> '{State.REFUSED}'")


class Agreement(Subject):
    """One agreement over one confirmed commitment. A second live one is refused by the index."""

    __tablename__ = "agreement"
    __table_args__ = (
        Index(
            "uq_agreement_live_commitment",
            "commitment_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_agreement_state", "state", "serial"),
    )
    workflow: ClassVar[Workflow] = AGREEMENT

    commitment_id: Mapped[str] = mapped_column(ForeignKey("commitment.id"), index=True)
    serial: Mapped[str] = mapped_column(String(20), unique=True)
    """XZ, year, four digits: printed, and the key of the verification page."""
    is_trial: Mapped[bool] = mapped_column(default=False)
    details_text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    filed_on: Mapped[date | None]
    filing_number: Mapped[str | None] = mapped_column(String(60))
    filed_by: Mapped[str | None] = mapped_column(String(200))
    """The authority's name, never a person's: it is published."""

    commitment: Mapped[Commitment] = relationship()
    signatures: Mapped[list[Signature]] = relationship(order_by="Signature.place")

    @property
    def details(self) -> Details:
        """What was typed for the text so far."""
        return Details.model_validate_json(self.details_text)

    def standing_of(self, actor: Actor) -> frozenset[StrEnum]:
        standing = {
            (Role.COLLEGE_OFFICER, self.commitment.assisting_id): Party.ASSISTING,
            (Role.COLLEGE_OFFICER, self.commitment.receiving_id): Party.RECEIVING,
            (Role.COLLEGE_SIGNER, self.commitment.assisting_id): Party.ASSISTING_SIGNER,
            (Role.COLLEGE_SIGNER, self.commitment.receiving_id): Party.RECEIVING_SIGNER,
        }.get((actor.role, actor.organisation_id))  # type: ignore[arg-type]
        if standing is not None:
            return frozenset({standing})
        if actor.role is Role.AUTHORITY and self._lies_in(actor.division):
            return frozenset({Party.AUTHORITY})
        return frozenset()

    def _lies_in(self, division: str | None) -> bool:
        """Only once it is in force; an authority without a place has no agreements."""
        place = self.commitment.receiving.division
        if division is None or place is None or self.state not in WITH_AUTHORITY:
            return False
        return place.startswith(prefix_of(division))


class StoredPaper(Base):
    """The locked text: the PDF's bytes and their SHA-256, inside the database's own backup.

    A file beside the database could be lost, or be newer than the row that vouches for it.
    """

    __tablename__ = "agreement_paper"

    agreement_id: Mapped[str] = mapped_column(ForeignKey("agreement.id"), unique=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    data_sha256: Mapped[str] = mapped_column(String(64))
    """Of the JSON inside the PDF; its first 16 digits are printed, and stand in the QR code."""
    template_version: Mapped[str] = mapped_column(String(20))
    pages: Mapped[int]
    made_at: Mapped[datetime]


class Signature(Base):
    """One side's signature over the hash of the locked paper. Place 1 is 甲方, place 2 is 乙方."""

    __tablename__ = "agreement_signature"
    __table_args__ = (UniqueConstraint("agreement_id", "place"),)

    agreement_id: Mapped[str] = mapped_column(ForeignKey("agreement.id"))
    place: Mapped[int]
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    shown_as: Mapped[str] = mapped_column(String(250))
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Notice(Base):
    """Something that one account must be told about one agreement, until it says 知道了."""

    __tablename__ = "agreement_notice"
    __table_args__ = (
        UniqueConstraint("history_id", "account_id"),
        Index("ix_agreement_notice_account", "account_id", "seen_at"),
    )

    agreement_id: Mapped[str] = mapped_column(ForeignKey("agreement.id"))
    history_id: Mapped[str] = mapped_column(ForeignKey("history.id"))
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    event: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime | None]

    agreement: Mapped[Agreement] = relationship()
