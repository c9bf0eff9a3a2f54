"""Signing in order, over the hash of the locked paper; refusing; and what follows from either."""

from __future__ import annotations

from sqlalchemy.orm import Session

from forms_app import clock, workflow
from forms_app.agreements import notices, papers
from forms_app.agreements.models import Agreement, Signature
from forms_app.agreements.states import SIGN_EVENTS, Event
from forms_app.commitments import services as commitments
from forms_app.errors import TransitionNotAllowed
from forms_app.workflow import Actor, events_open_to

PLACES = {Event.SIGN_FIRST: 1, Event.SIGN_SECOND: 2}
SIDES = {1: "甲方", 2: "乙方"}


def signature_open_to(agreement: Agreement, actor: Actor) -> Event | None:
    """Which signature this actor may give now, or None."""
    for event in events_open_to(agreement, actor):
        if event in SIGN_EVENTS:
            return Event(event)
    return None


def sign(session: Session, agreement: Agreement, *, seen_sha256: str, actor: Actor) -> Signature:
    """Put the actor's signature under the locked paper.

    `seen_sha256` is the hash that the signer's page showed. Raises PaperAltered when the stored
    bytes are not the locked ones, and TransitionNotAllowed when it is not this signer's turn or
    another text was shown. The second signature brings the agreement into force and the
    commitment to life in the same transaction.
    """
    session.refresh(agreement, with_for_update=True)
    event = signature_open_to(agreement, actor)
    if event is None:
        raise TransitionNotAllowed("现在不用你签：可能已经签过，或者还没轮到。请刷新页面再看。")
    paper = papers.intact(session, agreement)
    if paper.sha256 != seen_sha256:
        raise TransitionNotAllowed("你看的不是现在这份文件。请重新打开，看过再签。")
    assert actor.account_id is not None
    entry = workflow.advance(
        session, agreement, event, actor=actor, details={"sha256": paper.sha256}
    )
    signature = Signature(
        agreement_id=agreement.id,
        place=PLACES[event],
        account_id=actor.account_id,
        shown_as=actor.shown_as,
        sha256=paper.sha256,
        at=clock.now(),
    )
    session.add(signature)
    session.flush()
    session.expire(agreement, ["signatures"])
    if event is Event.SIGN_SECOND:
        commitments.activate(session, agreement.commitment, agreement=agreement.serial)
        notices.ask_to_tell(session, agreement, entry)
    return signature


def refuse(session: Session, agreement: Agreement, *, reason: str, actor: Actor) -> None:
    """End this agreement; its terms go back to where they can be mended, and everyone who signed
    is told."""
    entry = workflow.advance(session, agreement, Event.REFUSE, actor=actor, reason=reason)
    commitments.reopen(session, agreement.commitment, agreement=agreement.serial, reason=reason)
    notices.ask_to_tell(session, agreement, entry)
