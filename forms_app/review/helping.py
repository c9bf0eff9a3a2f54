"""The county's list of what helpers changed: who, for how many children, what, when, answered how.

No child's name stands here; the number leads to the file, and opening that is written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, func, select, true, tuple_
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts.access import current_actor, staff
from forms_app.accounts.models import Organisation
from forms_app.applications import paging
from forms_app.applications.consenting.models import HelperAnswer
from forms_app.applications.helping import edits, proposing
from forms_app.applications.helping.models import HelperEdit, Sitting
from forms_app.applications.models import Application
from forms_app.applications.paging import Page, Place
from forms_app.applications.row_policy import listed_for
from forms_app.extensions import db
from forms_app.review import bp
from forms_app.workflow import Actor, Role

PAGE = 50
MOST_HELPERS = 20
MANY = 5
"""Choices of this many children changed after sending by one helper: worth a look, no verdict."""

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Helper:
    """One helper: a sitting of his to name him by, and of how many children he changed what."""

    sitting: Sitting
    children: int
    choices_of: int

    @property
    def is_worth_a_look(self) -> bool:
        return self.choices_of >= MANY


@dataclass(frozen=True, slots=True)
class Row:
    edit: HelperEdit
    sitting: Sitting
    application: Application

    @property
    def what(self) -> str:
        return edits.words(self.edit.fields)


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of an address; what cannot be read is no filter."""

    sitting_id: str
    by_institution: bool
    first: date | None
    last: date | None


def asked() -> Asked:
    return Asked(
        request.args.get("helper", "")[:32],
        request.args.get("by") == "institution",
        _day(request.args.get("from", "")),
        _day(request.args.get("to", "")),
    )


def chosen(session: Session, actor: Actor, wanted: Asked) -> tuple[Sitting | None, Condition]:
    """The sitting by which was filtered, when the actor may see it, and the condition."""
    condition: Condition = listed_for(actor)
    sitting = session.scalar(
        select(Sitting)
        .join(Application, Application.id == Sitting.application_id)
        .where(Sitting.id == wanted.sitting_id, listed_for(actor))
    )
    if sitting is not None and wanted.by_institution and sitting.institution_index:
        condition &= Sitting.institution_index == sitting.institution_index
    elif sitting is not None:
        condition &= Sitting.helper_index == sitting.helper_index
    if wanted.first is not None:
        condition &= HelperEdit.at >= _begins(wanted.first)
    if wanted.last is not None:
        condition &= HelperEdit.at < _begins(wanted.last) + timedelta(days=1)
    return sitting, condition


def page(session: Session, condition: Condition, *, after: Place | None = None) -> Page[Row]:
    """The newest first."""
    place = tuple_(HelperEdit.at, HelperEdit.id)
    query = (
        select(HelperEdit, Sitting, Application)
        .join(Sitting, Sitting.id == HelperEdit.sitting_id)
        .join(Application, Application.id == HelperEdit.application_id)
        .where(condition, place < paging.literal(after) if after is not None else true())
        .order_by(HelperEdit.at.desc(), HelperEdit.id.desc())
        .limit(PAGE + 1)
    )
    found = [Row(*row) for row in session.execute(query)]
    shown = found[:PAGE]
    last = shown[-1].edit if len(found) > PAGE else None
    return Page(shown, paging.write((last.at, last.id)) if last is not None else None)


def helpers(session: Session, condition: Condition) -> list[Helper]:
    """Who changed something, those with most children whose choices changed first."""
    is_stored = HelperEdit.is_proposed.is_(False) | HelperEdit.confirmed_at.is_not(None)
    late = HelperEdit.changes_choices & HelperEdit.is_after_sending & is_stored
    child = func.distinct(HelperEdit.application_id)
    choices_of, children = func.count(child).filter(late), func.count(child)
    query = (
        select(func.max(Sitting.id), children, choices_of)
        .select_from(HelperEdit)
        .join(Sitting, Sitting.id == HelperEdit.sitting_id)
        .join(Application, Application.id == HelperEdit.application_id)
        .where(condition)
        .group_by(Sitting.helper_index)
        .order_by(choices_of.desc(), children.desc(), func.max(Sitting.id))
        .limit(MOST_HELPERS)
    )
    return [
        Helper(session.get_one(Sitting, identifier), count, changed)
        for identifier, count, changed in session.execute(query)
    ]


def tried_to_answer(session: Session, actor: Actor) -> list[tuple[HelperAnswer, Application]]:
    """Helpers who tried to answer for a guardian, the newest first; at most PAGE."""
    rows = session.execute(
        select(HelperAnswer, Application)
        .join(Application, Application.id == HelperAnswer.application_id)
        .where(listed_for(actor))
        .order_by(HelperAnswer.last_at.desc(), HelperAnswer.id)
        .limit(PAGE)
    )
    return [(tried, application) for tried, application in rows]


@bp.get("/staff/helpers")
@staff(Role.COUNTY_DESK)
def helper_edits() -> ResponseReturnValue:
    actor, wanted = current_actor(), asked()
    sitting, condition = chosen(db.session, actor, wanted)
    found = page(db.session, condition, after=paging.read(request.args.get("after")))
    names = ("helper", "by", "from", "to")
    kept = {name: request.args[name] for name in names if name in request.args}
    return render_template(
        "review/helper_edits.html",
        office=db.session.get_one(Organisation, actor.organisation_id),
        helpers=helpers(db.session, condition),
        rows=found.rows,
        after=found.after,
        tried=[] if kept or "after" in request.args else tried_to_answer(db.session, actor),
        kept=kept,
        wanted=wanted,
        sitting=sitting,
        standing=proposing.standing,
        moment_words=clock.moment_words,
        is_trial=any(row.application.is_trial for row in found.rows),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.BEIJING)
