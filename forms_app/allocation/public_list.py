"""Who is admitted to which programme, as a college may show it to anybody (公示)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.allocation.models import Offer, Seat
from forms_app.applications import cycles
from forms_app.applications.models import Application
from forms_app.applications.papers import student_name
from forms_app.errors import NotFound
from forms_app.languages.texts import said
from forms_app.running import address_of, catalogue
from forms_app.workflow import Actor
from generator.printing.fonts import missing_characters
from generator.printing.public_list import Admitted, PublicListPaper, shortened


@dataclass(frozen=True, slots=True)
class ListOf:
    """One list that there is: its cycle, its programme and how many stand on it."""

    cycle: str
    cycle_name: str
    programme_id: str
    programme: str
    admitted: int
    is_trial: bool


def lists(session: Session, *, actor: Actor) -> list[ListOf]:
    """The college's programmes in which at least one family has said yes."""
    rows = session.execute(
        select(Application.cycle, Offer.programme_id, Application.is_trial, func.count())
        .select_from(Offer)
        .join(Seat, Seat.id == Offer.seat_id)
        .join(Application, Application.id == Offer.application_id)
        .where(_admitted_by(actor))
        .group_by(Application.cycle, Offer.programme_id, Application.is_trial)
        .order_by(Application.cycle.desc(), Offer.programme_id)
    )
    return [
        ListOf(cycle, cycles.cycle(cycle).name, one, _name(one), count, is_trial)
        for cycle, one, is_trial, count in rows
    ]


def admitted(
    session: Session, *, cycle: str, programme_id: str, actor: Actor
) -> Sequence[Application]:
    """Who said yes to a seat of the actor's college, by number. NotFound where nobody did."""
    found = session.scalars(
        select(Application)
        .join(Offer, Offer.application_id == Application.id)
        .join(Seat, Seat.id == Offer.seat_id)
        .where(_admitted_by(actor), Application.cycle == cycle, Offer.programme_id == programme_id)
        .order_by(Application.number)
    ).all()
    if not found:
        raise NotFound("nobody is admitted to this programme")
    return found


def paper(applications: Sequence[Application], *, programme_id: str) -> PublicListPaper:
    """The list to post. What a child is beside its number does not enter it (N12)."""
    first = applications[0]
    programme = catalogue().programmes.get(programme_id)
    college = catalogue().college_of(programme_id) if programme is not None else None
    contact = college.contacts[0] if college is not None and college.contacts else None
    return PublicListPaper(
        number=said("录取名单"),
        made_at=clock.now(),
        trial=first.is_trial,
        cycle=cycles.cycle(first.cycle).name,
        college=college.name if college is not None else said("本校"),
        programme=_name(programme_id),
        contact=said("{office}，电话 {phone}", office=contact.office, phone=contact.phone)
        if contact is not None
        else "",
        admitted=tuple(
            Admitted(number=one.number or "", name=_shown(student_name(one.answers)))
            for one in applications
        ),
        return_address=address_of("applications.open_page"),
    )


def _admitted_by(actor: Actor) -> ColumnElement[bool]:
    return and_(
        Seat.organisation_id == actor.organisation_id,
        Offer.is_live,
        Offer.answered_at.is_not(None),
    )


def _shown(name: str) -> str:
    """A first character that no font has is hidden, too: it holds nobody's list back (N14)."""
    short = shortened(name)
    return shortened("＊" + short[1:]) if missing_characters(short[:1]) else short


def _name(programme_id: str) -> str:
    programme = catalogue().programmes.get(programme_id)
    return programme.name if programme is not None else programme_id
