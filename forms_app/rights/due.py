"""Which rows have fallen due: one query a kind, the same for the sweep, the trial and the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from forms_app.accounts.models import AccountEvent
from forms_app.applications import looks
from forms_app.applications.consenting.models import GuardianLink
from forms_app.applications.models import Application
from forms_app.applications.states import APPLICATION, NEVER_SENT, UNFINISHED, Event, State
from forms_app.models import History
from forms_app.privacy import View
from forms_app.rights import periods
from forms_app.rights.models import ErasureRequest
from forms_app.rights.periods import MONTHS, Periods
from forms_app.rights.states import State as Asked

WITHOUT_PLACE = frozenset({State.NOT_QUALIFIED, State.DECLINED, State.WITHDRAWN, State.UNPLACED})
UNDECIDED = frozenset(
    {State.SUBMITTED, State.REVIEWING, State.RETURNED, State.REFUSAL_PROPOSED, State.OFFERED}
)
"""Somebody has to decide before anything can be forgotten: no date does it for them."""


class Kind(StrEnum):
    """What a sweep does, in its order."""

    REOPEN = "reopen"
    REMIND = "remind"
    CLOSE_DRAFTS = "close_drafts"
    CONSENT_EXPIRES = "consent_expires"
    END_UNPLACED = "end_unplaced"
    ASKED = "asked"
    UNSENT = "unsent"
    UNSUCCESSFUL = "unsuccessful"
    PHYSICAL = "physical"
    LOOKS = "looks"
    ACCOUNT_EVENTS = "account_events"
    TRACES = "traces"


LABELS: dict[Kind, str] = {
    Kind.REMIND: "提醒还没有提交的家庭",
    Kind.REOPEN: "截止推后，草稿可以接着填",
    Kind.CLOSE_DRAFTS: "草稿截止，转为未提交",
    Kind.CONSENT_EXPIRES: "同意码过期没有人回，转回草稿",
    Kind.END_UNPLACED: "资格通过没有名额，转为未录取",
    Kind.ASKED: "家里人要求删的，反悔时间过了",
    Kind.UNSENT: "没有提交的，删掉",
    Kind.UNSUCCESSFUL: "没有录取的，只留一行数字",
    Kind.PHYSICAL: "录取的，删掉身体条件",
    Kind.LOOKS: "谁看过的记录，删掉",
    Kind.ACCOUNT_EVENTS: "账号的记录，删掉",
    Kind.TRACES: "删过的报名剩下的记录，删掉",
}

Condition = Callable[[Periods, datetime], ColumnElement[bool]]


def ids(kind: Kind, at: datetime) -> Select[str]:
    """Identifiers of what has fallen due by `at`, in no order."""
    if kind is Kind.ASKED:
        is_due = ErasureRequest.due_at <= at
        return select(ErasureRequest.id).where(ErasureRequest.state == Asked.SCHEDULED, is_due)
    if kind is Kind.LOOKS:
        return select(View.id).where(_looks(at))
    if kind is Kind.ACCOUNT_EVENTS:
        return select(AccountEvent.id).where(_account_events(at))
    return select(Application.id).where(_each(kind, at))


def count(session: Session, kind: Kind, at: datetime) -> int:
    return session.scalar(select(func.count()).select_from(ids(kind, at).subquery())) or 0


def count_in(session: Session, kind: Kind, cycle: Periods, at: datetime) -> int:
    """As `count`, in one cycle; for kinds that belong to applications."""
    rows = CONDITIONS[kind](cycle, at) & (Application.cycle == cycle.cycle)
    return session.scalar(select(func.count()).select_from(Application).where(rows)) or 0


def count_undecided(session: Session, cycle: Periods, at: datetime) -> int:
    """What would be due if somebody had decided it."""
    if at < cycle.unsuccessful:
        return 0
    rows = (Application.cycle == cycle.cycle) & Application.state.in_(UNDECIDED)
    return session.scalar(select(func.count()).select_from(Application).where(rows)) or 0


def _each(kind: Kind, at: datetime) -> ColumnElement[bool]:
    """The condition of the kind in whichever cycle an application belongs to."""
    in_cycles = [
        and_(Application.cycle == one.cycle, CONDITIONS[kind](one, at)) for one in periods.of_all()
    ]
    return or_(false(), *in_cycles)


def _if(is_so: bool, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return condition if is_so else false()


def _remind(one: Periods, at: datetime) -> ColumnElement[bool]:
    """Drafts that are older than the newest moment of a reminder, and had none since then."""
    past = [moment for moment in one.reminders if moment <= at]
    if not past or at >= one.closes:
        return false()
    reminded = exists().where(
        History.subject_kind == APPLICATION.kind,
        History.subject_id == Application.id,
        History.event == Event.REMIND,
        History.at >= past[-1],
    )
    return Application.state.in_(UNFINISHED) & (Application.created_at < past[-1]) & ~reminded


def _is_closed(one: Periods, at: datetime) -> ColumnElement[bool]:
    """Past its end: the cycle's, or for a paper that came in time the last day of typing in."""
    if at <= one.closes:
        return false()
    if at >= one.papers_close:
        return true()
    return func.coalesce(Application.received_on, date.max) > one.last_paper_on


