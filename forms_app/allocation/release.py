"""Keeps offers in step with the application's state, inside the transaction that changes it.

The application's own feature never knows about seats: a withdrawal by the family frees its seat
because this module listens.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.allocation.models import Offer
from forms_app.applications.models import Application
from forms_app.applications.states import APPLICATION, Event
from forms_app.errors import TransitionNotAllowed
from forms_app.languages.texts import said
from forms_app.models import History
from forms_app.workflow import after


def live_offer(session: Session, application: Application) -> Offer | None:
    """The one live offer of this application; the index allows no second."""
    return session.scalar(
        select(Offer).where(Offer.application_id == application.id, Offer.is_live)
    )


@after(APPLICATION, Event.OFFER)
def have_a_seat(session: Session, application: Application, _entry: History) -> None:
    """No state 拟录取 without a seat, whoever moves the application."""
    offer = live_offer(session, application)
    if offer is None:
        raise TransitionNotAllowed(said("没有占到名额，不能拟录取。"))
    application.seat_organisation_id = offer.seat.organisation_id
    session.flush()


@after(APPLICATION, Event.ACCEPT)
def keep_the_seat(session: Session, application: Application, entry: History) -> None:
    offer = live_offer(session, application)
    if offer is None:
        raise TransitionNotAllowed(said("这个名额已经不在了。请看最新的进度。"))
    offer.answered_at = entry.at
    session.flush()


@after(APPLICATION, Event.DECLINE, Event.DECLINE_FOR_NEXT, Event.WITHDRAW, Event.TAKE_OFFER_BACK)
def free_the_seat(session: Session, application: Application, entry: History) -> None:
    """End the live offer, if there is one: a withdrawal may come before any offer."""
    offer = live_offer(session, application)
    if offer is None:
        return
    application.seat_organisation_id = None
    offer.is_live = False
    offer.ended_at = entry.at
    offer.ended_by = entry.event
    session.flush()
