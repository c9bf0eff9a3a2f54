"""Applications that are ready for a seat, and programmes with as many seats as a test needs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.allocation import declining, services
from forms_app.allocation.models import Offer, Seat
from forms_app.applications.drafts import as_family
from forms_app.applications.green_channel import HOUSEHOLD_CHECK
from forms_app.applications.models import Application
from forms_app.applications.states import Event
from forms_app.workflow import advance
from tests.forms_app.review.factories import FIRST, Office, submitted

CHECKED = {HOUSEHOLD_CHECK: "对过县里的名单"}


def eligible(
    session: Session, office: Office, *, is_green: bool = False, **changes: Any
) -> Application:
    """Taken and found eligible; the household was checked when `is_green`."""
    application = submitted(session, **changes)
    advance(session, application, Event.TAKE, actor=office["officer"])
    details = CHECKED if is_green else {}
    advance(session, application, Event.CONFIRM_ELIGIBLE, actor=office["officer"], details=details)
    return application


def offered(session: Session, office: Office, **changes: Any) -> tuple[Application, Offer]:
    application = eligible(session, office, **changes)
    made = services.offer(session, application, programme_id=FIRST, actor=office["officer"])
    session.commit()
    return application, made


def decline(session: Session, application: Application, made: Offer) -> Application:
    """The family reads the page and says no."""
    read = declining.mark(declining.left(session, application, made))
    family = as_family(application.id)
    declining.decline(session, application, offer_id=made.id, read=read, actor=family)
    session.commit()
    return application


def leave_seats(session: Session, *, ordinary: int, green: int, programme_id: str = FIRST) -> None:
    """Close all seats of a programme but so many."""
    for is_green, count in ((False, ordinary), (True, green)):
        session.execute(
            update(Seat)
            .where(
                Seat.programme_id == programme_id,
                Seat.is_green_channel.is_(is_green),
                Seat.number > count,
            )
            .values(closed_at=clock.now())
        )
    session.commit()


def live_offers(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Offer).where(Offer.is_live)) or 0
