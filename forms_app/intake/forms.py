"""What a desk fills in beside the family's own pages: how many to print, what came in, why not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, DateField, Field, IntegerField, RadioField, SelectField
from wtforms.validators import StopValidation

from forms_app import clock
from forms_app.applications import choices, cycles
from forms_app.applications.answers import Answers
from forms_app.applications.forms.guardian import GuardianForm
from forms_app.applications.forms.page import CHOOSE, Needed, TypedForm, one_of, options
from forms_app.applications.submission import typing_over
from forms_app.intake.models import PenForm, Spoiled
from forms_app.intake.pen_forms import MOST_AT_ONCE
from forms_app.running import catalogue
from generator.schema.campaign import Campaign

NO_SIGNATURE = "没有监护人的签名，不能录。把表退给家里，签好再录。"


def open_campaigns() -> list[Campaign]:
    """Cycles whose forms may be printed and loaded: not over yet, in the catalogue's order."""
    return [
        campaign
        for campaign in catalogue().campaigns.values()
        if campaign.admission is not None
        and cycles.season(campaign.admission) is not cycles.Season.OVER
    ]


class CycleForm(TypedForm):
    """Which cycle; the only one is chosen already."""

    cycle = SelectField("哪个招生季", choices={}, validate_choice=False)

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.campaigns = open_campaigns()
        self.cycle.choices = {one.id: one.name for one in self.campaigns}
        if len(self.campaigns) == 1 and not self.cycle.data:
            self.cycle.data = self.campaigns[0].id

    @property
    def campaign(self) -> Campaign:
        """The chosen one, once the form holds."""
        return next(one for one in self.campaigns if one.id == self.cycle.data)

    def validate_cycle(self, field: SelectField) -> None:
        if field.data not in {one.id for one in self.campaigns}:
            raise StopValidation(CHOOSE)


class PrintForm(CycleForm):
    count = IntegerField(f"印几张（最多{MOST_AT_ONCE}张）", default=10)

    def validate_count(self, field: IntegerField) -> None:
        if field.data is None or not 1 <= field.data <= MOST_AT_ONCE:
            field.errors = []
            raise StopValidation(f"写一个数字，1到{MOST_AT_ONCE}。要更多，就再印一次。")


class SpoilForm(TypedForm):
    because = RadioField(
        "为什么作废",
        [Needed(CHOOSE), one_of(Spoiled)],
        choices=options(Spoiled),
        validate_choice=False,
    )


class TypeInForm(GuardianForm):
    """The family's own first page, and what only a desk knows of the paper."""

    received_on = DateField("哪天收到这张表")
    programme = SelectField("表上的第一个志愿", choices={}, validate_choice=False)
    has_signature = BooleanField("纸上有监护人的亲笔签名，我看过")

    def __init__(self, *, paper: PenForm, **more: Any) -> None:
        super().__init__(rules=cycles.admission(paper.cycle), before=Answers(), **more)
        self.paper = paper
        found = choices.offers(paper.cycle, is_trial=paper.is_trial)
        self.offered = {one.programme.id: f"{one.title}（{one.programme.level}）" for one in found}
        self.programme.choices = {"": "选一项", **self.offered}

    def check_together(self) -> Iterable[tuple[Field, str]]:
        yield from super().check_together()
        if self.programme.data not in self.offered:
            yield self.programme, CHOOSE
        if not self.has_signature.data:
            yield self.has_signature, NO_SIGNATURE
        if self.received_on.data is None:
            self.received_on.errors = []
            yield self.received_on, "写上收到的那一天，表上“收到日期”那一格。"
        else:
            yield from self._check_day(self.received_on.data)

    def _check_day(self, day: date) -> Iterable[tuple[Field, str]]:
        printed = self.paper.printed_at.astimezone(clock.BEIJING).date()
        closes = cycles.closing_day(self.rules)
        if day > clock.today():
            yield self.received_on, "这一天还没有到。写真正收到的那一天。"
        elif day < printed:
            yield (
                self.received_on,
                f"这张表{clock.day_words(self.paper.printed_at)}才印，早不过那天。",
            )
        elif day > closes:
            yield (
                self.received_on,
                f"报名{closes.month}月{closes.day}日截止，这张表来晚了，录不进去。"
                "请打电话告诉家里，帮他们问县里还有什么路。",
            )
        elif clock.today() > cycles.typed_until(self.rules):
            yield self.received_on, typing_over(self.rules)
