"""A family gives an offered seat back, and goes on to what is left or ends. Flushes, never commits.

Only the family itself: no helper, no office and no job declines for it (N8).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.allocation import services
from forms_app.allocation.models import Offer
from forms_app.allocation.release import live_offer
from forms_app.applications import remaining
from forms_app.applications.models import Application
from forms_app.applications.remaining import Remaining
from forms_app.applications.states import Event
from forms_app.errors import Conflict, TransitionNotAllowed
from forms_app.languages.texts import said
from forms_app.workflow import Actor, advance, history_of

NOT_YOURS = said("放弃名额，要家里人自己按。请他用取件码在自己的手机上打开；名额还留着。")


@dataclass(frozen=True, slots=True)
class Next:
    """One line of what comes after a no: `第二志愿`, its programme, whether a seat is free now."""

    word: str
    programme_id: str
    has_free_seat: bool


def left(session: Session, application: Application, held: Offer) -> Remaining:
    """What the family can go on to when it declines this offer."""
    history = history_of(session, application)
    return remaining.after_declining(application, history, held.programme_id)


def lines(session: Session, application: Application, found: Remaining) -> list[Next]:
    """`found` for a page, in its order."""
    free = services.with_free_seats(session, application, [one.programme_id for one in found.all])
    return [Next(one.word, one.programme_id, one.programme_id in free) for one in found.all]


def mark(found: Remaining) -> str:
    """What a page says comes next; the press is refused when it is something else by then."""
    return " ".join(one.programme_id for one in found.all)


def decline(
    session: Session, application: Application, *, offer_id: str, read: str, actor: Actor
) -> None:
    """Give the seat back; eligible for what is left, or declined where nothing is.

    `read` is the `mark` of the page. The seat is free in the same transaction. A second press of
    the same no changes nothing. Raises Conflict when the offer or what comes next is another one
    by now, TransitionNotAllowed for anybody but the family.
    """
    if actor.sitting_id is not None:
        raise TransitionNotAllowed(NOT_YOURS)
    session.flush()
    session.refresh(application, with_for_update=True)
    if _was_declined(session, application, offer_id):
        return
    held = live_offer(session, application)
    if held is None or held.id != offer_id:
        raise Conflict(services.OUTDATED)
    found = left(session, application, held)
    if mark(found) != read:
        raise Conflict(services.OUTDATED)
    details = {
        remaining.PROGRAMME: held.programme_id,
        remaining.CLOSED_TO: _closed_to(application, found),
    }
    event = Event.DECLINE_FOR_NEXT if found.all else Event.DECLINE
    advance(session, application, event, actor=actor, details=details)


def _closed_to(application: Application, found: Remaining) -> dict[str, bool]:
    closed: Sequence[str] = sorted(application.college_organisations() - found.organisations)
    return dict.fromkeys(closed, True)


def _was_declined(session: Session, application: Application, offer_id: str) -> bool:
    ended_by = session.scalar(
        select(Offer.ended_by).where(Offer.id == offer_id, Offer.application_id == application.id)
    )
    return ended_by in remaining.DECLINES
