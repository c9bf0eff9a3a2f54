"""The catalogue's seat numbers in, seat rows out; and one free row, locked for whoever asked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts.models import Organisation
from forms_app.allocation.models import Offer, Seat
from generator.catalogue import Catalogue
from generator.schema.college import Programme


@dataclass(frozen=True, slots=True)
class SeatChange:
    """What `sync_seats` did to one programme. `still_held` seats are over the plan but taken."""

    programme_id: str
    opened: int
    closed: int
    still_held: int


def sync_seats(session: Session, catalogue: Catalogue) -> list[SeatChange]:
    """Make the rows fit the catalogue's numbers; run twice, it changes nothing the second time.

    A seat is never deleted: a smaller plan closes free seats, the highest numbers first. Seats
    over the plan that a child holds stay, and are told in `still_held`. A programme that left the
    catalogue is a plan of none. Answers what changed or is over, in the order of programmes.
    """
    organisations = dict(
        session.execute(
            select(Organisation.college_id, Organisation.id).where(
                Organisation.college_id.is_not(None)
            )
        ).all()
    )
    open_now = _open_seats(session)
    changes = []
    for programme_id in sorted({*catalogue.programmes, *(key[0] for key in open_now)}):
        programme = catalogue.programmes.get(programme_id)
        plan = _plan(programme)
        if all(open_now.get((programme_id, is_green), 0) == plan[is_green] for is_green in plan):
            continue
        owner = organisations[catalogue.college_of(programme_id).id] if programme else None
        changes.append(_fit(session, programme_id, programme, owner))
    session.flush()
    return changes


def _open_seats(session: Session) -> dict[tuple[str, bool], int]:
    rows = session.execute(
        select(Seat.programme_id, Seat.is_green_channel, func.count())
        .where(Seat.closed_at.is_(None))
        .group_by(Seat.programme_id, Seat.is_green_channel)
    )
    return {(programme_id, is_green): count for programme_id, is_green, count in rows}


def _fit(
    session: Session, programme_id: str, programme: Programme | None, owner: str | None
) -> SeatChange:
    everything = select(Seat).where(Seat.programme_id == programme_id).order_by(Seat.number)
    existing = list(session.scalars(everything.with_for_update()))
    held = set(
        session.scalars(
            select(Offer.seat_id).where(Offer.programme_id == programme_id, Offer.is_live)
        )
    )
    opened = closed = still_held = 0
    for is_green, wanted in _plan(programme).items():
        seats = [seat for seat in existing if seat.is_green_channel is is_green]
        was_open = {seat.id for seat in seats if seat.closed_at is None}
        seats += _new_seats(session, programme, owner, is_green, have=len(seats), wanted=wanted)
        kept = _keep(seats, held, wanted)
        for seat in seats:
            seat.closed_at = None if seat.id in kept else seat.closed_at or clock.now()
        opened += len(kept - was_open)
        closed += len(was_open - kept)
        still_held += max(len(kept) - wanted, 0)
    return SeatChange(programme_id, opened, closed, still_held)


def _plan(programme: Programme | None) -> dict[bool, int]:
    """How many seats there should be: of the green channel (True) and ordinary ones (False)."""
    total = (programme.seats or 0) if programme is not None else 0
    green = (programme.green_channel_seats or 0) if programme is not None else 0
    return {True: green, False: total - green}


def _keep(seats: list[Seat], held: set[str], wanted: int) -> set[str]:
    """Every held seat, then free ones with the lowest numbers until the plan is full."""
    taken = [seat.id for seat in seats if seat.id in held]
    free = [seat.id for seat in seats if seat.id not in held]
    return {*taken, *free[: max(wanted - len(taken), 0)]}


def _new_seats(
    session: Session,
    programme: Programme | None,
    owner: str | None,
    is_green: bool,
    *,
    have: int,
    wanted: int,
) -> list[Seat]:
    if programme is None or owner is None:
        return []
    seats = [
        Seat(
            programme_id=programme.id,
            organisation_id=owner,
            is_green_channel=is_green,
            number=number,
            is_trial=programme.is_sample,
        )
        for number in range(have + 1, wanted + 1)
    ]
    session.add_all(seats)
    return seats


def seats_left(session: Session, programme_ids: list[str]) -> dict[tuple[str, bool], int]:
    """Free seats by programme and by whether they are the green channel's."""
    rows = session.execute(
        select(Seat.programme_id, Seat.is_green_channel, func.count())
        .where(Seat.programme_id.in_(programme_ids), _is_free())
        .group_by(Seat.programme_id, Seat.is_green_channel)
    )
    return {(programme_id, is_green): count for programme_id, is_green, count in rows}


def lock_free_seat(session: Session, programme_id: str, *, green_channel: bool) -> Seat | None:
    """A free seat that nobody else can offer until this transaction ends, or None: they are gone.

    The green channel's own seats come first for those it is open to; others get ordinary seats.
    """
    for is_green in (True, False) if green_channel else (False,):
        free = (
            select(Seat)
            .where(
                Seat.programme_id == programme_id, Seat.is_green_channel.is_(is_green), _is_free()
            )
            .order_by(Seat.number)
            .limit(1)
        )
        if (seat := _lock_one(session, free)) is not None:
            return seat
    return None


def _lock_one(session: Session, free: Select[Seat]) -> Seat | None:
    # First without waiting: others may hold other seats of the same programme.
    seat = session.scalar(free.with_for_update(skip_locked=True, of=Seat))
    if seat is not None and _is_still_free(session, seat):
        return seat
    # The rest is in somebody's hands, who may yet let go: wait for it and look again. A seat
    # that was taken meanwhile is no longer found, so this ends.
    while (seat := session.scalar(free.with_for_update(of=Seat))) is not None:
        if _is_still_free(session, seat):
            return seat
    return None


def _is_free() -> ColumnElement[bool]:
    live = select(Offer.id).where(Offer.seat_id == Seat.id, Offer.is_live)
    return Seat.closed_at.is_(None) & ~live.exists()


def _is_still_free(session: Session, seat: Seat) -> bool:
    """Asked after the lock: the statement that chose the row may be older than the last offer."""
    return session.scalar(select(Seat.id).where(Seat.id == seat.id, _is_free())) is not None
