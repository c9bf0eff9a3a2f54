"""A commitment of one college to another, its items, and the versions that were sent."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app import clock
from forms_app.accounts.models import Organisation
from forms_app.commitments.states import COMMITMENT, Party
from forms_app.commitments.terms import Terms
from forms_app.models import Base
from forms_app.workflow import Actor, Role, Subject, Workflow


class Commitment(Subject):
    """What one college promises another. The partner sees a version only once it was sent."""

    __tablename__ = "commitment"
    __table_args__ = (
        CheckConstraint("assisting_id <> receiving_id", name="two_colleges"),
        CheckConstraint("starts_on < ends_on", name="term_in_order"),
        Index("ix_commitment_assisting", "assisting_id", "starts_on", "id"),
        Index("ix_commitment_receiving", "receiving_id", "starts_on", "id"),
    )
    workflow: ClassVar[Workflow] = COMMITMENT

    assisting_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"))
    receiving_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"))
    is_trial: Mapped[bool] = mapped_column(default=False)
    """Between two sample colleges: runs the whole way, counts in no figure."""
    purpose: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    specialties: Mapped[list[str]] = mapped_column(default=list)
    """Identifiers of the catalogue, in its order."""
    versions_sent: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    assisting: Mapped[Organisation] = relationship(foreign_keys=[assisting_id])
    receiving: Mapped[Organisation] = relationship(foreign_keys=[receiving_id])
    items: Mapped[list[CommitmentItem]] = relationship(
        order_by="CommitmentItem.position", back_populates="commitment", lazy="selectin"
    )

    @property
    def live_items(self) -> list[CommitmentItem]:
        """Items that have not been removed, in their order."""
        return [item for item in self.items if item.removed_at is None]

    @property
    def removed_items(self) -> list[CommitmentItem]:
        return [item for item in self.items if item.removed_at is not None]

    def standing_of(self, actor: Actor) -> frozenset[StrEnum]:
        if actor.is_system:
            return frozenset({Party.SYSTEM})
        if actor.role is not Role.COLLEGE_OFFICER:
            return frozenset()
        if actor.organisation_id == self.assisting_id:
            return frozenset({Party.ASSISTING})
        if actor.organisation_id == self.receiving_id:
            return frozenset({Party.RECEIVING})
        return frozenset()


class CommitmentItem(Base):
    """One line of a commitment as it is being written. A removed one can be put back."""

    __tablename__ = "commitment_item"
    __table_args__ = (
        UniqueConstraint("commitment_id", "position"),
        CheckConstraint("quantity >= 1", name="something_promised"),
        CheckConstraint("value >= 0", name="no_debt"),
    )

    commitment_id: Mapped[str] = mapped_column(ForeignKey("commitment.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    what: Mapped[str] = mapped_column(String(200))
    specialty: Mapped[str | None] = mapped_column(String(80))
    quantity: Mapped[int]
    unit: Mapped[str] = mapped_column(String(10))
    value: Mapped[int | None]
    """Whole yuan for the whole line."""
    due: Mapped[date]
    evidence: Mapped[str] = mapped_column(String(200), default="")
    removed_at: Mapped[datetime | None]

    commitment: Mapped[Commitment] = relationship(back_populates="items")


class CommitmentVersion(Base):
    """The terms as they were sent, frozen; the partner reads and confirms these, not the draft."""

    __tablename__ = "commitment_version"
    __table_args__ = (UniqueConstraint("commitment_id", "number"),)

    commitment_id: Mapped[str] = mapped_column(ForeignKey("commitment.id"))
    number: Mapped[int]
    terms_text: Mapped[str] = mapped_column(Text)
    sent_by: Mapped[str] = mapped_column(String(250))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def terms(self) -> Terms:
        return Terms.model_validate_json(self.terms_text)
