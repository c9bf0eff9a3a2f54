"""The queue: which applications wait for whom, counted and in pages, always in a stated order.

Pages begin after the last row of the page before (keyset), never after a number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true, tuple_
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import paging
from forms_app.applications.models import Application
from forms_app.applications.paging import Page, Place
from forms_app.applications.remaining import has_nothing_for
from forms_app.applications.row_policy import COLLEGE_ROLES, listed_for
from forms_app.applications.states import State
from forms_app.running import catalogue
from forms_app.workflow import Actor
from generator.schema.campaign import Campaign

PAGE = 50
SOON = timedelta(days=2)
"""An answer that is due within this time is marked 快到日子."""


class Filter(StrEnum):
    """The tags above the queue, in their order; the values stand in addresses."""

    OPEN = "open"
    WAITING = "waiting"
    DUE = "due"
    REVIEWING = "reviewing"
    SECOND = "second"
    RETURNED = "returned"
    CALL = "call"
    ELIGIBLE = "eligible"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    CLOSED = "closed"


LABELS: dict[Filter, str] = {
    Filter.OPEN: "在办",
    Filter.WAITING: "待看",
    Filter.DUE: "快到日子",
    Filter.REVIEWING: "审核中",
    Filter.SECOND: "待第二人确认",
    Filter.RETURNED: "退回补正",
    Filter.CALL: "补正过期，要打电话",
    Filter.ELIGIBLE: "资格通过",
    Filter.OFFERED: "拟录取",
    Filter.ACCEPTED: "已确认",
    Filter.CLOSED: "已结束",
}

UNDECIDED = (State.SUBMITTED, State.REVIEWING, State.REFUSAL_PROPOSED)
"""States in which the family waits for an answer of ours."""
ENDED = (State.NOT_QUALIFIED, State.DECLINED, State.WITHDRAWN, State.UNPLACED)
PLACED = (State.OFFERED, State.ACCEPTED)


def count_waiting(session: Session, actor: Actor) -> int:
    """Applications that nobody has taken yet."""
    return Queue(session, actor, catalogue().campaigns).counts()[Filter.WAITING]


class Queue:
    """What one member of staff may see, cut by the tags above the list."""

    def __init__(self, session: Session, actor: Actor, campaigns: Mapping[str, Campaign]) -> None:
        self._session = session
        self._actor = actor
        self._campaigns = campaigns

    def counts(self) -> dict[Filter, int]:
        """How many rows each tag has, in one look at the table."""
        conditions = self._conditions()
        columns = [func.count().filter(conditions[chosen]) for chosen in Filter]
        query = select(*columns).select_from(Application).where(listed_for(self._actor))
        return dict(zip(Filter, self._session.execute(query).one(), strict=True))

    def page(self, chosen: Filter, *, after: Place | None = None) -> Page[Application]:
        """In the order of first submission, then of identifiers."""
        query = (
            select(Application)
            .where(listed_for(self._actor), self._conditions()[chosen])
            .order_by(Application.submitted_at, Application.id)
            .limit(PAGE + 1)
        )
        if after is not None:
            place = tuple_(Application.submitted_at, Application.id)
            query = query.where(place > paging.literal(after))
        found = list(self._session.scalars(query))
        shown = found[:PAGE]
        last = shown[-1] if len(found) > PAGE else None
        if last is None or last.submitted_at is None:
            return Page(shown, None)
        return Page(shown, paging.write((last.submitted_at, last.id)))

    def is_placed_elsewhere(self, application: Application) -> bool:
        """True when another college holds a seat for the child; a county desk has no elsewhere."""
        is_placed = application.state in PLACED
        return is_placed and application.seat_organisation_id != self._own_seats(application)

    def given_up(self, applications: Iterable[Application]) -> frozenset[str]:
        """Ids of those in which the family declined all that the reader's college has."""
        if self._actor.role not in COLLEGE_ROLES:
            return frozenset()
        wanted = [application.id for application in applications]
        done = has_nothing_for(self._actor.organisation_id)
        return frozenset(
            self._session.scalars(select(Application.id).where(Application.id.in_(wanted), done))
        )

    def _own_seats(self, application: Application) -> str | None:
        is_college = self._actor.role in COLLEGE_ROLES
        return self._actor.organisation_id if is_college else application.seat_organisation_id

    def due_at(self, application: Application) -> datetime | None:
        """When the family was promised an answer, or asked for one; None when nobody waits."""
        if application.state == State.RETURNED:
            return application.answer_due
        campaign = self._campaigns.get(application.cycle)
        if application.state not in UNDECIDED or application.submitted_at is None:
            return None
        if campaign is None or campaign.admission is None:
            return None
        return application.submitted_at + timedelta(days=campaign.admission.answer_within_days)

    def _conditions(self) -> dict[Filter, ColumnElement[bool]]:
        state = Application.state
        here: ColumnElement[bool] = true()
        done: ColumnElement[bool] = false()
        if self._actor.role in COLLEGE_ROLES:
            own_seat = Application.seat_organisation_id == self._actor.organisation_id
            here = or_(state.not_in(PLACED), own_seat)
            done = has_nothing_for(self._actor.organisation_id)
        return {
            Filter.OPEN: and_(state.not_in((*ENDED, State.ACCEPTED)), here, ~done),
            Filter.WAITING: state == State.SUBMITTED,
            Filter.DUE: and_(state.in_(UNDECIDED), self._is_due_soon()),
            Filter.REVIEWING: state == State.REVIEWING,
            Filter.SECOND: state == State.REFUSAL_PROPOSED,
            Filter.RETURNED: state == State.RETURNED,
            Filter.CALL: and_(state == State.RETURNED, Application.answer_due < clock.now()),
            Filter.ELIGIBLE: and_(state == State.ELIGIBLE, ~done),
            Filter.OFFERED: and_(state == State.OFFERED, here),
            Filter.ACCEPTED: and_(state == State.ACCEPTED, here),
            Filter.CLOSED: or_(state.in_(ENDED), and_(state.in_(PLACED), ~here), done),
        }

    def _is_due_soon(self) -> ColumnElement[bool]:
        cycles = [
            and_(
                Application.cycle == campaign.id,
                Application.submitted_at
                <= clock.now() + SOON - timedelta(days=campaign.admission.answer_within_days),
            )
            for campaign in self._campaigns.values()
            if campaign.admission is not None
        ]
        return or_(false(), *cycles)
