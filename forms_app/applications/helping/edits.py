"""Every change that a helper stores, field by field. `drafts.keep` calls; nothing else writes.

A choice that was sent more than 48 hours ago (`application.md`, N7) is the family's alone: in a
helper's visit it is refused before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, object_session

from forms_app import clock
from forms_app.applications import summary
from forms_app.applications.answers import Answers
from forms_app.applications.fields import LABELS, TASK_OF, TASKS, tasks_with
from forms_app.applications.helping.models import HelperEdit, Sitting
from forms_app.applications.helping.sittings import WORKS_IN
from forms_app.applications.models import Application
from forms_app.errors import Conflict
from forms_app.languages.texts import said, said_list
from generator.schema.campaign import Admission

CHOICE_FIELDS = frozenset({"choices", "adjustment"})
HELPERS_MAY = timedelta(hours=48)
"""Counted from the first submission; the last moment of it is still inside."""


class NeedsGuardian(Conflict):
    """A helper may not change this any more; nothing has been written."""

    def __init__(self) -> None:
        super().__init__(
            said(
                "提交已超过48小时，志愿和调剂要监护人自己改，帮忙的人不能改。什么都没有变。"
                "请先按“关好再还”，再由监护人用取件码和学生出生日期打开来改。"
            )
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One answer before and after, in a family's words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """One change as its family reads it; `what` names the answers."""

    edit: HelperEdit
    sitting: Sitting
    lines: tuple[Line, ...]

    @property
    def what(self) -> str:
        return words(self.edit.fields)


def record(application: Application, before: Answers, after: Answers) -> None:
    """Write down what a helper changes; outside a helper's visit, nothing.

    Raises NeedsGuardian for choices that were sent more than 48 hours ago. The caller holds the
    lock on the application's row.
    """
    session = object_session(application)
    sitting_id = session.info.get(WORKS_IN) if session is not None else None
    if session is None or sitting_id is None:
        return
    changed = [name for name in TASK_OF if getattr(before, name) != getattr(after, name)]
    if not changed:
        return
    if CHOICE_FIELDS.intersection(changed) and is_late(application):
        raise NeedsGuardian
    last = session.scalar(
        select(func.max(HelperEdit.number)).where(HelperEdit.application_id == application.id)
    )
    pages = {field.name for task in tasks_with(changed) for field in task.fields}
    edit = HelperEdit(
        application_id=application.id,
        sitting_id=sitting_id,
        number=(last or 0) + 1,
        fields=changed,
        changes_choices=bool(CHOICE_FIELDS.intersection(changed)),
        is_after_sending=application.submitted_at is not None,
        at=clock.now(),
    )
    edit.before_text = before.model_dump_json(include=pages)
    edit.after_text = after.model_dump_json(include=pages)
    session.add(edit)


def record_first(session: Session, application: Application) -> None:
    """The first page, which made the draft before there could be a sitting; once only."""
    session.flush()
    session.refresh(application, with_for_update=True)
    of_this = HelperEdit.application_id == application.id
    is_untouched = application.answers_version == 1
    if is_untouched and session.scalar(select(HelperEdit.id).where(of_this).limit(1)) is None:
        record(application, Answers(), application.answers)
        session.flush()


def is_late(application: Application) -> bool:
    """True once a helper may not change the choices any more."""
    sent = application.submitted_at
    return sent is not None and clock.now() > sent + HELPERS_MAY


def told(session: Session, application: Application, rules: Admission) -> list[Told]:
    """Every change of every helper, the newest first."""
    rows = session.execute(
        select(HelperEdit, Sitting)
        .join(Sitting, Sitting.id == HelperEdit.sitting_id)
        .where(HelperEdit.application_id == application.id)
        .order_by(HelperEdit.number.desc())
    )
    return [Told(edit, sitting, _lines(edit, rules)) for edit, sitting in rows]


def count_open(session: Session, application: Application) -> int:
    """Changes about which the family has said nothing yet."""
    return (
        session.scalar(
            select(func.count())
            .select_from(HelperEdit)
            .where(
                HelperEdit.application_id == application.id,
                HelperEdit.confirmed_at.is_(None),
                HelperEdit.reverted_at.is_(None),
            )
        )
        or 0
    )


def forget(session: Session, application: Application, field: str) -> None:
    """Take one answer out of every recorded change: it may be kept no longer."""
    of_this = HelperEdit.application_id == application.id
    for edit in session.scalars(select(HelperEdit).where(of_this)):
        pages = {one.name for task in tasks_with(edit.fields) for one in task.fields}
        kept = pages - {field}
        edit.before_text = before_of(edit).model_dump_json(include=kept)
        edit.after_text = after_of(edit).model_dump_json(include=kept)


def before_of(edit: HelperEdit) -> Answers:
    return Answers.model_validate_json(edit.before_text or "{}")


def after_of(edit: HelperEdit) -> Answers:
    return Answers.model_validate_json(edit.after_text or "{}")


def words(fields: Iterable[str]) -> str:
    """The labels of these answers, in the order of the form."""
    wanted = set(fields)
    return said_list(label for name, label in LABELS.items() if name in wanted)


def standing(edit: HelperEdit) -> tuple[str, datetime | None]:
    """What the family said about it, and when."""
    if edit.reverted_at is not None:
        return said("家里人改回去了"), edit.reverted_at
    if edit.confirmed_at is not None:
        return said("家里人看过，说对"), edit.confirmed_at
    return said("家里人还没有答复"), None


def _lines(edit: HelperEdit, rules: Admission) -> tuple[Line, ...]:
    before, after = before_of(edit), after_of(edit)
    return tuple(
        Line(*difference)
        for task in TASKS
        for difference in summary.differences(before, after, task, rules)
    )
