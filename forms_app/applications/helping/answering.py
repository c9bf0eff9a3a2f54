"""The family's word about a helper's change: right, or put back. Flushes, never commits."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import changing, drafts, papers
from forms_app.applications.fields import BY_NAME, tasks_with
from forms_app.applications.helping.edits import CHOICE_FIELDS, after_of, before_of
from forms_app.applications.helping.models import HelperEdit
from forms_app.applications.models import Application
from forms_app.errors import Conflict, NotFound
from forms_app.languages.texts import said
from forms_app.workflow import Actor

NOT_YOURS = said("这要家里人自己来答。你在帮忙填，不能替家里人答。")


def confirm(session: Session, application: Application, *, actor: Actor, seen: int) -> None:
    """All changes up to number `seen` are right; a later one stays open."""
    _lock(session, application, actor)
    for edit in session.scalars(
        select(HelperEdit).where(
            HelperEdit.application_id == application.id,
            HelperEdit.number <= seen,
            HelperEdit.is_proposed.is_(False),
            HelperEdit.confirmed_at.is_(None),
            HelperEdit.reverted_at.is_(None),
        )
    ):
        edit.confirmed_at = clock.now()
    session.flush()


def may_revert(application: Application, edit: HelperEdit, actor: Actor) -> bool:
    """True where one press puts it back: a page that is open, or choices that may be changed.

    The page with birth date and consents is corrected by hand: without them nothing may be kept.
    """
    if edit.is_proposed or edit.reverted_at is not None or actor.sitting_id is not None:
        return False
    pages = tasks_with(edit.fields)
    if BY_NAME["guardian"] in pages:
        return False
    if set(pages) <= set(drafts.open_tasks(application)):
        return True
    # What was sent cannot be left open again: a first answer stays, and may be changed.
    before = before_of(edit)
    was_open = any(getattr(before, name) in {None, ()} for name in CHOICE_FIELDS & {*edit.fields})
    is_choice = set(edit.fields) <= set(changing.FIELDS)
    return is_choice and not was_open and changing.may_change(application, actor)


def revert(session: Session, application: Application, *, actor: Actor, number: int) -> None:
    """Put back what the change found; a second press changes nothing.

    Raises Conflict when it was changed again since, or cannot be put back any more.
    """
    _lock(session, application, actor)
    edit = session.scalar(
        select(HelperEdit).where(
            HelperEdit.application_id == application.id, HelperEdit.number == number
        )
    )
    if edit is None:
        raise NotFound("no such change")
    if edit.reverted_at is not None:
        return
    if not may_revert(application, edit, actor):
        raise Conflict(said("这一处现在不能一按就改回去。什么都没有变。打县里的电话，请他们帮忙。"))
    now, before, after = application.answers, before_of(edit), after_of(edit)
    if any(getattr(now, name) != getattr(after, name) for name in edit.fields):
        raise Conflict(said("这一处后来又改过，所以没有动它。要改，就去那一页直接改。"))
    values = {name: getattr(before, name) for name in edit.fields}
    if set(tasks_with(edit.fields)) <= set(drafts.open_tasks(application)):
        drafts.write(application, now, values)
    else:
        last = papers.last_version(session, application)
        after_all = drafts.merged(now, values)
        changing.change_choices(
            session,
            application,
            chosen=after_all.choices,
            physical_answer=after_all.physical_answer,
            adjustment=after_all.adjustment,
            actor=actor,
            seen=last.number if last is not None else 0,
        )
    edit.reverted_at = clock.now()
    session.flush()


def _lock(session: Session, application: Application, actor: Actor) -> None:
    if actor.sitting_id is not None:
        raise Conflict(NOT_YOURS)
    session.flush()
    session.refresh(application, with_for_update=True)
