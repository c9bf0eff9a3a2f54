"""Printing empty forms, each with its serial, and typing one in. Flushes, never commits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true, tuple_
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import drafts, paging
from forms_app.applications.answers import Consent
from forms_app.applications.models import Application
from forms_app.applications.paging import Page, Place
from forms_app.applications.states import UNFINISHED
from forms_app.errors import Conflict, NotFound
from forms_app.intake import serials
from forms_app.intake.models import PenForm, Spoiled, Whereabouts
from forms_app.models import new_id
from forms_app.sealing import keyring
from forms_app.workflow import Actor
from generator.schema.campaign import Campaign
from generator.schema.college import Programme

MOST_AT_ONCE = 50
MOST_AT_HOME = 30
"""Forms that one network address may print in a day: a whole village may share it."""
A_DAY = timedelta(days=1)
AT_HOME = "家里自己印"
PAGE = 50


def print_for_desk(
    session: Session, *, campaign: Campaign, count: int, actor: Actor
) -> list[PenForm]:
    """So many fresh forms of one print run, of the desk of `actor`."""
    if not 1 <= count <= MOST_AT_ONCE:
        raise ValueError(f"1 to {MOST_AT_ONCE} forms at once")
    run = new_id()
    made = [
        PenForm(
            serial=serials.new(),
            cycle=campaign.id,
            is_trial=campaign.is_sample,
            print_run=run,
            organisation_id=actor.organisation_id,
            printed_by=actor.shown_as,
        )
        for _ in range(count)
    ]
    session.add_all(made)
    session.flush()
    return made


def print_at_home(session: Session, *, campaign: Campaign, address: str) -> PenForm:
    """One form for a family. Raises Conflict when this address printed too many today."""
    index = keyring().index(address, purpose="pen form address")
    recent = select(func.count()).where(
        PenForm.address_index == index, PenForm.printed_at > clock.now() - A_DAY
    )
    if (session.scalar(recent) or 0) >= MOST_AT_HOME:
        raise Conflict("今天这里印得太多了。明天再印，或到县里、学校拿一张。")
    made = PenForm(
        serial=serials.new(),
        cycle=campaign.id,
        is_trial=campaign.is_sample,
        print_run=new_id(),
        printed_by=AT_HOME,
        address_index=index,
    )
    session.add(made)
    session.flush()
    return made


def get(session: Session, serial: str) -> PenForm:
    """The form with this serial in its stored form; raises NotFound."""
    found = session.scalar(select(PenForm).where(PenForm.serial == serial))
    if found is None:
        raise NotFound("no such form")
    return found


def of_run(session: Session, run: str, *, actor: Actor) -> list[PenForm]:
    """The forms of one print run of the actor's own desk, by serial; NotFound otherwise."""
    found = list(
        session.scalars(
            select(PenForm)
            .where(PenForm.print_run == run, PenForm.organisation_id == actor.organisation_id)
            .order_by(PenForm.serial)
        )
    )
    if not found or actor.organisation_id is None:
        raise NotFound("no such print run of this desk")
    return found


def of_desk(session: Session, actor: Actor, *, after: Place | None = None) -> Page[PenForm]:
    """What this desk printed or typed in, the newest print first, a page at a time."""
    place = (
        tuple_(PenForm.printed_at, PenForm.id) < paging.literal(after)
        if after is not None
        else true()
    )
    found = list(
        session.scalars(
            select(PenForm)
            .where(_of(actor), place)
            .order_by(PenForm.printed_at.desc(), PenForm.id.desc())
            .limit(PAGE + 1)
        )
    )
    shown = found[:PAGE]
    last = shown[-1] if len(found) > PAGE else None
    return Page(shown, paging.write((last.printed_at, last.id)) if last is not None else None)


def counts(session: Session, actor: Actor) -> dict[Whereabouts, int]:
    """How many of all these forms are where, not of one page only."""
    is_typed_in, is_spoiled = PenForm.typed_in_at.is_not(None), PenForm.spoiled_at.is_not(None)
    total, typed_in, spoiled = session.execute(
        select(
            func.count(),
            func.count().filter(is_typed_in),
            func.count().filter(~is_typed_in & is_spoiled),
        )
        .select_from(PenForm)
        .where(_of(actor))
    ).one()
    return {
        Whereabouts.PRINTED: total - typed_in - spoiled,
        Whereabouts.TYPED_IN: typed_in,
        Whereabouts.SPOILED: spoiled,
    }


def _of(actor: Actor) -> ColumnElement[bool]:
    own = actor.organisation_id
    return or_(PenForm.organisation_id == own, PenForm.typed_in_organisation_id == own)


def type_in(
    session: Session,
    form: PenForm,
    *,
    programme: Programme,
    values: Mapping[str, Any],
    received_on: date,
    actor: Actor,
) -> Application:
    """Begin the application of this paper: its first page, with the consents signed on paper.

    The row is locked, so that of two desks one begins it and the other is told. Raises Conflict
    when it was typed in or spoiled meanwhile.
    """
    _lock(session, form)
    _refuse_unless_printed(form)
    given: tuple[Consent, ...] = tuple(values.get("consents", ()))
    on_paper = tuple(one.model_copy(update={"method": "纸质"}) for one in given)
    application = drafts.start(
        session,
        client_key=f"pen form {form.id}",
        programme=programme,
        values={**values, "consents": on_paper},
    )
    application.received_on = received_on
    form.application_id = application.id
    form.typed_in_by = actor.shown_as
    form.typed_in_organisation_id = actor.organisation_id
    form.typed_in_account_id = actor.account_id
    form.typed_in_at = clock.now()
    session.flush()
    return application


def unfinished(session: Session, form: PenForm, *, actor: Actor) -> Application | None:
    """The draft that this very desk began and has not sent yet; None for anybody else."""
    if form.application_id is None or form.typed_in_organisation_id != actor.organisation_id:
        return None
    found = session.get(Application, form.application_id)
    is_ours = found is not None and found.state in UNFINISHED and found.code_generation == 1
    return found if is_ours else None


def spoil(session: Session, form: PenForm, *, because: Spoiled, actor: Actor) -> None:
    """Write off one printed form. Raises Conflict when it was typed in or spoiled meanwhile."""
    _lock(session, form)
    _refuse_unless_printed(form)
    form.spoiled_at = clock.now()
    form.spoiled_by = actor.shown_as
    form.spoiled_because = because
    session.flush()


def bring_back(session: Session, form: PenForm) -> None:
    """A form that was written off by mistake is as before. Raises Conflict when it is not."""
    _lock(session, form)
    if form.whereabouts is not Whereabouts.SPOILED:
        raise Conflict("这张表没有作废。")
    form.spoiled_at = form.spoiled_by = form.spoiled_because = None
    session.flush()


def _lock(session: Session, form: PenForm) -> None:
    session.flush()
    session.refresh(form, with_for_update=True)


def _refuse_unless_printed(form: PenForm) -> None:
    if form.typed_in_at is not None:
        when = clock.day_words(form.typed_in_at)
        raise Conflict(f"这张表已经由{form.typed_in_by}在{when}录入。一张表只能录一次。")
    if form.spoiled_at is not None:
        raise Conflict("这张表已经作废。请家里人换一张新表。")
