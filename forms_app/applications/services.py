"""What the family's pages do beside filling in: withdraw, come back, appeal. Never commits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import cycles
from forms_app.applications.drafts import save, start
from forms_app.applications.models import Application
from forms_app.applications.opening import open_application, reissue_code
from forms_app.applications.states import Event
from forms_app.applications.submission import submit
from forms_app.errors import Conflict, NotFound
from forms_app.languages.texts import said
from forms_app.models import History
from forms_app.workflow import Actor, advance, events_open_to, history_of

APPEAL_UNTIL = "until"
"""In the details of the history row: the day to which a desk extended this family's appeal."""

__all__ = [
    "APPEAL_UNTIL",
    "appeal",
    "appeal_until",
    "apply_again",
    "get",
    "may_appeal",
    "may_apply_again",
    "open_application",
    "reissue_code",
    "save",
    "start",
    "submit",
    "withdraw",
]


def get(session: Session, application_id: str) -> Application:
    """The application; raises NotFound."""
    found = session.get(Application, application_id)
    if found is None:
        raise NotFound("no such application")
    return found


def withdraw(session: Session, application: Application, *, actor: Actor) -> None:
    """End this application; the child may apply again. A seat that was held is free again."""
    advance(session, application, Event.WITHDRAW, actor=actor)


def may_apply_again(application: Application, actor: Actor) -> bool:
    """True while a withdrawal can be taken back: until the cycle closes, with every consent."""
    is_open = cycles.season(cycles.rules_of(application)) is cycles.Season.OPEN
    has_consents = application.consent_withdrawn_at is None
    return is_open and has_consents and Event.APPLY_AGAIN in events_open_to(application, actor)


def apply_again(session: Session, application: Application, *, actor: Actor) -> None:
    """Take a withdrawal back: the last version goes to its college anew, without its old seat.

    The place in order is kept. Raises Conflict after the closing date, and when the child has
    another live application by now (N2).
    """
    if cycles.season(cycles.rules_of(application)) is not cycles.Season.OPEN:
        raise Conflict(said("报名已经截止，撤回的不能再送。打县里的电话问问还有没有别的办法。"))
    session.flush()
    session.refresh(application, with_for_update=True)
    if application.consent_withdrawn_at is not None:
        raise Conflict(said("有一份同意书收回了。先在“看同意书”里重新同意，再送。"))
    try:
        with session.begin_nested():
            advance(session, application, Event.APPLY_AGAIN, actor=actor)
            application.assignee_id = None
            application.refusal_proposed_by = None
            application.refusal_proposed_in = None
            application.returned_fields = []
            application.answer_due = None
            session.flush()
    except IntegrityError:
        raise Conflict(said("这个学生已经另外报了一份。先撤回那一份，再送这一份。")) from None


def appeal_until(application: Application, history: Sequence[History]) -> date | None:
    """The last day of an appeal, China's calendar; None when nothing was refused."""
    refusals = [entry.at for entry in history if entry.event == Event.CONFIRM_REFUSAL]
    if not refusals:
        return None
    rules = cycles.rules_of(application)
    told_on = refusals[-1].astimezone(clock.BEIJING).date()
    last = told_on + timedelta(days=rules.appeal_within_days)
    own = [
        date.fromisoformat(entry.details[APPEAL_UNTIL])
        for entry in history
        if entry.event == Event.EXTEND_APPEAL and entry.at >= refusals[-1]
    ]
    return max(last, rules.appeals_until or last, *own)


def may_appeal(application: Application, history: Sequence[History], actor: Actor) -> bool:
    last = appeal_until(application, history)
    is_in_time = last is not None and clock.today() <= last
    return is_in_time and Event.APPEAL in events_open_to(application, actor)


def appeal(session: Session, application: Application, *, actor: Actor, reason: str) -> None:
    """Have the refusal looked at again, by somebody else.

    Raises FieldError("reason") without words, Conflict when the last day has passed.
    """
    session.flush()
    session.refresh(application, with_for_update=True)
    last = appeal_until(application, history_of(session, application))
    if last is not None and clock.today() > last:
        raise Conflict(
            said(
                "申诉到{month}月{day}日为止，已经过了。打县里的电话问问。",
                month=last.month,
                day=last.day,
            )
        )
    advance(session, application, Event.APPEAL, actor=actor, reason=reason)
    application.assignee_id = None
    session.flush()
