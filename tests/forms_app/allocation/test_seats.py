"""Seats: as many rows as the catalogue says, never deleted, and the database's own refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.allocation import services
from forms_app.allocation.models import Offer, Seat
from forms_app.allocation.seats import SeatChange, seats_left, sync_seats
from forms_app.running import catalogue
from generator.catalogue import Catalogue
from tests.forms_app.allocation.given import eligible, offered
from tests.forms_app.review.factories import FIRST, SECOND, Office


def planned(**seats: int) -> Catalogue:
    """The catalogue with other seat numbers for the first programme."""
    college = catalogue().college_of(FIRST)
    programmes = tuple(
        one.model_copy(update=seats) if one.id == FIRST else one for one in college.programmes
    )
    changed = college.model_copy(update={"programmes": programmes})
    return Catalogue(
        colleges={**catalogue().colleges, college.id: changed}, campaigns=catalogue().campaigns
    )


def open_seats(session: Session, *, is_green: bool) -> list[int]:
    return list(
        session.scalars(
            select(Seat.number)
            .where(
                Seat.programme_id == FIRST,
                Seat.is_green_channel.is_(is_green),
                Seat.closed_at.is_(None),
            )
            .order_by(Seat.number)
        )
    )


def test_there_is_a_row_for_every_seat_of_the_catalogue_and_a_second_run_changes_nothing(
    session: Session,
) -> None:
    seats = sum(programme.seats or 0 for programme in catalogue().programmes.values())

    assert session.scalar(select(func.count()).select_from(Seat)) == seats
    assert sync_seats(session, catalogue()) == []
    assert session.scalar(select(func.count()).select_from(Seat)) == seats
    assert len(open_seats(session, is_green=True)) == 16
    assert len(open_seats(session, is_green=False)) == 24


def test_a_larger_plan_opens_seats_and_a_smaller_one_closes_the_last_free_ones(
    session: Session,
) -> None:
    larger = sync_seats(session, planned(seats=45, green_channel_seats=18))
    assert larger == [SeatChange(FIRST, opened=5, closed=0, still_held=0)]

    smaller = sync_seats(session, planned(seats=10, green_channel_seats=8))
    assert smaller == [SeatChange(FIRST, opened=0, closed=35, still_held=0)]
    assert open_seats(session, is_green=True) == list(range(1, 9))
    assert open_seats(session, is_green=False) == [1, 2]

    again = sync_seats(session, planned(seats=40, green_channel_seats=16))
    assert again == [SeatChange(FIRST, opened=30, closed=0, still_held=0)]
    assert session.scalar(select(func.count()).where(Seat.programme_id == FIRST)) == 45


def test_a_held_seat_outlives_a_smaller_plan_and_is_told(session: Session, office: Office) -> None:
    _, made = offered(session, office)

    changes = sync_seats(session, planned(seats=0, green_channel_seats=0))

    assert changes == [SeatChange(FIRST, opened=0, closed=39, still_held=1)]
    assert session.get_one(Seat, made.seat_id).closed_at is None
    assert sync_seats(session, planned(seats=0, green_channel_seats=0))[0].still_held == 1


def test_a_programme_that_left_the_catalogue_has_no_free_seat(session: Session) -> None:
    sync_seats(session, Catalogue())

    assert seats_left(session, [FIRST, SECOND]) == {}


def raw_offer(session: Session, **values: object) -> Offer:
    """A row past every service; `values` may break any rule."""
    given = {
        "made_at": clock.now(),
        "accept_by": clock.now() + timedelta(days=3),
        "programme_id": FIRST,
    }
    return Offer(**(given | values))


def refused(session: Session, row: Offer) -> None:
    session.commit()
    session.add(row)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_the_database_refuses_two_live_offers_of_one_seat(session: Session, office: Office) -> None:
    _, made = offered(session, office)
    other = eligible(session, office)

    refused(session, raw_offer(session, seat_id=made.seat_id, application_id=other.id))


def test_the_database_refuses_a_second_live_seat_for_one_child(
    session: Session, office: Office
) -> None:
    application, made = offered(session, office)
    free = session.scalars(
        select(Seat.id).where(Seat.programme_id == FIRST, Seat.id != made.seat_id).limit(1)
    ).one()

    refused(session, raw_offer(session, seat_id=free, application_id=application.id))


@pytest.mark.parametrize(
    "broken",
    [
        {"is_live": False},
        {"ended_at": clock.now()},
        {"is_live": False, "ended_at": clock.now()},
        {"accept_by": clock.now() - timedelta(days=3), "made_at": clock.now()},
        {"programme_id": SECOND},
    ],
    ids=["dead without an end", "live with an end", "end without event", "no time", "other's seat"],
)
def test_the_database_refuses_an_offer_that_contradicts_itself(
    session: Session, office: Office, broken: dict[str, object]
) -> None:
    application = eligible(session, office)
    free = session.scalars(select(Seat.id).where(Seat.programme_id == FIRST).limit(1)).one()

    refused(session, raw_offer(session, seat_id=free, application_id=application.id, **broken))


def test_a_seat_number_exists_once_in_its_programme(session: Session) -> None:
    with pytest.raises(IntegrityError):
        session.execute(
            update(Seat).where(Seat.programme_id == FIRST, Seat.number == 2).values(number=1)
        )


def test_green_seats_are_kept_for_households_that_somebody_checked(
    session: Session, office: Office
) -> None:
    green = eligible(session, office, is_green=True)
    claimed_only = eligible(session, office)
    not_in_list = eligible(session, office, is_green=True, household_kind="低保或特困")
    ended = eligible(session, office, is_green=True, household_kind="建档立卡贫困家庭")

    def seat_for(application: object) -> bool:
        made = services.offer(
            session,
            application,  # type: ignore[arg-type]
            programme_id=FIRST,
            actor=office["officer"],
        )
        return made.seat.is_green_channel

    assert [seat_for(one) for one in (green, claimed_only, not_in_list, ended)] == [
        True,
        False,
        False,
        False,
    ]
