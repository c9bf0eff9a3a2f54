"""A helper's late change of 志愿 or 调剂: kept beside the present ones until the guardian answers.

The present ones hold until then. Who agrees is the family in a visit without a helper, or whoever
holds the 同意码. It dies when the choices may not be changed any more: with the campaign's date, or
when the college has gone a step further. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import changing, cycles, drafts, messages, papers
from forms_app.applications.answers import Answers
from forms_app.applications.changing import Difference
from forms_app.applications.consenting.models import GuardianLink
from forms_app.applications.fields import TASK_OF, tasks_with
from forms_app.applications.helping import edits
from forms_app.applications.helping.edits import PROPOSED_FIELDS, Told
from forms_app.applications.helping.models import HelperEdit, Sitting
from forms_app.applications.models import Application
from forms_app.applications.news import News
from forms_app.applications.states import Party, State
from forms_app.errors import Conflict, NotFound
from forms_app.languages.texts import said
from forms_app.workflow import Actor

NOT_YOURS = said("这要监护人自己来答。你在帮忙填，不能替他答。")
OVERTAKEN = said("这一处后来另外改过，或者已经收回，所以没有动它。看看现在写的是什么。")
DECLINED = said("这一处已经答过“不同意”，没有改。想改，请家里人自己按“改志愿”。")
SENT_BACK = said("学校退回了这份报名，等补正送回去，再来答这一处。现在的志愿没有变。")
ACCEPT, DECLINE, TAKE_BACK = "accept", "decline", "take_back"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The proposal as whoever answers reads it; `why_not` says why it cannot be agreed to now."""

    told: Told
    difference: Difference | None
    """Both lists of choices and which colleges win or lose the file; None for 调剂 alone."""
    why_not: str | None


def must_wait(application: Application, actor: Actor) -> bool:
    """True for a helper whose change of the choices would wait for the guardian."""
    return actor.sitting_id is not None and edits.is_late(application)


def why_not(application: Application, fields: frozenset[str] = PROPOSED_FIELDS) -> str | None:
    """Why these answers cannot be changed now by anybody; None while the family could."""
    if application.state == State.RETURNED:
        is_open = set(tasks_with(sorted(fields))) <= set(drafts.open_tasks(application))
        return None if is_open else SENT_BACK
    if changing.may_change(application, drafts.as_family(application.id)):
        return None
    return changing.why_not(application)


def propose(
    session: Session, application: Application, *, values: Mapping[str, Any], actor: Actor
) -> HelperEdit:
    """Keep these answers for the guardian to read; the same twice is one, a newer ends an older.

    `values` may name PROPOSED_FIELDS only. Raises Conflict when nothing would change, when the
    choices cannot be changed any more, or outside a helper's visit.
    """
    session.flush()
    session.refresh(application, with_for_update=True)
    if actor.sitting_id is None or not set(values) <= PROPOSED_FIELDS:
        raise Conflict(said("这一步只有帮忙的人能做。"))
    before = application.answers
    after = drafts.merged(before, values)
    changed = [name for name in TASK_OF if getattr(before, name) != getattr(after, name)]
    if not changed:
        raise Conflict(changing.SAME)
    refusal = why_not(application, frozenset(changed))
    if refusal is not None:
        raise Conflict(refusal)
    older = edits.waiting(session, application)
    is_own = older is not None and older.sitting_id == actor.sitting_id
    if older is not None:
        if is_own and _holds(older, after, changed):
            return older
        older.ended_at = clock.now()
        session.flush()
    edit = edits.add(
        session,
        application,
        before,
        after,
        sitting_id=actor.sitting_id,
        changed=changed,
        is_proposed=True,
    )
    if not is_own:
        # The guardian answers, so the guardian's phone comes first.
        numbers = (before.guardian_phone, before.phone)
        messages.tell(
            session,
            application,
            News.PROPOSED,
            edit_id=edit.id,
            numbers=numbers,
            email=before.email,
        )
    return edit


def of(session: Session, application: Application) -> Waiting | None:
    """What waits for an answer, in words."""
    edit = edits.waiting(session, application)
    if edit is None:
        return None
    sitting = session.get_one(Sitting, edit.sitting_id)
    told = edits.told_one(edit, sitting, cycles.rules_of(application))
    before, after = edits.before_of(edit), edits.after_of(edit)
    shows_choices = "choices" in edit.fields
    return Waiting(
        told,
        changing.difference(before, after) if shows_choices else None,
        why_not(application, frozenset(edit.fields)),
    )


