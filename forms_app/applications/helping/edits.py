"""Every change that a helper stores, field by field; `drafts.keep` calls.

A choice that was sent more than 48 hours ago (`application.md`, N7) is the family's alone: in a
helper's visit it is refused before anything is written, and `proposing` keeps it until an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, object_session

from forms_app import clock
from forms_app.applications import messages, summary
from forms_app.applications.answers import Answers
from forms_app.applications.fields import LABELS, TASK_OF, TASKS, tasks_with
from forms_app.applications.helping.models import HelperEdit, Sitting
from forms_app.applications.helping.sittings import WORKS_IN
from forms_app.applications.messages import Message
from forms_app.applications.models import Application
from forms_app.applications.news import News
from forms_app.errors import Conflict
from forms_app.languages.texts import said, said_list
from generator.schema.campaign import Admission

CHOICE_FIELDS = frozenset({"choices", "adjustment"})
PROPOSED_FIELDS = CHOICE_FIELDS | {"physical_answer"}
"""What a proposal may hold: the answer about the body goes with the choices that ask for it."""
HELPERS_MAY = timedelta(hours=48)
"""Counted from the first submission; the last moment of it is still inside."""


class NeedsGuardian(Conflict):
    """A helper may not change this any more; nothing has been written."""

    def __init__(self) -> None:
        super().__init__(
            said(
                "提交已超过48小时，志愿和调剂要监护人同意才能改。什么都没有变。"
                "到进度页按“改志愿”，把想改的写下来，监护人看过、同意了就改。"
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
    is_told = _is_told(session, application, sitting_id)
    edit = add(session, application, before, after, sitting_id=sitting_id, changed=changed)
    if not is_told:
        # The number of before: whoever changes it shall not be the only one to hear of that.
        numbers = (*messages.phones_of(before), *messages.phones_of(after))
        own = session.get_one(Sitting, sitting_id).phone
        messages.tell(
            session,
            application,
            News.HELPED,
            edit_id=edit.id,
            numbers=[number for number in numbers if number != own],
            email=before.email or after.email,
        )


def add(
    session: Session,
    application: Application,
    before: Answers,
    after: Answers,
    *,
    sitting_id: str,
    changed: list[str],
    is_proposed: bool = False,
) -> HelperEdit:
    """A row for what a sitting changed, or would change, under the next number. Flushes."""
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
        is_proposed=is_proposed,
        at=clock.now(),
    )
    edit.before_text = before.model_dump_json(include=pages)
    edit.after_text = after.model_dump_json(include=pages)
    session.add(edit)
    session.flush()
    return edit


def _is_told(session: Session, application: Application, sitting_id: str) -> bool:
    """True while a copy went out about this sitting and the family has not answered it yet."""
    found = (
        select(Message.id)
        .join(HelperEdit, HelperEdit.id == Message.edit_id)
        .where(
            HelperEdit.application_id == application.id,
            HelperEdit.sitting_id == sitting_id,
            *_UNANSWERED,
        )
        .limit(1)
    )
    return session.scalar(found) is not None


def waiting(session: Session, application: Application) -> HelperEdit | None:
    """The proposal that nobody has answered; the index lets there be one."""
    return session.scalar(
        select(HelperEdit).where(
            HelperEdit.application_id == application.id,
            HelperEdit.is_proposed,
            HelperEdit.confirmed_at.is_(None),
            HelperEdit.declined_at.is_(None),
            HelperEdit.ended_at.is_(None),
        )
    )


def overtake(application: Application, before: Answers, after: Answers) -> None:
    """End a proposal whose answers are being changed otherwise: nobody agrees to an old sheet."""
    session = object_session(application)
    changed = {name for name in PROPOSED_FIELDS if getattr(before, name) != getattr(after, name)}
    if session is None or not changed or application.submitted_at is None:
        return
    edit = waiting(session, application)
    if edit is not None and changed.intersection(edit.fields):
        edit.ended_at = clock.now()


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
    return [told_one(edit, sitting, rules) for edit, sitting in rows]


def told_one(edit: HelperEdit, sitting: Sitting, rules: Admission) -> Told:
    return Told(edit, sitting, _lines(edit, rules))


def count_open(session: Session, application: Application) -> int:
    """Stored changes about which the family has said nothing yet."""
    return (
        session.scalar(
            select(func.count())
            .select_from(HelperEdit)
            .where(HelperEdit.application_id == application.id, *_UNANSWERED)
        )
        or 0
    )


_UNANSWERED = (
    HelperEdit.is_proposed.is_(False),
    HelperEdit.confirmed_at.is_(None),
    HelperEdit.reverted_at.is_(None),
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
    if edit.is_proposed:
        return _standing_of_proposal(edit)
    if edit.reverted_at is not None:
        return said("家里人改回去了"), edit.reverted_at
    if edit.confirmed_at is not None:
        return said("家里人看过，说对"), edit.confirmed_at
    return said("家里人还没有答复"), None


def _standing_of_proposal(edit: HelperEdit) -> tuple[str, datetime | None]:
    if edit.confirmed_at is not None:
        return said("{answered_by}同意了，已经改", answered_by=edit.answered_by), edit.confirmed_at
    if edit.declined_at is not None:
        return said("{answered_by}不同意，没有改", answered_by=edit.answered_by), edit.declined_at
    if edit.ended_at is not None:
        return said("没有改：收回了，或后来另外改过"), edit.ended_at
    return said("等监护人答复，还没有改"), None


def _lines(edit: HelperEdit, rules: Admission) -> tuple[Line, ...]:
    before, after = before_of(edit), after_of(edit)
    return tuple(
        Line(*difference)
        for task in TASKS
        for difference in summary.differences(before, after, task, rules)
    )
