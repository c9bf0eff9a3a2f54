"""The answers in words, task by task, as a family checks them before sending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from forms_app.applications import choices, consents, cycles
from forms_app.applications.answers import Answers, Choice
from forms_app.applications.fields import LABELS, TASKS, Task
from forms_app.languages.texts import said, said_lines
from forms_app.running import catalogue
from generator.divisions import places
from generator.schema.campaign import Admission

EMPTY = said("没有填")


@dataclass(frozen=True, slots=True)
class Line:
    """One answer; `field` is its name in `Answers`, for the link to its page."""

    field: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    task: Task
    lines: tuple[Line, ...]


def sections(answers: Answers, rules: Admission) -> list[Section]:
    """Every task with its answers in words; what was not asked is left out."""
    return [
        Section(
            task,
            tuple(
                Line(field.name, LABELS[field.name], value)
                for field in task.fields
                if (value := _value(field.name, answers, rules)) is not None
            ),
        )
        for task in TASKS
        if task.fields
    ]


def differences(
    stored: Answers, typed: Answers, task: Task, rules: Admission
) -> list[tuple[str, str, str]]:
    """Label, stored and typed value of every answer of one task that differs."""
    found = []
    for field in task.fields:
        if getattr(stored, field.name) != getattr(typed, field.name):
            values = [_shown(field.name, answers, rules) for answers in (stored, typed)]
            found.append((field.label, values[0], values[1]))
    return found


def _shown(name: str, answers: Answers, rules: Admission) -> str:
    nothing = said("否") if isinstance(getattr(answers, name), bool) else EMPTY
    return _value(name, answers, rules) or nothing


def place_name(code: str | None) -> str:
    """The full name of a county; EMPTY without one."""
    if code is None or not places.is_known(places.today(code)):
        return EMPTY
    return places.find(places.today(code)).full_name


def choice_name(choice: Choice) -> str:
    """College, specialty, level and kind of class in one line."""
    found = choices.offer(choice.programme_id)
    if found is None:
        return said("这个专业已经不招生")
    return said(
        "{title}（{level}，{kind}）",
        title=found.title,
        level=found.programme.level,
        kind=class_name(choice),
    )


def class_name(choice: Choice) -> str:
    """普通班, or the name of the order class."""
    order_class = catalogue().order_classes.get(choice.order_class_id or "")
    return order_class.name if order_class is not None else said("普通班")


def _value(name: str, answers: Answers, rules: Admission) -> str | None:
    if name in _SPECIAL:
        return _SPECIAL[name](answers, rules)
    value = getattr(answers, name)
    if isinstance(value, bool):
        return said("是") if value else None
    if value is None:
        return EMPTY if name not in _QUIET else None
    if isinstance(value, Enum) or name in PICKED:
        return said(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


PICKED = frozenset({"sex", "ethnicity", "phone_belongs_to", "household_kind", "physical_answer"})
"""Answers that were picked from words of ours and are kept as text."""

_QUIET = frozenset(
    {
        "helper_name",
        "helper_phone",
        "former_name",
        "name_in_pinyin",
        "ethnicity",
        "call_when",
        "email",
        "household_proof_number",
        "score",
        "full_score",
        "home_village",
        "physical_answer",
        "phone_belongs_to",
        "guardian_phone",
        "graduation_year",
    }
)
"""Optional answers: when they are empty, the summary does not mention them."""


def _birth_date(answers: Answers, _rules: Admission) -> str | None:
    born = answers.birth_date
    return (
        said("{year}年{month}月{day}日", year=born.year, month=born.month, day=born.day)
        if born
        else EMPTY
    )


def _identity(answers: Answers, _rules: Admission) -> str | None:
    if answers.has_no_identity_number:
        return None
    return answers.identity_number or EMPTY


def _mail(answers: Answers, _rules: Admission) -> str | None:
    if answers.mail_to_village_committee and not answers.mail_address:
        return None
    return answers.mail_address or EMPTY


def _phone(answers: Answers, _rules: Admission) -> str | None:
    return None if answers.has_no_phone else answers.phone or EMPTY


def _chosen(answers: Answers, _rules: Admission) -> str | None:
    ranked = enumerate(answers.choices, start=1)
    lines = [said("{rank}. {name}", rank=rank, name=choice_name(choice)) for rank, choice in ranked]
    return said_lines(lines) if lines else EMPTY


def _consents(answers: Answers, rules: Admission) -> str | None:
    lines = []
    for text in cycles.consent_texts(rules):
        is_given = consents.is_given(text, answers)
        lines.append(said("✓ {title}" if is_given else "✗ 没有勾：{title}", title=text.title))
    return said_lines(lines)


_SPECIAL: dict[str, Callable[[Answers, Admission], str | None]] = {
    "birth_date": _birth_date,
    "identity_number": _identity,
    "home_county": lambda answers, _: place_name(answers.home_county),
    "mail_address": _mail,
    "phone": _phone,
    "choices": _chosen,
    "consents": _consents,
}