def standing(edit: HelperEdit, application: Application) -> tuple[str, datetime | None]:
    """As `edits.standing`, and the end of a proposal that nobody answered in time."""
    if edit.is_waiting and why_not(application, frozenset(edit.fields)) not in {None, SENT_BACK}:
        return said("没有人答复，没有改"), None
    return edits.standing(edit)


def accept(session: Session, application: Application, *, actor: Actor, number: int) -> None:
    """Change the choices as proposed; a second press changes nothing.

    Raises Conflict when it was declined, overtaken or too late; then everything is as it was.
    """
    edit = _locked(session, application, actor, number)
    if edit.confirmed_at is not None:
        return
    if edit.declined_at is not None:
        raise Conflict(DECLINED)
    now, before, after = application.answers, edits.before_of(edit), edits.after_of(edit)
    is_overtaken = any(getattr(now, name) != getattr(before, name) for name in edit.fields)
    if edit.ended_at is not None or is_overtaken:
        raise Conflict(OVERTAKEN)
    refusal = why_not(application, frozenset(edit.fields))
    if refusal is not None:
        raise Conflict(refusal)
    edit.confirmed_at, edit.answered_by = clock.now(), _shown(session, application, actor)
    session.flush()
    values = {name: getattr(after, name) for name in edit.fields}
    if application.state == State.RETURNED:
        drafts.write(application, now, values)
        session.flush()
        return
    last = papers.last_version(session, application)
    wanted = drafts.merged(now, values)
    changing.change_choices(
        session,
        application,
        chosen=wanted.choices,
        physical_answer=wanted.physical_answer,
        adjustment=wanted.adjustment,
        actor=actor,
        seen=last.number if last is not None else 0,
    )


def decline(session: Session, application: Application, *, actor: Actor, number: int) -> None:
    """Leave the choices as they are; the same twice is one. Raises Conflict once agreed to."""
    edit = _locked(session, application, actor, number)
    if edit.declined_at is not None or edit.ended_at is not None:
        return
    if edit.confirmed_at is not None:
        raise Conflict(said("这一处已经同意，也改好了。要改回去，请家里人自己按“改志愿”。"))
    edit.declined_at, edit.answered_by = clock.now(), _shown(session, application, actor)
    session.flush()


def may_take_back(session: Session, edit: HelperEdit, actor: Actor) -> bool:
    """True for whoever proposed it, in this visit or another one under the same name."""
    if actor.sitting_id is None or not edit.is_waiting:
        return False
    own = session.get_one(Sitting, actor.sitting_id)
    return session.get_one(Sitting, edit.sitting_id).helper_index == own.helper_index


def take_back(session: Session, application: Application, *, actor: Actor, number: int) -> None:
    """The helper thinks again; a second press changes nothing. Raises Conflict for anybody else."""
    session.flush()
    session.refresh(application, with_for_update=True)
    edit = _find(session, application, number)
    if not edit.is_waiting:
        return
    if not may_take_back(session, edit, actor):
        raise Conflict(said("这一处不是你提的，你不能收回。"))
    edit.ended_at = clock.now()
    session.flush()


def _holds(edit: HelperEdit, after: Answers, changed: list[str]) -> bool:
    wanted = edits.after_of(edit)
    is_equal = all(getattr(wanted, name) == getattr(after, name) for name in changed)
    return edit.fields == changed and is_equal


def _locked(session: Session, application: Application, actor: Actor, number: int) -> HelperEdit:
    """The proposal, with the application's row held; only family and guardian get it."""
    if actor.sitting_id is not None:
        raise Conflict(NOT_YOURS)
    if not application.standing_of(actor) & {Party.FAMILY, Party.GUARDIAN}:
        raise NotFound("no such application for this actor")
    session.flush()
    session.refresh(application, with_for_update=True)
    return _find(session, application, number)


def _shown(session: Session, application: Application, actor: Actor) -> str:
    """Who answered; of a 同意码 that a helper made, family and county read that as well."""
    if actor.guardian_of is None:
        return actor.shown_as
    made_in = session.scalar(
        select(Sitting.kind)
        .join(GuardianLink, GuardianLink.sitting_id == Sitting.id)
        .where(GuardianLink.application_id == application.id, GuardianLink.ended_at.is_(None))
    )
    return (
        said("{shown_as}，码由{made_in}发出，", shown_as=actor.shown_as, made_in=made_in)
        if made_in
        else actor.shown_as
    )


def _find(session: Session, application: Application, number: int) -> HelperEdit:
    found = session.scalar(
        select(HelperEdit)
        .where(
            HelperEdit.application_id == application.id,
            HelperEdit.number == number,
            HelperEdit.is_proposed,
        )
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("no such proposal")
    return found
