"""An application as its reviewer reads it: tasks, lines, and what changed between two versions.

What was sent, never what the family is still writing. Identity numbers are masked unless asked
for, and another college's choices are counted, not named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.answers import Answers, Choice, Consent
from forms_app.applications.consenting import ways
from forms_app.applications.fields import LABELS, TASKS, Field
from forms_app.applications.models import Application, ApplicationVersion
from forms_app.errors import NotFound
from forms_app.privacy import masked_identity
from generator.catalogue import Catalogue
from generator.divisions import places
from generator.schema.enums import ConsentKind

CONSENTS: dict[ConsentKind, str] = {
    ConsentKind.ADMISSION: "同意报名",
    ConsentKind.SENSITIVE_DATA: "同意使用敏感信息",
    ConsentKind.COLLEGES: "同意交给所报学校",
    ConsentKind.LATER_CONTACT: "以后可以联系",
    ConsentKind.PUBLICITY: "可以用于宣传",
}


NOT_FOR_COLLEGES = frozenset({"ethnicity", "household_proof_number"})
"""What a county desk checks and a college decides without; see the third consent."""


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One answer before and after; `note` where the shown text hides the difference."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who reads: the catalogue for names, and whose choices are named (None: everybody's)."""

    catalogue: Catalogue
    college_id: str | None
    shows_identity: bool = False

    def may_read(self, field: str) -> bool:
        return self.college_id is None or field not in NOT_FOR_COLLEGES

    def label(self, field: Field) -> str:
        """A college reads an age where the family wrote a day."""
        is_age = self.college_id is not None and field.name == "birth_date"
        return "年龄" if is_age else field.label


def sections(answers: Answers, eyes: Eyes) -> list[Section]:
    """Every task with its answers, in the order of the form; what was left empty is left out."""
    found = []
    for task in TASKS:
        lines = [
            Line(eyes.label(field), _texts(answers, field.name, eyes))
            for field in task.fields
            if eyes.may_read(field.name)
        ]
        shown = tuple(line for line in lines if line.texts)
        if shown:
            found.append(Section(task.title, shown))
    return found


def with_present_consents(sent: Answers, application: Application) -> Answers:
    """What was sent, with the consents as they stand now: one may have been taken back since."""
    return sent.model_copy(update={"consents": application.answers.consents})


def changes(before: Answers, after: Answers, eyes: Eyes) -> list[Change]:
    """What differs, in the order of the form."""
    found = []
    for name, label in LABELS.items():
        if getattr(before, name) == getattr(after, name) or not eyes.may_read(name):
            continue
        old, new = _texts(before, name, eyes), _texts(after, name, eyes)
        note = "改过，但这里不显示" if old == new else ""
        found.append(Change(label, old, new, note))
    return found


def versions_of(session: Session, application: Application) -> list[ApplicationVersion]:
    """Everything that was sent, the first one first."""
    return list(
        session.scalars(
            select(ApplicationVersion)
            .where(ApplicationVersion.application_id == application.id)
            .order_by(ApplicationVersion.number)
        )
    )


def last_versions(
    session: Session, applications: Iterable[Application]
) -> dict[str, ApplicationVersion]:
    """Application id -> what was sent last, in one query however many there are."""
    wanted = [application.id for application in applications]
    versions = ApplicationVersion
    last = (
        select(versions.application_id, func.max(versions.number).label("number"))
        .where(versions.application_id.in_(wanted))
        .group_by(versions.application_id)
        .subquery()
    )
    rows = session.scalars(
        select(versions).join(
            last,
            (last.c.application_id == versions.application_id) & (last.c.number == versions.number),
        )
    )
    return {version.application_id: version for version in rows}


def version(session: Session, application: Application, number: int) -> ApplicationVersion:
    """One version; NotFound when it was never sent."""
    found = session.scalar(
        select(ApplicationVersion).where(
            ApplicationVersion.application_id == application.id,
            ApplicationVersion.number == number,
        )
    )
    if found is None:
        raise NotFound("no such version")
    return found


