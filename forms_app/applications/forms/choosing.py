"""The page of the 志愿: a list with buttons, order classes to read, a search, all in one form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import request
from wtforms import Field, HiddenField, RadioField, StringField, SubmitField

from forms_app.applications import choices
from forms_app.applications.answers import Answers, Choice
from forms_app.applications.choices import Choices, Offer
from forms_app.applications.completeness import physical_limits
from forms_app.applications.fields import BY_NAME
from forms_app.applications.forms.page import PageForm, one_of, options
from forms_app.languages.texts import said

PHYSICAL_ANSWERS = (said("没有"), said("有"), said("不清楚"))
BUTTONS = ("add", "remove", "up", "down")
FEW = 4
"""How many programmes stand there before somebody looks for one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One 志愿 as it is shown; `offer` is None when the catalogue has lost it."""

    rank: int
    choice: Choice
    offer: Offer | None
    error: str | None


class ChoicesForm(PageForm):
    """Every button sends the whole page, so that nothing typed is lost by moving a row."""

    task = BY_NAME["choices"]

    ranking = HiddenField("志愿")
    """Stands for the list as a whole, so that an error can lead to it."""
    words = StringField("找别的专业：写学校、专业或地方")
    find = SubmitField("找")
    physical_answer = RadioField(
        "身体有没有不方便的地方",
        [one_of(PHYSICAL_ANSWERS)],
        choices=options(PHYSICAL_ANSWERS),
        validate_choice=False,
    )

    def __init__(self, *, before: Answers, **more: Any) -> None:
        super().__init__(**more)
        self.chosen: Choices = before.choices
        if self.is_submitted():
            self.chosen = tuple(self._as_ticked(choice) for choice in before.choices)
        self.limits = physical_limits(self.chosen)
        self.choices_error: str | None = None

    @property
    def button(self) -> tuple[str, str] | None:
        """Which row button was pressed, and for which programme."""
        for name in BUTTONS:
            if name in request.form:
                return name, request.form[name]
        return None

    def rows(self) -> list[Row]:
        return [
            Row(rank, choice, choices.offer(choice.programme_id), self._error_of(choice))
            for rank, choice in enumerate(self.chosen, start=1)
        ]

    def found(self, *, cycle: str, is_trial: bool) -> list[Offer]:
        """What may be added: what was looked for, or a few to begin with."""
        chosen = {choice.programme_id for choice in self.chosen}
        words = (self.words.data or "").strip()[:40]
        found = choices.search(cycle, words, is_trial=is_trial)
        new = [one for one in found if one.programme.id not in chosen]
        return new if words else new[:FEW]

    def check_together(self) -> Iterable[tuple[Field, str]]:
        if self.is_for_later or self.find.data or self.button:
            return
        if not self.chosen:
            self.choices_error = said("至少要有一个志愿。在下面找一个加上。")
        unread = [choice for choice in self.chosen if self._is_unread(choice)]
        if unread:
            self.choices_error = said("选了订单班，要看过说明再打勾。")
        if self.choices_error:
            yield self.ranking, self.choices_error
        if self.limits and not self.physical_answer.data and not self.physical_answer.errors:
            yield self.physical_answer, said("选一项。不清楚也可以，不影响报名。")

    def values(self) -> dict[str, Any]:
        answer = self.physical_answer.data
        is_known = bool(self.limits) and answer in PHYSICAL_ANSWERS
        return {"choices": self.chosen, "physical_answer": answer if is_known else None}

    def _as_ticked(self, choice: Choice) -> Choice:
        if f"kind-{choice.programme_id}" not in request.form:
            return choice
        return choices.detailed(
            choice,
            order_class_id=request.form[f"kind-{choice.programme_id}"],
            has_read=f"read-{choice.programme_id}" in request.form,
        )

    def _is_unread(self, choice: Choice) -> bool:
        return choice.order_class_id is not None and not choice.has_read_order_class

    def _error_of(self, choice: Choice) -> str | None:
        if self.choices_error and self._is_unread(choice):
            return said("看过说明，在这里打勾。")
        return None


def pressed(
    button: tuple[str, str], chosen: Choices, *, cycle: str, is_trial: bool, most: int
) -> Choices:
    """The list after one button; raises Conflict when it cannot be done."""
    name, programme_id = button
    if name == "add":
        return choices.added(chosen, programme_id, cycle=cycle, is_trial=is_trial, most=most)
    if name == "remove":
        return choices.removed(chosen, programme_id)
    return choices.moved(chosen, programme_id, by=-1 if name == "up" else 1)
