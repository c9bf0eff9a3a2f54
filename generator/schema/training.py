"""Training projects for adults with their sessions, and certificates."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, HttpUrl, model_validator

from generator.schema.enums import (
    CertificateKind,
    Delivery,
    TrainingFamily,
    TrainingMode,
    TrainingReach,
)
from generator.schema.identifiers import CertificateId, DivisionCode
from generator.schema.record import Amount, Contact, Line, Part, Record

Hours = Annotated[int, Field(ge=0, le=2000)]


class Certificate(Record):
    """One certificate, notice 三(六); `verify_at` only where the official site is known."""

    kind: CertificateKind
    issuer: Line
    level: Line | None = None
    plain_words: Line
    good_for: tuple[Line, ...] = ()
    """What its holder can do with it, in the reader's words."""
    verify_at: HttpUrl | None = None


class TrainingSession(Part):
    """One run of a course: when, where, how many."""

    starts_on: date
    ends_on: date
    division: DivisionCode
    place: Line
    seats: Annotated[int, Field(ge=1, le=2000)]

    @model_validator(mode="after")
    def end_after_start(self) -> Self:
        if self.ends_on < self.starts_on:
            raise ValueError("结束日期早于开始日期 (ends_on is before starts_on)")
        return self


class TrainingProject(Record):
    """A course for adults, notice 三(二) to 三(四) and 三(七)."""

    family: TrainingFamily
    occupation: Line
    modes: tuple[TrainingMode, ...] = Field(min_length=1)
    reach: tuple[TrainingReach, ...] = ()
    delivery: tuple[Delivery, ...] = Field(min_length=1)
    division: DivisionCode
    organiser: Line
    contact: Contact
    hours: Annotated[int, Field(ge=1, le=2000)]
    is_high_risk: bool
    safety_hours: Hours = 0
    answer: Line
    fee: Amount
    living_allowance_per_day: Amount | None = None
    certificate: CertificateId | None = None
    where_it_leads: Line | None = None
    data_megabytes: Annotated[int, Field(ge=1, le=100_000)] | None = None
    sessions: tuple[TrainingSession, ...] = ()

    @model_validator(mode="after")
    def give_safety_hours_to_high_risk_work(self) -> Self:
        if self.is_high_risk and self.safety_hours == 0:
            raise ValueError(
                "高危或特种作业课程必须写安全课时"
                " (a high-risk course needs safety_hours, notice 三(二))"
            )
        if self.safety_hours > self.hours:
            raise ValueError("安全课时不能多于总课时 (safety_hours must be within hours)")
        if Delivery.INTERNET in self.delivery and self.data_megabytes is None:
            raise ValueError("网上课程要写大约用多少流量 (an internet course needs data_megabytes)")
        return self
