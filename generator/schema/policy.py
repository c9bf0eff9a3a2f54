"""Policies with their period and clauses in plain words, and aid rules: all dated data."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from generator.schema.enums import AidCounting, AidKind, Confidence, Household, Hukou
from generator.schema.identifiers import DivisionCode, Month, PolicyId
from generator.schema.record import Amount, Fact, Line, Part, Record, Source, Text

MOST_YEARS = 7
"""No programme is longer, so no rule speaks of a later year."""

YearOfProgramme = Annotated[int, Field(ge=1, le=MOST_YEARS)]


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


class AidCase(Part):
    """One way to qualify: all that it names must hold together. `why` is what the family reads."""

    why: Line
    households: tuple[Household, ...] = ()
    hukou: tuple[Hukou, ...] = ()
    agricultural: bool = False
    """Only for majors that count as agricultural (涉农)."""
    special_area: bool = False
    """Only for a home in one of the rule's `special_areas`."""

    @model_validator(mode="after")
    def name_a_condition(self) -> Self:
        if not (self.households or self.hukou or self.agricultural or self.special_area):
            raise ValueError("这一条没有写条件，人人都算 (a case names at least one condition)")
        return self


class SpecialAreas(Part):
    """Groups of `sanqu_sanzhou_counties`, by the table's own names, and single counties beside.

    `missing` says what nobody could find out, as the end of 要看…: while it stands, a place
    outside is 不清楚, never 不在.
    """

    groups: tuple[Line, ...] = Field(min_length=1)
    divisions: tuple[DivisionCode, ...] = ()
    missing: Line | None = None
    sources: tuple[Source, ...] = Field(min_length=1)


class AidAmount(Part):
    """Yuan a year for one student in the named years of the programme, within a period.

    `divisions`: only for a home there, instead of the amount for everybody.
    """

    first_month: Month
    last_month: Month | None = None
    years: tuple[YearOfProgramme, ...] = Field(min_length=1)
    low: Amount
    high: Amount
    divisions: tuple[DivisionCode, ...] = ()
    sources: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def low_before_high(self) -> Self:
        if self.low > self.high:
            raise ValueError("最低金额不能高于最高金额 (low must not be above high)")
        if self.last_month is not None and self.last_month < self.first_month:
            raise ValueError("结束月份早于开始月份 (last_month is before first_month)")
        return self


class Waiver(Part):
    """Tuition that is not paid in `years`; in `ask_years` the college says whether it is."""

    years: tuple[YearOfProgramme, ...] = Field(min_length=1)
    ask_years: tuple[YearOfProgramme, ...] = ()
    capped_at_public_tuition: bool = True
    """Waived up to the tuition that is approved for public colleges."""
    sources: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def say_one_thing_of_a_year(self) -> Self:
        if set(self.years) & set(self.ask_years):
            raise ValueError("同一年级又免又要问 (a year is in years or in ask_years)")
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
    """The words of a page; `cases` is what is computed."""
    cases: tuple[AidCase, ...] = ()
    """Any one of them is enough."""
    full_time_only: bool = False
    not_for_stage_performance: bool = False
    """艺术类表演专业 does not get it."""
    special_areas: SpecialAreas | None = None
    amounts: tuple[AidAmount, ...] = ()
    counted: AidCounting = AidCounting.BY_START
    waiver: Waiver | None = None
    """A rule has this or amounts."""
    is_counted: bool = True
    """False is shown as 可以争取 and never added up."""
    for_students: bool = True
    """False for aid that no student of a programme asks for, such as an employer's."""
    apply_at: Line
    paid_to: Line
    paid_when: Line | None = None
    note: Line | None = None
    warn_from: Month | None = None
    """From this month the rule prints a warning: name and amount must be confirmed."""

    @model_validator(mode="after")
    def name_the_special_areas(self) -> Self:
        if self.special_areas is None and any(case.special_area for case in self.cases):
            raise ValueError("写了特殊地区，没写是哪些地方 (special_areas is missing)")
        return self

    @model_validator(mode="after")
    def give_money_or_waive_it(self) -> Self:
        if self.waiver is not None and self.amounts:
            raise ValueError("免学费的规则不写 amounts (a rule has a waiver or amounts)")
        return self
