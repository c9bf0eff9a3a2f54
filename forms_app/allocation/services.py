"""Offer a seat, accept it, take it back; a no is in `declining`. Adds and flushes, never commits.

Nothing here acts by itself: an offer that nobody answered stays until a person acts on it (N8).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.allocation.models import Offer, Seat
from forms_app.allocation.release import live_offer
from forms_app.allocation.seats import SeatChange, lock_free_seat, seats_left, sync_seats
from forms_app.applications import cycles, green_channel, paging, remaining
from forms_app.applications.models import Application
from forms_app.applications.paging import Page, Place
from forms_app.applications.states import Event
from forms_app.errors import Conflict, FieldError, NotFound, TransitionNotAllowed
from forms_app.languages.texts import said
from forms_app.running import catalogue
from forms_app.workflow import Actor, advance, events_open_to, history_of
from generator.schema.campaign import Admission

__all__ = ["SeatChange", "seats_left", "sync_seats"]

FULL = said("这个专业的名额刚刚满了。可以看看这名学生的别的志愿。")
TOO_EARLY = said("报名还没有截止。截止以后再给名额，先报后报才都一样。")
OUTDATED = said("这个名额刚刚有了变化。请看最新的进度，再决定。")


def offer(session: Session, application: Application, *, programme_id: str, actor: Actor) -> Offer:
    """Hold one free seat of `programme_id` for the child and tell the family until when.

    Nobody gets a seat before the cycle closes, or who comes first would win; a trial may, because
    it shows the way and takes no real seat. Raises FieldError("programme_id") for what the college
    may not offer this child (`programmes_offered_by`), Conflict when it is too early or no seat is
    free, TransitionNotAllowed when the state does not fit. The order of locks is always the
    application, then a seat.
    """
    session.flush()
    session.refresh(application, with_for_update=True)
    if Event.OFFER not in events_open_to(application, actor):
        raise TransitionNotAllowed(said("现在不能给这名学生名额：状态刚刚变过。请刷新页面再看。"))
    if not application.is_trial and cycles.season(_rules(application)) is not cycles.Season.OVER:
        raise Conflict(TOO_EARLY)
    if programme_id not in programmes_offered_by(session, application, actor):
        raise FieldError("programme_id", said("只能选这名学生在你们学校填报的志愿。"))
    seat = lock_free_seat(
        session, programme_id, green_channel=has_green_channel(session, application)
    )
    if seat is None:
        raise Conflict(FULL)
    made = Offer(
        seat_id=seat.id,
        application_id=application.id,
        programme_id=programme_id,
        made_at=clock.now(),
        made_by=actor.account_id,
        accept_by=_accept_by(application),
    )
    details = {
        "programme_id": programme_id,
        "seat_id": seat.id,
        "green_channel": seat.is_green_channel,
        "adjusted": is_adjusted(application, programme_id),
    }
    session.add(made)
    advance(session, application, Event.OFFER, actor=actor, details=details)
    return made


def programmes_offered_by(session: Session, application: Application, actor: Actor) -> list[str]:
    """What the actor's college may offer: the 志愿 that were not declined, first choice first.

    After them other programmes of the college, where the family agreed to 调剂 within it and
    none of its 志愿 has a free seat left.
    """
    left = remaining.of(application, history_of(session, application))
    found = list(left.chosen)
    chosen = [one.programme_id for one in left.chosen]
    if left.adjusted and not with_free_seats(session, application, chosen):
        found += left.adjusted
    return [one.programme_id for one in found if one.organisation_id == actor.organisation_id]


def is_adjusted(application: Application, programme_id: str) -> bool:
    """True for a programme that 调剂 brought: the family did not choose it."""
    return all(choice.programme_id != programme_id for choice in application.choices)


def with_free_seats(
    session: Session, application: Application, programme_ids: list[str]
) -> frozenset[str]:
    """Those of the programmes that have a seat which this child could be given now."""
    has_green = has_green_channel(session, application)
    return frozenset(
        programme_id
        for (programme_id, is_green), count in seats_left(session, programme_ids).items()
        if count and (has_green or not is_green)
    )


def has_green_channel(session: Session, application: Application) -> bool:
    """True when the household opens the channel and somebody has checked it."""
    campaign = catalogue().campaigns[application.cycle]
    sent_at = application.submitted_at or clock.now()
    day = sent_at.astimezone(clock.BEIJING).date()
    return green_channel.is_claimed(
        application.answers, campaign, day
    ) and green_channel.is_confirmed(history_of(session, application))


def _rules(application: Application) -> Admission:
    admission = catalogue().campaigns[application.cycle].admission
    if admission is None:
        raise NotFound(f"{application.cycle} takes no applications")
    return admission


def _accept_by(application: Application) -> datetime:
    """The end of the last day, China's time: a family reads a day, not an hour."""
    day = clock.today() + timedelta(days=_rules(application).accept_within_days)
    return datetime.combine(day, time(23, 59, 59), clock.BEIJING)


