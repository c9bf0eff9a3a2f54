"""What a reader of one agreement is shown: where it stands, who signed, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from forms_app import clock, workflow
from forms_app.agreements import papers
from forms_app.agreements.models import Agreement, StoredPaper
from forms_app.agreements.signing import SIDES
from forms_app.agreements.states import EVENT_LABELS, LABELS, Event, State
from forms_app.commitments.reading import Happening
from forms_app.commitments.terms import Terms
from forms_app.commitments.versions import last_terms
from forms_app.workflow import Actor


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line of the signing record. `who` is shown to the parties, never to the public."""

    side: str
    college: str
    who: str
    at: str
    sha256: str


@dataclass(frozen=True, slots=True)
class AgreementSheet:
    """One agreement as its page shows it; `paper` is None until the text is locked."""

    terms: Terms
    state: str
    events: list[StrEnum]
    missing: list[str]
    paper: StoredPaper | None
    signatures: list[SignatureLine]
    history: list[Happening]
    last_word: Happening | None


def sheet_of(session: Session, agreement: Agreement, *, actor: Actor) -> AgreementSheet:
    is_drafting = agreement.state == State.DRAFTING
    history = happenings(session, agreement)
    said = [one for one in history if one.reason]
    return AgreementSheet(
        terms=last_terms(session, agreement.commitment),
        state=LABELS[agreement.state],
        events=workflow.events_open_to(agreement, actor),
        missing=agreement.details.missing() if is_drafting else [],
        paper=None if is_drafting else papers.stored(session, agreement),
        signatures=signature_lines(agreement),
        history=history,
        last_word=said[-1] if said and agreement.state != State.FILED else None,
    )


def signature_lines(agreement: Agreement) -> list[SignatureLine]:
    """In order: 甲方, then 乙方."""
    colleges = {1: agreement.commitment.assisting.name, 2: agreement.commitment.receiving.name}
    return [
        SignatureLine(
            side=SIDES[signature.place],
            college=colleges[signature.place],
            who=signature.shown_as,
            at=clock.moment_words(signature.at),
            sha256=signature.sha256,
        )
        for signature in agreement.signatures
    ]


def happenings(session: Session, agreement: Agreement) -> list[Happening]:
    """The history in words, oldest first."""
    return [
        Happening(
            what=EVENT_LABELS[Event(row.event)],
            who=row.shown_as,
            at=clock.moment_words(row.at),
            reason=row.reason,
        )
        for row in workflow.history_of(session, agreement)
    ]
