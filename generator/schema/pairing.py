"""A pairing that an authority has filed and published: who helps whom, with which items."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from generator.schema.enums import AidItemKind, RecordStatus
from generator.schema.identifiers import CollegeId, SpecialtyId
from generator.schema.record import Amount, Fact, Line, Part, Record


class AidItem(Part):
    """One promise: kind, quantity, unit, value, due date, evidence; and what was delivered."""

    kind: AidItemKind
    what: Line
    specialty: SpecialtyId | None = None
    quantity: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    unit: Annotated[str, Field(min_length=1, max_length=10)] | None = None
    value: Amount | None = None
    due: date | None = None
    evidence: Line | None = None
    delivered_quantity: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    delivered_on: date | None = None

    @property
    def is_delivered(self) -> bool:
        if self.quantity is None:
            return self.delivered_on is not None
        return self.delivered_quantity >= self.quantity

    def is_overdue(self, day: date) -> bool:
        return self.due is not None and self.due < day and not self.is_delivered


class Pairing(Record):
    """对口帮扶, notice 三(五). At least one specialty; only a filed pairing is published.

    An official precedent whose source names no specialty leaves `specialties` empty.
    """

    assisting: CollegeId
    receiving: CollegeId
    specialties: tuple[SpecialtyId, ...] = ()
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    filed_by: Line | None = None
    agreement_number: Line | None = None
    answer: Line
    items: tuple[AidItem, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def _is_official(self) -> bool:
        return self.record_status is RecordStatus.OFFICIAL

    @model_validator(mode="after")
    def pair_two_colleges(self) -> Self:
        if self.assisting == self.receiving:
            raise ValueError("支援学校和受援学校不能是同一所 (a college cannot pair with itself)")
        if not self.specialties and (self.agreement_number or not self._is_official):
            raise ValueError(
                "结对至少要写一个专业 (a pairing needs at least one specialty, notice 三(五))"
            )
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("结束日期早于开始日期 (ends_on is before starts_on)")
        return self
