"""A campaign: an admission cycle or a policy action with its dates, targets, rules and texts."""

from datetime import date, datetime, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from generator.schema.enums import ConsentKind, IdentityRule
from generator.schema.identifiers import DivisionCode, LocaleCode, TextVersion
from generator.schema.record import Contact, Count, Fact, Line, Part, Record, Source, Text


class Phase(Part):
    name: Line
    starts_on: date
    ends_on: date
    text: Line | None = None

    @model_validator(mode="after")
    def end_after_start(self) -> Self:
        if self.ends_on < self.starts_on:
            raise ValueError("阶段的结束早于开始 (ends_on is before starts_on)")
        return self


class Target(Part):
    """What is to be reached; `count` is None where the text names no number."""

    what: Line
    count: Count | None = None
    unit: Annotated[str, Field(min_length=1, max_length=10)] | None = None
    due: date | None = None
    basis: Line


class HouseholdKind(Part):
    """A word for a family's situation and the dates between which it is in use."""

    name: Line
    was_called: Line | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    opens_green_channel: bool


class ConsentTranslation(Part):
    """One consent in another language, by two people. It explains; the Chinese text rules."""

    language: LocaleCode
    of_version: TextVersion
    title: Line
    text: Text
    translator: Line
    reviewer: Line

    @model_validator(mode="after")
    def be_read_by_a_second_person(self) -> Self:
        if self.translator == self.reviewer:
            raise ValueError("翻译和校对要两个人 (reviewer is the translator)")
        return self


class ConsentText(Part):
    """The words a guardian agrees to. A changed text is a new version, never an edit."""

    kind: ConsentKind
    version: TextVersion
    title: Line
    text: Text
    is_required: bool
    translations: tuple[ConsentTranslation, ...] = ()

    @model_validator(mode="after")
    def be_translated_once_a_language(self) -> Self:
        for one in self.translations:
            if one.of_version != self.version:
                raise ValueError(
                    f"{one.language} 译的是 {one.of_version}，正文是 {self.version}，要重新译"
                    " (of_version is another version)"
                )
        languages = [one.language for one in self.translations]
        if len(languages) != len(set(languages)):
            raise ValueError("一种语言只有一份译文 (a language stands twice)")
        return self


class GuardianAges(Part):
    """Ages at which a guardian is asked, from a day on: data with its sources, for the law changes.

    Whole years, and each bound is the first age to which it no longer applies.
    """

    starts_on: date
    stored_after_consent_under: Annotated[int, Field(ge=0, le=18)]
    """Of a younger child nothing is stored before the guardian has agreed."""
    guardian_agrees_under: Annotated[int, Field(ge=0, le=25)]
    """For a younger student the guardian agrees before sending; who is older agrees alone."""
    basis: Line
    sources: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def ask_the_guardian_of_every_child(self) -> Self:
        if self.guardian_agrees_under < self.stored_after_consent_under:
            raise ValueError(
                "先同意再存的年龄，不能大过要监护人同意的年龄"
                " (guardian_agrees_under is below stored_after_consent_under)"
            )
        return self


class Desk(Part):
    """The county office that helps: where a family goes when the screen does not help."""

    division: DivisionCode
    contact: Contact


class Keeping(Part):
    """How long what is kept after a cycle, and who says so: data, because the law may change."""

    unsent_days: Annotated[int, Field(ge=1, le=365)]
    """Drafts that were never sent, from the closing of the round."""
    warn_unsent_days: tuple[Annotated[int, Field(ge=1, le=60)], ...] = Field(min_length=1)
    """How long before the closing a family with a draft is reminded."""
    papers_days: Annotated[int, Field(ge=1, le=365)]
    """Photos and papers, from the decision."""
    unsuccessful_months: Annotated[int, Field(ge=1, le=24)]
    """Applications without a place, from the end of the cycle."""
    logs_years: Annotated[int, Field(ge=1, le=10)]
    """Who looked and who changed what."""
    undo_hours: Annotated[int, Field(ge=1, le=168)]
    """A family that has its draft deleted may change its mind for so long."""
    erasure_within_days: Annotated[int, Field(ge=1, le=60)]
    """An office answers a family that asks for erasure."""
    backup_days: Annotated[int, Field(ge=0, le=365)]
    """What was erased is still in the backups for so long, and nobody reads them."""
    basis: Line


class Admission(Part):
    """The rules of one admission cycle. Times carry their offset; the server's clock decides."""

    opens_at: datetime
    closes_at: datetime
    paper_typed_until: date | None = None
    """The last day on which a paper that came in time may be typed in; None: the closing day."""
    results_on: date
    answer_within_days: Annotated[int, Field(ge=1, le=60)]
    accept_within_days: Annotated[int, Field(ge=1, le=60)]
    appeal_within_days: Annotated[int, Field(ge=1, le=60)]
    appeals_until: date | None = None
    """Longer for everybody: no appeal ends before this day."""
    ends_on: date
    """The last day of the cycle, 报到 included; the periods of `keeping` count from it."""
    keeping: Keeping
    identity: IdentityRule = IdentityRule.REQUIRED
    most_choices: Annotated[int, Field(ge=1, le=6)] = 3
    usual_ages: tuple[int, int] = (14, 24)
    age_counted_on: date
    household_kinds: tuple[HouseholdKind, ...] = Field(min_length=1)
    consents: tuple[ConsentText, ...] = Field(min_length=1)
    guardian_ages: tuple[GuardianAges, ...] = Field(min_length=1)
    """What holds on a day is the newest entry that has begun; one has when the cycle opens."""
    desks: tuple[Desk, ...] = ()

    @model_validator(mode="after")
    def keep_time_in_order(self) -> Self:
        if self.opens_at.tzinfo is None or self.closes_at.tzinfo is None:
            raise ValueError("时间要写时区，例如 +08:00 (times need an offset)")
        if self.closes_at <= self.opens_at:
            raise ValueError("截止早于开始 (closes_at is before opens_at)")
        self._keep_papers_in_order()
        if self.ends_on < self.results_on:
            raise ValueError("招生季的结束早于公布结果 (ends_on is before results_on)")
        if {consent.kind for consent in self.consents} != set(ConsentKind):
            raise ValueError("五种同意书都要有 (each of the five consents needs a text)")
        if all(one.starts_on > self.opens_at.date() for one in self.guardian_ages):
            raise ValueError(
                "报名开始那天，要有一条管监护人同意的年龄"
                " (no entry of guardian_ages has begun when the cycle opens)"
            )
        return self

    def _keep_papers_in_order(self) -> None:
        typed, closes = self.paper_typed_until, self.closes_at.date()
        if typed is None:
            return
        if typed < closes:
            raise ValueError("纸质表录入的最后一天早于截止 (paper_typed_until is before closes_at)")
        if typed > closes + timedelta(days=self.keeping.unsent_days):
            raise ValueError(
                "纸质表还在录，没提交的却要删了 (paper_typed_until is after keeping.unsent_days)"
            )


class Campaign(Record):
    """The action of 2018 to 2020, or one year's admission cycle."""

    year: Annotated[int, Field(ge=2016, le=2100)]
    answer: Line
    phases: tuple[Phase, ...] = ()
    targets: tuple[Target, ...] = ()
    facts: tuple[Fact, ...] = ()
    admission: Admission | None = None