def _waits_in_vain(at: datetime) -> ColumnElement[bool]:
    """No 同意码 is left by which the guardian could still answer."""
    is_open = exists().where(
        GuardianLink.application_id == Application.id,
        GuardianLink.ended_at.is_(None),
        GuardianLink.expires_at > at,
    )
    return (Application.state == State.CONSENT_WAIT) & ~is_open


_there = Application.erased_at.is_(None)

CONDITIONS: dict[Kind, Condition] = {
    Kind.REMIND: lambda one, at: _there & _remind(one, at),
    Kind.REOPEN: lambda one, at: (
        _there & (Application.state == State.UNSENT) & ~_is_closed(one, at)
    ),
    Kind.CLOSE_DRAFTS: lambda one, at: (
        _there & Application.state.in_(UNFINISHED) & _is_closed(one, at)
    ),
    Kind.CONSENT_EXPIRES: lambda _one, at: _there & _waits_in_vain(at),
    Kind.END_UNPLACED: lambda one, at: _if(
        at >= one.ends, _there & (Application.state == State.ELIGIBLE)
    ),
    # What is still called draft or eligible becomes unsent or unplaced on the way there.
    Kind.UNSENT: lambda one, at: _if(at >= one.unsent, _there & Application.state.in_(NEVER_SENT)),
    Kind.UNSUCCESSFUL: lambda one, at: _if(
        at >= one.unsuccessful,
        _there & Application.state.in_([*WITHOUT_PLACE, State.ELIGIBLE]),
    ),
    Kind.PHYSICAL: lambda one, at: _if(
        at >= one.ends,
        _there & (Application.state == State.ACCEPTED) & Application.physical_erased_at.is_(None),
    ),
    Kind.TRACES: lambda one, at: _if(at >= one.logs, _is_trace(one, at)),
}
"""Which applications of a cycle; what is erased is only ever a trace."""


def _is_trace(one: Periods, at: datetime) -> ColumnElement[bool]:
    """An erased application without a word of history that is younger than the time of the logs."""
    young = exists().where(
        History.subject_kind == APPLICATION.kind,
        History.subject_id == Application.id,
        History.at > periods.later(at, months=-one.logs_years * MONTHS),
    )
    return Application.erased_at.is_not(None) & ~young


def _looks(at: datetime) -> ColumnElement[bool]:
    in_cycles = [
        and_(
            View.subject_id.in_(select(Application.id).where(Application.cycle == one.cycle)),
            View.at <= periods.later(at, months=-one.logs_years * MONTHS),
        )
        for one in periods.of_all()
    ]
    return View.subject_kind.in_(looks.KINDS) & or_(false(), *in_cycles)


def _account_events(at: datetime) -> ColumnElement[bool]:
    """They belong to no cycle, so the longest period counts; without a cycle they stay."""
    years = [one.logs_years for one in periods.of_all()]
    if not years:
        return false()
    return AccountEvent.at <= periods.later(at, months=-max(years) * MONTHS)
