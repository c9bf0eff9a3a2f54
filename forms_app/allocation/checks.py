"""What seats and offers must show, asked of the rows: see `flask verify`. Reads only.

Each answers how many rows it looked at and the identifiers of those that break the promise.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from forms_app.accounts.models import Organisation
from forms_app.allocation.models import Offer, Seat
from forms_app.applications.models import Application, ApplicationChoice
from forms_app.applications.remaining import DECLINES
from forms_app.applications.states import State
from forms_app.models import Checked, count_rows, ids


def seats(session: Session) -> Checked:
    """N3: no seat has two live offers, and none is closed under a live one."""
    twice = select(Offer.seat_id).where(Offer.is_live).group_by(Offer.seat_id)
    closed = (
        select(Seat.id)
        .join(Offer, Offer.seat_id == Seat.id)
        .where(Offer.is_live, Seat.closed_at.is_not(None))
    )
    broken = ids(session, twice.having(func.count() > 1)) + ids(session, closed)
    return count_rows(session, of=Seat), broken


def seats_of_children(session: Session) -> Checked:
    """N4: a child holds one live seat when offered or accepted, and otherwise none."""
    live = (
        select(func.count())
        .where(Offer.application_id == Application.id, Offer.is_live)
        .scalar_subquery()
    )
    is_placed = Application.state.in_((State.OFFERED, State.ACCEPTED))
    is_named = Application.seat_organisation_id.is_not(None)
    broken = select(Application.id).where(
        (is_placed & ((live != 1) | ~is_named)) | (~is_placed & ((live != 0) | is_named))
    )
    return count_rows(session, of=Application), ids(session, broken.order_by(Application.id))


def declined_for_good(session: Session) -> Checked:
    """No programme that a family declined was offered to it again in the same application."""
    later = aliased(Offer)
    again = (
        select(Offer.application_id)
        .join(
            later,
            (later.application_id == Offer.application_id)
            & (later.programme_id == Offer.programme_id)
            & (later.id != Offer.id),
        )
        .where(Offer.ended_by.in_(DECLINES), later.made_at >= Offer.ended_at)
        .distinct()
        .order_by(Offer.application_id)
    )
    return count_rows(session, Offer.ended_by.in_(DECLINES), of=Offer), ids(session, again)


def trials(session: Session) -> Checked:
    """N11: a trial stays among samples: its colleges, its seat, and nothing real among them."""
    chosen = (
        select(Application.id)
        .join(ApplicationChoice, ApplicationChoice.application_id == Application.id)
        .join(Organisation, Organisation.id == ApplicationChoice.organisation_id)
        .where(Application.is_trial != Organisation.is_sample)
    )
    held = (
        select(Application.id)
        .join(Offer, Offer.application_id == Application.id)
        .join(Seat, Seat.id == Offer.seat_id)
        .where(Application.is_trial != Seat.is_trial)
    )
    broken = {*ids(session, chosen), *ids(session, held)}
    return count_rows(session, of=Application), sorted(broken)
