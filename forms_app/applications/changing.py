"""Changing the 志愿 after they were sent, until the cycle closes. Flushes, never commits.

A change is a version of its own and keeps the place in order. Whoever had the file in hand begins
anew, because the first choice may be another college now; a college that is chosen no more has
lost the file, as the third consent says.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.applications import choices, cycles, papers, summary
from forms_app.applications.answers import Adjustment, Answers
from forms_app.applications.choices import Choices
from forms_app.applications.completeness import missing
from forms_app.applications.drafts import ChangedElsewhere, merged, write
from forms_app.applications.fields import BY_NAME
from forms_app.applications.models import Application
from forms_app.applications.states import APPLICATION, Event
from forms_app.applications.submission import (
    NotComplete,
    OutOfSeason,
    freeze,
    write_choices,
)
from forms_app.errors import Conflict
from forms_app.languages.texts import said
from forms_app.models import History
from forms_app.workflow import Actor, advance, events_open_to

FIELDS = ("choices", "physical_answer", "adjustment")
LEFT = "left"
"""In the details of the history row: organisations that are chosen no more."""
TOO_FAR = said("学校已经往前走了一步，志愿现在不能改。你原来的志愿没有变。")
OVER = said("报名已经截止，志愿不能再改。你原来的志愿没有变。")
SAME = said("和原来一样，没有改。")
CHANGED_ELSEWHERE = said("志愿刚在别处改过。已送到的和你选的都在下面，看清楚再送。")


def may_change(application: Application, actor: Actor) -> bool:
    """True while the table has a row for it and the cycle is open."""
    is_open = cycles.season(cycles.rules_of(application)) is cycles.Season.OPEN
    return is_open and Event.CHANGE_CHOICES in events_open_to(application, actor)


def why_not(application: Application) -> str:
    """Why the choices cannot be changed, for a page that was opened while they could."""
    is_open = cycles.season(cycles.rules_of(application)) is cycles.Season.OPEN
    return TOO_FAR if is_open else OVER


def change_choices(
    session: Session,
    application: Application,
    *,
    chosen: Choices,
    physical_answer: str | None,
    adjustment: Adjustment | None = None,
    actor: Actor,
    seen: int,
) -> None:
    """Send these choices in place of those of version `seen`; a second press changes nothing.

    Without an `adjustment` that of the version stays.

    Raises ChangedElsewhere when another version was sent meanwhile, OutOfSeason after the closing
    date, NotComplete or Conflict; then everything is as it was.
    """
    session.flush()
    session.refresh(application, with_for_update=True)
    last = papers.last_version(session, application)
    if last is None:
        raise Conflict(said("这份报名还没有提交。志愿在九件事里改。"))
    after = with_choices(last.answers, chosen, physical_answer)
    if adjustment is not None:
        after = merged(after, {"adjustment": adjustment})
    if last.number != seen:
        if _are_same(last.answers, after):
            return
        raise ChangedElsewhere(CHANGED_ELSEWHERE)
    if Event.CHANGE_CHOICES not in events_open_to(application, actor):
        raise Conflict(TOO_FAR)
    if cycles.season(cycles.rules_of(application)) is not cycles.Season.OPEN:
        raise OutOfSeason(OVER)
    if _are_same(last.answers, after):
        raise Conflict(SAME)
    _send(session, application, after, actor=actor)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a family sees before it sends: both lists, and which colleges win or lose the file."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    physical_before: str | None
    physical_after: str | None
    new_first: str | None
    """The college that reviews from now on, when it is another one."""
    joined: tuple[str, ...]
    left: tuple[str, ...]


def difference(sent: Answers, after: Answers) -> Difference:
    """The choices of two versions side by side, in words."""
    old, new = _colleges(sent.choices), _colleges(after.choices)
    first = new[0] if new and old[:1] != new[:1] else None
    return Difference(
        before=tuple(summary.choice_name(choice) for choice in sent.choices),
        after=tuple(summary.choice_name(choice) for choice in after.choices),
        physical_before=sent.physical_answer,
        physical_after=after.physical_answer,
        new_first=first,
        joined=tuple(name for name in dict.fromkeys(new) if name not in old),
        left=tuple(name for name in dict.fromkeys(old) if name not in new),
    )


def _colleges(chosen: Choices) -> list[str]:
    found = (choices.offer(choice.programme_id) for choice in chosen)
    return [one.college.name for one in found if one is not None]


def _are_same(one: Answers, other: Answers) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in FIELDS)


def with_choices(sent: Answers, chosen: Choices, physical_answer: str | None) -> Answers:
    return merged(sent, {"choices": chosen, "physical_answer": physical_answer})


def _send(session: Session, application: Application, after: Answers, *, actor: Actor) -> None:
    page = BY_NAME["choices"]
    lacking = [one for one in missing(after, cycles.rules_of(application)) if one.task is page]
    if lacking:
        raise NotComplete(lacking)
    before, before_answers = application.college_organisations(), application.answers
    write(application, after, {})
    write_choices(session, application, after)
    freeze(session, application, after)
    left = sorted(before - application.college_organisations())
    details = {"fields": _changed(before_answers, after), LEFT: left}
    advance(session, application, Event.CHANGE_CHOICES, actor=actor, details=details)
    application.assignee_id = None
    session.flush()


def _changed(before: Answers, after: Answers) -> list[str]:
    """Which answers the history names."""
    names = [name for name in FIELDS if getattr(before, name) != getattr(after, name)]
    return names or ["choices"]


def was_taken_from(session: Session, application_id: str, organisation_id: str | None) -> bool:
    """True when this college was chosen once and a change of choices took it off the list."""
    rows = session.scalars(
        select(History)
        .where(
            History.subject_kind == APPLICATION.kind,
            History.subject_id == application_id,
            History.event == Event.CHANGE_CHOICES,
        )
        .order_by(History.number)
    )
    return any(organisation_id in entry.details.get(LEFT, []) for entry in rows)