def accept(session: Session, application: Application, *, offer_id: str, actor: Actor) -> Offer:
    """The family takes the seat that it read about; a second press finds it taken and is glad.

    With it every other choice ends: no row of the table leads from accepted to an offer.
    """
    held = _offer_that_was_read(session, application, offer_id)
    if held.answered_at is None:
        closed = [
            choice.programme_id
            for choice in application.choices
            if choice.programme_id != held.programme_id
        ]
        details = {"programme_id": held.programme_id, "closed_choices": closed}
        advance(session, application, Event.ACCEPT, actor=actor, details=details)
    return held


def _offer_that_was_read(session: Session, application: Application, offer_id: str) -> Offer:
    session.flush()
    session.refresh(application, with_for_update=True)
    held = live_offer(session, application)
    if held is None or held.id != offer_id:
        raise Conflict(OUTDATED)
    return held


def take_offer_back(
    session: Session, application: Application, *, reason: str, actor: Actor
) -> None:
    """The offer was made in error; the seat is free again. Only for the college that made it."""
    session.flush()
    session.refresh(application, with_for_update=True)
    details = {"programme_id": own_offer(session, application, actor=actor).programme_id}
    advance(
        session, application, Event.TAKE_OFFER_BACK, actor=actor, reason=reason, details=details
    )


def own_offer(session: Session, application: Application, *, actor: Actor) -> Offer:
    """The live offer that the actor's college made; Conflict when it has none any more."""
    held = live_offer(session, application)
    if held is None or held.seat.organisation_id != actor.organisation_id:
        raise Conflict(OUTDATED)
    return held


PAGE = 50


def unanswered_offers(
    session: Session, *, actor: Actor, overdue: bool, after: Place | None = None
) -> Page[tuple[Offer, Application]]:
    """Live offers of the actor's college without an answer; `overdue` is the call list (N8).

    In the order of the day by which to answer, then of identifiers.
    """
    query = (
        select(Offer, Application)
        .join(Application, Application.id == Offer.application_id)
        .where(*_unanswered(actor, overdue=overdue))
        .order_by(Offer.accept_by, Offer.id)
        .limit(PAGE + 1)
    )
    if after is not None:
        query = query.where(tuple_(Offer.accept_by, Offer.id) > paging.literal(after))
    rows = [(held, application) for held, application in session.execute(query)]
    shown = rows[:PAGE]
    if len(rows) <= PAGE:
        return Page(shown, None)
    return Page(shown, paging.write((shown[-1][0].accept_by, shown[-1][0].id)))


def count_unanswered(session: Session, *, actor: Actor, overdue: bool) -> int:
    """How many rows `unanswered_offers` has on all its pages."""
    count = select(func.count()).select_from(Offer).where(*_unanswered(actor, overdue=overdue))
    return session.scalar(count) or 0


def count_overdue(session: Session, actor: Actor) -> int:
    """Families that somebody has to call."""
    return count_unanswered(session, actor=actor, overdue=True)


def _unanswered(actor: Actor, *, overdue: bool) -> tuple[ColumnElement[bool], ...]:
    own = select(Seat.id).where(Seat.organisation_id == actor.organisation_id)
    conditions = [Offer.is_live.is_(True), Offer.answered_at.is_(None), Offer.seat_id.in_(own)]
    return (*conditions, Offer.accept_by < clock.now()) if overdue else tuple(conditions)
