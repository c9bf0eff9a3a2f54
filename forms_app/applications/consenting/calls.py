"""A call with two witnesses: who has an account says so under his own login, each for himself.

A listener without an account is a name, as the reader writes it, and marked as one. Flushes, never
commits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.answers import Relation, Witness
from forms_app.applications.consenting import asking, call_serial
from forms_app.applications.consenting.asking import Reply
from forms_app.applications.consenting.models import WitnessedCall
from forms_app.applications.helping.sittings import WORKS_IN
from forms_app.applications.models import Application
from forms_app.errors import Conflict, NotFound
from forms_app.languages.texts import said
from forms_app.workflow import Actor

LASTS = timedelta(hours=24)
"""A choice of ours: who listened remembers it for a day."""

OVER = said("这个电话已经办完，或者过了24小时。请念的人重新记一次。")
SAME_PERSON = said("念的人不能又做听的人。要由在旁边听的那一位，用自己的账号登录确认。")
ANSWERED_SINCE = said("这个电话以后，监护人又答过，以后面的为准，所以没有记。")


class _Said(BaseModel):
    """What waits, sealed: the reply as it was written down."""

    model_config = ConfigDict(frozen=True)

    given_by: str
    relation: Relation
    agreed: tuple[str, ...]
    texts: str
    witness: Witness


def write_down(
    session: Session, application: Application, given: Reply, *, reader_id: str | None
) -> None:
    """A listener without an account: the consents are kept at once, his name only written down.

    Raises ChangedElsewhere for old texts.
    """
    asking.reply_by_telephone(session, application, given)
    end_waiting_call(session, application)
    if reader_id is not None:
        call = _new(session, application, reader_id)
        call.confirmed_at = clock.now()
        session.flush()


def wait_for_listener(
    session: Session, application: Application, given: Reply, *, reader_id: str | None
) -> WitnessedCall:
    """Keep what was said until the listener confirms it; a call that waited before is given up.

    Raises ChangedElsewhere for old texts.
    """
    asking.lock(session, application)
    asking.refuse_old_texts(application, given.texts)
    end_waiting_call(session, application)
    call = _new(session, application, reader_id)
    assert given.witness is not None
    said = _Said(
        given_by=given.given_by,
        relation=given.relation,
        agreed=tuple(sorted(given.agreed)),
        texts=given.texts,
        witness=given.witness,
    )
    call.reply_text = said.model_dump_json()
    session.flush()
    return call


def waiting_of(session: Session, application: Application) -> WitnessedCall | None:
    """The call that waits for its listener, as long as it lasts."""
    found = _open(session, application)
    return found if found is not None and is_open(found) else None


def is_open(call: WitnessedCall) -> bool:
    is_answered = call.confirmed_at or call.denied_at or call.ended_at
    return is_answered is None and clock.now() < call.made_at + LASTS


def until(call: WitnessedCall) -> datetime:
    return call.made_at + LASTS


def end_waiting_call(session: Session, application: Application) -> None:
    """Nobody confirms it any more, and what was said is forgotten."""
    before = _open(session, application)
    if before is not None:
        before.ended_at = clock.now()
        before.reply_text = None
        session.flush()


def get(session: Session, serial: str) -> WitnessedCall:
    """The call with this 见证号 that waits for its listener; raises NotFound."""
    found = session.scalar(select(WitnessedCall).where(WitnessedCall.serial == serial))
    if found is None or not is_open(found):
        raise NotFound("no such call waits")
    return found


def reply_of(call: WitnessedCall) -> Reply:
    """What was written down, for the one who listened to read."""
    said = _Said.model_validate_json(call.reply_text or "")
    return Reply(
        given_by=said.given_by,
        relation=said.relation,
        agreed=said.agreed,
        texts=said.texts,
        witness=said.witness,
    )


def confirm(session: Session, call: WitnessedCall, *, actor: Actor) -> None:
    """The listener says so: now it is a consent, written under both. A second press is told.

    A no to what is needed withdraws a running application; see `asking.ending`. Raises Conflict for
    the reader himself, for a call that is over, and when the guardian answered anew since;
    ChangedElsewhere when the texts are new.
    """
    application = _lock(session, call, actor)
    given = reply_of(call)
    if asking.was_answered_since(application, call.made_at):
        raise Conflict(ANSWERED_SINCE)
    assert given.witness is not None
    heard = {"heard_by": actor.shown_as, "heard_signed_at": clock.now()}
    # Written down in a helper's visit it stands on the family's change sheet (N7).
    before, session.info[WORKS_IN] = session.info.get(WORKS_IN), call.sitting_id
    try:
        witness = given.witness.model_copy(update=heard)
        asking.reply_by_telephone(session, application, replace(given, witness=witness))
        session.flush()
    finally:
        session.info[WORKS_IN] = before
    call.confirmed_at, call.heard_account_id, call.reply_text = clock.now(), actor.account_id, None
    session.flush()


def deny(session: Session, call: WitnessedCall, *, actor: Actor) -> None:
    """The listener says that it was not so: nothing is kept but that. Raises as `confirm`."""
    _lock(session, call, actor)
    call.denied_at, call.heard_account_id, call.reply_text = clock.now(), actor.account_id, None
    session.flush()


def denied(session: Session, application: Application) -> Sequence[WitnessedCall]:
    """Calls that their listener did not confirm, the newest first."""
    return session.scalars(
        select(WitnessedCall)
        .where(WitnessedCall.application_id == application.id, WitnessedCall.denied_at.is_not(None))
        .order_by(WitnessedCall.denied_at.desc())
    ).all()


def _open(session: Session, application: Application) -> WitnessedCall | None:
    return session.scalar(
        select(WitnessedCall).where(
            WitnessedCall.application_id == application.id,
            WitnessedCall.confirmed_at.is_(None),
            WitnessedCall.denied_at.is_(None),
            WitnessedCall.ended_at.is_(None),
        )
    )


def _new(session: Session, application: Application, reader_id: str | None) -> WitnessedCall:
    call = WitnessedCall(
        application_id=application.id,
        serial=call_serial.new(),
        read_account_id=reader_id,
        sitting_id=session.info.get(WORKS_IN),
    )
    session.add(call)
    session.flush()
    return call


def _lock(session: Session, call: WitnessedCall, actor: Actor) -> Application:
    application = session.get_one(Application, call.application_id)
    asking.lock(session, application)
    session.refresh(call, with_for_update=True)
    if not is_open(call):
        raise Conflict(OVER)
    if actor.account_id is None or actor.account_id == call.read_account_id:
        raise Conflict(SAME_PERSON)
    return application
