"""Who must be told of a change of an agreement: by a job after the commit, shown until read."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from forms_app import clock, outbox
from forms_app.accounts.models import Account
from forms_app.agreements.models import Agreement, Notice, Signature
from forms_app.agreements.states import Event
from forms_app.models import History
from forms_app.workflow import Actor, Role

log = logging.getLogger(__name__)

JOB = "agreement.tell"
MOST_AT_ONCE = 5
WORDS: dict[str, str] = {
    Event.REFUSE: "没有签成，已经签的作废",
    Event.SIGN_SECOND: "双方签完，已经生效",
    Event.SEND_BACK: "主管部门退回，没有备案",
    Event.FILE: "主管部门已经备案",
}
COLLEGE_ROLES = (Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER)


def ask_to_tell(session: Session, agreement: Agreement, entry: History) -> None:
    """Put the telling beside the change; it happens when the change is committed."""
    outbox.ask(
        session,
        JOB,
        business_key=f"{agreement.id}:{entry.number}",
        payload={"agreement_id": agreement.id, "history_id": entry.id},
    )


def deliver() -> None:
    """Tell at once, after the commit of the request; what fails now stays in the outbox.

    Raises nothing: the change stands, and an error page would say that it does not.
    """
    try:
        outbox.drain(most=MOST_AT_ONCE, inside_only=True)
    except Exception as error:
        log.error("the outbox is drained later: %s", type(error).__name__)


@outbox.does(JOB)
def tell(session: Session, payload: Mapping[str, Any]) -> None:
    """One notice for each account concerned but the one that acted; twice told is once told."""
    agreement = session.get_one(Agreement, payload["agreement_id"])
    entry = session.get_one(History, payload["history_id"])
    told = set(session.scalars(select(Notice.account_id).where(Notice.history_id == entry.id)))
    for account_id in _concerned(session, agreement):
        if account_id in told or account_id == entry.account_id:
            continue
        session.add(
            Notice(
                agreement_id=agreement.id,
                history_id=entry.id,
                account_id=account_id,
                event=entry.event,
            )
        )
    session.flush()


def unseen(session: Session, actor: Actor) -> list[Notice]:
    """The newest change of each agreement that waits for this account's 知道了, newest first."""
    newest: dict[str, Notice] = {}
    for notice in _open(session, actor):
        newest.setdefault(notice.agreement_id, notice)
    return list(newest.values())


def see(session: Session, actor: Actor, *, agreement: Agreement) -> None:
    """知道了: every open notice of this account on this agreement."""
    for notice in _open(session, actor):
        if notice.agreement_id == agreement.id:
            notice.seen_at = clock.now()
    session.flush()


def _open(session: Session, actor: Actor) -> list[Notice]:
    statement = (
        select(Notice)
        .join(History, History.id == Notice.history_id)
        .where(Notice.account_id == actor.account_id, Notice.seen_at.is_(None))
        .options(joinedload(Notice.agreement, innerjoin=True))
        .order_by(History.at.desc(), History.number.desc(), Notice.id)
    )
    return list(session.scalars(statement))


def _concerned(session: Session, agreement: Agreement) -> list[str]:
    """Everyone who signed, whatever became of the account since, and everybody in post now."""
    signed = session.scalars(
        select(Signature.account_id).where(Signature.agreement_id == agreement.id)
    )
    sides = (agreement.commitment.assisting_id, agreement.commitment.receiving_id)
    in_post = session.scalars(
        select(Account.id)
        .where(
            Account.organisation_id.in_(sides),
            Account.role.in_(COLLEGE_ROLES),
            Account.disabled_at.is_(None),
        )
        .order_by(Account.id)
    )
    return list(dict.fromkeys([*signed, *in_post]))
