"""Enterprises, the order classes they name and the sponsorships they give."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from generator.schema.enums import SponsorshipKind, SponsorshipState
from generator.schema.identifiers import CollegeId, DivisionCode, EnterpriseId, ProgrammeId
from generator.schema.record import Amount, Contact, Count, Line, Part, Record, Text


class Enterprise(Record):
    division: DivisionCode
    industry: Line
    introduction: Text | None = None
    contact: Contact | None = None


class PayRange(Part):
    """Yuan a month, what the employer states."""

    low: Amount
    high: Amount

    @model_validator(mode="after")
    def low_before_high(self) -> Self:
        if self.low > self.high:
            raise ValueError("最低工资不能高于最高工资 (low must not be above high)")
        return self


class OrderClass(Record):
    """订单定向培养班(企业冠名班): who employs, where, for how much, and what if I leave."""

    programme: ProgrammeId
    enterprise: EnterpriseId
    seats: Annotated[int, Field(ge=1, le=500)]
    workplace: DivisionCode
    pay: PayRange
    post: Line
    promises: tuple[Line, ...] = ()
    if_i_leave: Line
    agreement_signed_on: date | None = None


class Sponsorship(Record):
    """What an enterprise gives: offered, confirmed, delivered; promised beside what arrived.

    `ends_on` is the day by which it is due.
    """

    enterprise: EnterpriseId
    kind: SponsorshipKind
    quantity: Annotated[int, Field(ge=1, le=1_000_000)]
    unit: Annotated[str, Field(min_length=1, max_length=10)]
    value: Amount | None = None
    colleges: tuple[CollegeId, ...] = Field(min_length=1)
    conditions: Line | None = None
    state: SponsorshipState = SponsorshipState.OFFERED
    starts_on: date
    ends_on: date
    confirmed_on: date | None = None
    delivered_quantity: Count = 0
    delivered_on: date | None = None
    evidence: Line | None = None

    @model_validator(mode="after")
    def end_after_start(self) -> Self:
        if self.ends_on < self.starts_on:
            raise ValueError("结束日期早于开始日期 (ends_on is before starts_on)")
        return self

    @model_validator(mode="after")
    def say_delivered_when_all_of_it_is(self) -> Self:
        whole = self.delivered_quantity >= self.quantity
        if self.state is SponsorshipState.DELIVERED and not (whole and self.delivered_on):
            raise ValueError(
                "写了“已到位”，就要写全数量和哪天到的"
                " (state 已到位 needs delivered_quantity and delivered_on)"
            )
        if self.state is not SponsorshipState.DELIVERED and whole:
            raise ValueError("全到了就写“已到位” (state must be 已到位)")
        if self.state is SponsorshipState.OFFERED and self.delivered_quantity:
            raise ValueError("学校还没确认，不能写到了多少 (delivered_quantity needs state 已确认)")
        return self
