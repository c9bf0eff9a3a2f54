"""What everybody may know of filed pairings, and of one paper held against its number.

Colleges, term, filing and promised items; no person, no amount of money, nothing unfiled.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, BinaryIO

from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.agreements import papers, services
from forms_app.agreements.models import Agreement
from forms_app.agreements.reading import SignatureLine, signature_lines
from forms_app.agreements.states import LABELS, State
from forms_app.commitments.terms import Terms
from forms_app.commitments.versions import last_terms, last_terms_of
from forms_app.errors import NotFound

FORMAT = 1
PRINTED_DIGITS = 16
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class FiledPairing:
    """One filed agreement, for the public."""

    serial: str
    assisting: str
    assisting_id: str | None
    receiving: str
    receiving_id: str | None
    filed_on: date
    filing_number: str
    filed_by: str
    is_trial: bool
    terms: Terms


class Answer(StrEnum):
    """What a comparison found."""

    INTACT = "intact"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Verification:
    """What the verification page says of a locked agreement."""

    serial: str
    assisting: str
    receiving: str
    starts_on: date
    ends_on: date
    state: str
    is_trial: bool
    printed: str
    """The first digits of the data's hash, as they are printed at the foot of the agreement."""
    sha256: str
    signatures: list[SignatureLine]
    is_stored_intact: bool


def filed(session: Session, *, with_trials: bool) -> list[FiledPairing]:
    """Newest filing first."""
    found = services.filed(session, with_trials=with_trials)
    terms = last_terms_of(session, [agreement.commitment_id for agreement in found])
    return [_pairing(agreement, terms[agreement.commitment_id]) for agreement in found]


def filed_one(session: Session, serial: str, *, with_trials: bool) -> FiledPairing:
    """Raises NotFound for a number that is unknown, not filed, or a trial outside of one."""
    agreement = services.by_serial(session, serial)
    if agreement is None or agreement.state != State.FILED:
        raise NotFound("no such filed pairing")
    if agreement.is_trial and not with_trials:
        raise NotFound("a trial is not published")
    return _pairing(agreement, last_terms(session, agreement.commitment))


def as_data(pairings: list[FiledPairing]) -> dict[str, Any]:
    """The public data file; keys are the words of the content's own pairing records."""
    return {
        "format": FORMAT,
        "made_on": clock.today().isoformat(),
        "pairings": [_as_entry(pairing) for pairing in pairings],
    }


def verification(session: Session, serial: str) -> Verification | None:
    """None for a number that was never given out or whose text is not locked."""
    agreement = services.by_serial(session, serial)
    if agreement is None or agreement.state == State.DRAFTING:
        return None
    paper = papers.stored(session, agreement)
    terms = last_terms(session, agreement.commitment)
    return Verification(
        serial=agreement.serial,
        assisting=agreement.commitment.assisting.name,
        receiving=agreement.commitment.receiving.name,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        state=LABELS[agreement.state],
        is_trial=agreement.is_trial,
        printed=paper.data_sha256[:PRINTED_DIGITS],
        sha256=paper.sha256,
        signatures=signature_lines(agreement),
        is_stored_intact=_is_intact(session, agreement),
    )


def compare_digits(known: Verification | None, digits: str | None) -> Answer | None:
    """The digits of the QR code; None when there are none to compare."""
    if known is None or not digits:
        return None
    return Answer.INTACT if digits.lower() == known.printed else Answer.DIFFERS


def compare_file(known: Verification | None, stream: BinaryIO) -> Answer:
    """The file's hash, read piece by piece; nothing of it is kept."""
    digest = hashlib.sha256()
    while piece := stream.read(CHUNK):
        digest.update(piece)
    is_same = known is not None and digest.hexdigest() == known.sha256
    return Answer.INTACT if is_same else Answer.DIFFERS


def _is_intact(session: Session, agreement: Agreement) -> bool:
    try:
        papers.intact(session, agreement)
    except papers.PaperAltered:
        return False
    return True


def _pairing(agreement: Agreement, terms: Terms) -> FiledPairing:
    assert agreement.filed_on is not None
    commitment = agreement.commitment
    return FiledPairing(
        serial=agreement.serial,
        assisting=commitment.assisting.name,
        assisting_id=commitment.assisting.college_id,
        receiving=commitment.receiving.name,
        receiving_id=commitment.receiving.college_id,
        filed_on=agreement.filed_on,
        filing_number=agreement.filing_number or "",
        filed_by=agreement.filed_by or "",
        is_trial=agreement.is_trial,
        terms=terms,
    )


def _as_entry(pairing: FiledPairing) -> dict[str, Any]:
    terms = pairing.terms
    return {
        "agreement_number": pairing.serial,
        "sample": pairing.is_trial,
        "assisting": {"id": pairing.assisting_id, "name": pairing.assisting},
        "receiving": {"id": pairing.receiving_id, "name": pairing.receiving},
        "specialties": [one.model_dump() for one in terms.specialties],
        "starts_on": terms.starts_on.isoformat(),
        "ends_on": terms.ends_on.isoformat(),
        "filed_on": pairing.filed_on.isoformat(),
        "filed_by": pairing.filed_by,
        "filing_number": pairing.filing_number,
        "items": [
            {
                "kind": str(item.kind),
                "what": item.what,
                "specialty": item.specialty.id if item.specialty else None,
                "quantity": item.quantity,
                "unit": item.unit,
                "due": item.due.isoformat(),
            }
            for item in terms.items
        ],
    }
