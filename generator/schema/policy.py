"""Policies with their period and clauses in plain words, and aid rules: all dated data."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from generator.schema.enums import AidKind, Confidence
from generator.schema.identifiers import DivisionCode, Month, PolicyId
from generator.schema.record import Amount, Fact, Line, Part, Record, Source, Text


class Clause(Part):
    """One clause: the plain words stand beside the original text."""

    number: Line
    title: Line
    plain: Text
    original: Text | None = None


class Policy(Record):
    """A document with its period of validity. `valid_until` is the last day; None is open."""

    document_number: Line | None = None
    issuers: tuple[Line, ...] = ()
    issued_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    answer: Line
    """The first sentence of the page: what it means for a family."""
    clauses: tuple[Clause, ...] = ()
    facts: tuple[Fact, ...] = ()
    replaced_by: PolicyId | None = None

    @model_validator(mode="after")
    def end_after_start(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("有效期的结束早于开始 (valid_until is before valid_from)")
        return self

    def is_in_force(self, day: date) -> bool | None:
        """None when no period is known."""
        if self.valid_from is None and self.valid_until is None:
            return None
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_until is None or day <= self.valid_until)


class AidAmount(Part):
    """Yuan a year for one student in the named years of the programme, within a period."""

    first_month: Month
    last_month: Month | None = None
    years: tuple[Annotated[int, Field(ge=1, le=7)], ...] = Field(min_length=1)
    low: Amount
    high: Amount
    sources: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def low_before_high(self) -> Self:
        if self.low > self.high:
            raise ValueError("最低金额不能高于最高金额 (low must not be above high)")
        if self.last_month is not None and self.last_month < self.first_month:
            raise ValueError("结束月份早于开始月份 (last_month is before first_month)")
        return self


class AidRule(Record):
    """One kind of aid: for whom, how much, until when, and where to ask."""

    kind: AidKind
    confidence: Confidence
    policy: PolicyId | None = None
    divisions: tuple[DivisionCode, ...] = ()
    """Where it applies; empty is the whole country."""
    answer: Line
    for_whom: tuple[Line, ...] = Field(min_length=1)
    amounts: tuple[AidAmount, ...] = ()
    waived_years: tuple[Annotated[int, Field(ge=1, le=7)], ...] = ()
    """Years of the programme in which tuition is not paid, up to the approved public tuition; a
    waiver has these instead of amounts."""
    is_counted: bool = True
    """False is shown as 可以争取 and never added up."""
    apply_at: Line
    paid_to: Line
    note: Line | None = None
    warn_from: Month | None = None
    """From this month the rule prints a warning: name and amount must be confirmed."""