def age_on(birth_date: date, day: date) -> int:
    """Full years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def place_name(code: str | None) -> str:
    """`四川省凉山彝族自治州布拖县`; a code that no table knows is shown as it is."""
    if code is None:
        return "没有填"
    try:
        return places.find(places.today(code)).full_name
    except places.PlaceNotFound:
        return code


def county_name(code: str | None) -> str:
    """`布拖县`: the last part of the name, where the column is narrow."""
    try:
        return places.find(places.today(code)).name if code else "没有填"
    except places.PlaceNotFound:
        return code or ""


def choice_names(choices: Iterable[tuple[int, str]], eyes: Eyes) -> tuple[list[str], int]:
    """Ranked (rank, programme) in; lines of the reader's own college out, and how many others."""
    own, others = [], 0
    for rank, programme_id in choices:
        programme = eyes.catalogue.programmes.get(programme_id)
        college = eyes.catalogue.college_of(programme_id) if programme is not None else None
        if eyes.college_id is not None and (college is None or college.id != eyes.college_id):
            others += 1
            continue
        name = programme.name if programme is not None else programme_id
        school = f"（{college.name}）" if college is not None and eyes.college_id is None else ""
        own.append(f"{rank} {name}{school}")
    return own, others


def _texts(answers: Answers, name: str, eyes: Eyes) -> tuple[str, ...]:
    value = getattr(answers, name)
    if value is None or value is False or value == () or value == "":
        return ()
    if name in _SPECIAL:
        return _SPECIAL[name](value, eyes)
    if value is True:
        return ("是",)
    if isinstance(value, StrEnum):
        return (value.value,)
    if isinstance(value, float):
        return (f"{value:g}",)
    return (str(value),)


def _identity(value: str, eyes: Eyes) -> tuple[str, ...]:
    """Colleges get no part of it, as consent three promises; the desk may open the whole."""
    if eyes.college_id is not None:
        return ("填了，学校看不到，县里能核对",)
    return (value if eyes.shows_identity else masked_identity(value),)


def _born(value: date, eyes: Eyes) -> tuple[str, ...]:
    age = f"{age_on(value, clock.today())}岁"
    if eyes.college_id is not None:
        return (age,)
    return (f"{value.year}年{value.month}月{value.day}日（{age}）",)


def _choices(value: tuple[Choice, ...], eyes: Eyes) -> tuple[str, ...]:
    ranked = [(rank, choice.programme_id) for rank, choice in enumerate(value, start=1)]
    own, others = choice_names(ranked, eyes)
    classes = (order_class_name(choice, eyes) for choice in value)
    own += [name for name in classes if name]
    return (*own, f"还有 {others} 个别的学校的志愿") if others else tuple(own)


def order_class_name(choice: Choice, eyes: Eyes) -> str:
    """`订单班：…` where the family chose one at the reader's college, else nothing."""
    order_class = eyes.catalogue.order_classes.get(choice.order_class_id or "")
    if order_class is None:
        return ""
    college = eyes.catalogue.college_of(order_class.programme)
    return f"订单班：{order_class.name}" if eyes.college_id in {None, college.id} else ""


def _consents(value: tuple[Consent, ...], _eyes: Eyes) -> tuple[str, ...]:
    return tuple(
        f"{CONSENTS[one.kind]}：{'同意' if one.agreed else '不同意'}"
        f"（{one.relation} {one.given_by}，{ways.short_words(one)}，文本 {one.version}）"
        for one in value
    )


_SPECIAL: Mapping[str, Callable[[Any, Eyes], tuple[str, ...]]] = {
    "identity_number": _identity,
    "birth_date": _born,
    "home_county": lambda code, _eyes: (place_name(code),),
    "choices": _choices,
    "consents": _consents,
}
