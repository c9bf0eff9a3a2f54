"""A request for erasure from its first word to its end. Flushes, never commits.

Locks go application first, then request. Files are named, and deleted once the rows are committed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from flask import url_for
from sqlalchemy import ColumnElement, false, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import cycles
from forms_app.applications.models import Application, ApplicationChoice
from forms_app.applications.notices import Notice
from forms_app.applications.row_policy import COLLEGE_ROLES
from forms_app.applications.states import APPLICATION, NEVER_SENT
from forms_app.applications.states import Event as ApplicationEvent
from forms_app.errors import Conflict, NotFound
from forms_app.languages.texts import said
from forms_app.models import History
from forms_app.rights.erasing import erase
from forms_app.rights.models import ErasureRequest
from forms_app.rights.states import OPEN, WITH_THE_OFFICE, Event, State
from forms_app.workflow import SYSTEM, Actor, Role, advance, after, begin, events_open_to
from generator.divisions.places import prefix_of

MOST_SHOWN = 100
PENDING = said("这份报名正等着删掉。先按“不删了”，再做这一步。")


def latest(session: Session, application: Application) -> ErasureRequest | None:
    """The newest request of this application, whatever became of it."""
    return session.scalar(
        select(ErasureRequest)
        .where(ErasureRequest.application_id == application.id)
        .order_by(ErasureRequest.asked_at.desc(), ErasureRequest.id)
        .limit(1)
    )


def open_request(session: Session, application: Application) -> ErasureRequest | None:
    """The one request that is not yet decided; the index allows no second."""
    return session.scalar(
        select(ErasureRequest).where(
            ErasureRequest.application_id == application.id, ErasureRequest.state.in_(OPEN)
        )
    )


def ask(session: Session, application: Application, *, actor: Actor) -> ErasureRequest:
    """Ask for erasure; a second press finds the first request and answers it.

    What was sent is withdrawn in the same breath, so that its seat is free and no college reads
    on; what was never sent is erased when the time to think is over.
    """
    session.flush()
    session.refresh(application, with_for_update=True)
    there = open_request(session, application)
    if there is not None:
        return there
    keeping = cycles.rules_of(application).keeping
    if application.state in NEVER_SENT:
        due, event = clock.now() + timedelta(hours=keeping.undo_hours), Event.SCHEDULE
    else:
        due, event = _end_of_day(keeping.erasure_within_days), Event.ASK
    request = ErasureRequest(application_id=application.id, application=application, due_at=due)
    request.asked_at = clock.now()
    try:
        with session.begin_nested():
            begin(session, request, event, actor=actor)
    except IntegrityError:
        there = open_request(session, application)
        if there is None:
            raise
        return there
    if ApplicationEvent.WITHDRAW in events_open_to(application, actor):
        advance(session, application, ApplicationEvent.WITHDRAW, actor=actor)
    return request


def _end_of_day(days: int) -> datetime:
    return datetime.combine(
        clock.today() + timedelta(days=days), time(23, 59, 59), tzinfo=clock.BEIJING
    )


def cancel(session: Session, application: Application, *, actor: Actor) -> None:
    """The family changed its mind. Raises Conflict when it is too late or was never asked."""
    session.refresh(application, with_for_update=True)
    request = open_request(session, application)
    if request is None:
        raise Conflict(said("没有等着删的了。请看最新的进度。"))
    advance(session, request, Event.CANCEL, actor=actor)


def propose(session: Session, request: ErasureRequest, *, reason: str | None, actor: Actor) -> None:
    """The first person: erase, or, with a reason for the family, not yet."""
    event = Event.PROPOSE if reason is None else Event.PROPOSE_REFUSAL
    _lock(session, request)
    advance(session, request, event, actor=actor, reason=reason)
    request.proposed_by = actor.account_id
    session.flush()


def confirm(session: Session, request: ErasureRequest, *, actor: Actor) -> list[Path]:
    """The second person agrees to erase: it is done now, for good. Answers files to delete."""
    _lock(session, request)
    advance(session, request, Event.CONFIRM, actor=actor)
    return erase(session, request.application)


def confirm_refusal(
    session: Session, request: ErasureRequest, *, reason: str, actor: Actor
) -> None:
    _lock(session, request)
    advance(session, request, Event.CONFIRM_REFUSAL, actor=actor, reason=reason)


def drop(session: Session, request: ErasureRequest, *, reason: str, actor: Actor) -> None:
    """The second person disagrees: somebody looks anew."""
    _lock(session, request)
    advance(session, request, Event.DROP, actor=actor, reason=reason)
    request.proposed_by = None
    session.flush()


def erase_scheduled(session: Session, request: ErasureRequest) -> list[Path]:
    """What a family asked for before it sent anything, when its time to think is over.

    Answers files to delete; nothing when the family was faster.
    """
    _lock(session, request)
    session.refresh(request)
    if request.state != State.SCHEDULED or request.due_at > clock.now():
        return []
    advance(session, request, Event.ERASE, actor=SYSTEM)
    return erase(session, request.application)


def _lock(session: Session, request: ErasureRequest) -> None:
    session.flush()
    session.refresh(request.application, with_for_update=True)


@after(APPLICATION, ApplicationEvent.SUBMIT, ApplicationEvent.APPLY_AGAIN)
def nothing_is_sent_that_is_to_be_erased(
    session: Session, application: Application, _entry: History
) -> None:
    if open_request(session, application) is not None:
        raise Conflict(PENDING)


def notices(session: Session, application: Application) -> list[Notice]:
    """What the status page says of a request."""
    request = latest(session, application)
    if request is None or request.state not in {*OPEN, State.REFUSED}:
        return []
    if request.state == State.REFUSED:
        text, word = said("要求删除：现在还不能删，原因写在里面。"), said("看原因")
    elif request.state == State.SCHEDULED:
        text, word = (
            said("{due_at}以后，这份内容会删掉。", due_at=clock.moment_words(request.due_at)),
            said("不删了"),
        )
    else:
        text = said(
            "已经提出要删，{due_at}以前会办好或有答复。", due_at=clock.day_words(request.due_at)
        )
        word = said("看办到哪一步，或不删了")
    holds = request.state != State.REFUSED
    return [Notice(text, word, url_for("rights.erasure_page"), holds=holds)]


def in_office(actor: Actor) -> ColumnElement[bool]:
    """The condition on requests that this member of staff works on; the same as `standing_of`."""
    mine = select(Application.id)
    if actor.role is Role.COUNTY_DESK and actor.division:
        prefix = prefix_of(actor.division)
        mine = mine.where(Application.home_county.startswith(prefix, autoescape=True))
    elif actor.role in COLLEGE_ROLES and actor.organisation_id:
        mine = mine.join(ApplicationChoice).where(
            ApplicationChoice.rank == 1, ApplicationChoice.organisation_id == actor.organisation_id
        )
    else:
        return false()
    return ErasureRequest.application_id.in_(mine)


def waiting(session: Session, actor: Actor) -> Sequence[ErasureRequest]:
    """Requests that an office has in hand, the one that is due first on top; 100 at most."""
    return session.scalars(
        select(ErasureRequest)
        .where(ErasureRequest.state.in_(WITH_THE_OFFICE), in_office(actor))
        .order_by(ErasureRequest.due_at, ErasureRequest.id)
        .limit(MOST_SHOWN)
    ).all()


def count_waiting(session: Session, actor: Actor) -> int:
    count = select(func.count()).select_from(ErasureRequest)
    return (
        session.scalar(count.where(ErasureRequest.state.in_(WITH_THE_OFFICE), in_office(actor)))
        or 0
    )


def get_for_office(session: Session, request_id: str, *, actor: Actor) -> ErasureRequest:
    """NotFound for a stranger's request and for none, alike, and once it is decided."""
    found = session.scalar(
        select(ErasureRequest).where(
            ErasureRequest.id == request_id,
            ErasureRequest.state.in_(WITH_THE_OFFICE),
            in_office(actor),
        )
    )
    if found is None:
        raise NotFound("no such request for this account")
    return found
