"""What a reader of one commitment is shown: terms, what changed, what happened, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from forms_app import clock, workflow
from forms_app.commitments import versions
from forms_app.commitments.models import Commitment
from forms_app.commitments.states import EVENT_LABELS, LABELS, State
from forms_app.commitments.terms import Difference, Target, Terms, differences, targets
from forms_app.workflow import Actor
from generator.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the history, in words."""

    what: str
    who: str
    at: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class SentVersion:
    """One version that was sent, with what changed since the one before it."""

    number: int
    at: str
    by: str
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One commitment as its page shows it."""

    terms: Terms
    state: str
    is_ours: bool
    is_draft_shown: bool
    targets: tuple[Target, ...]
    lacking: tuple[str, ...]
    events: list[StrEnum]
    sent: list[SentVersion]
    history: list[Happening]
    last_word: Happening | None
    """Why the draft came back, while that is the last thing that happened."""


def sheet_of(
    session: Session, commitment: Commitment, *, actor: Actor, catalogue: Catalogue
) -> Sheet:
    """The partner reads what it was sent last; only the author reads the draft."""
    is_ours = commitment.assisting_id == actor.organisation_id
    is_draft_shown = is_ours and commitment.state == State.DRAFT
    terms = (
        versions.terms_of(commitment, catalogue)
        if is_draft_shown
        else versions.last_terms(session, commitment)
    )
    history = _history(session, commitment)
    return Sheet(
        terms=terms,
        state=LABELS[commitment.state],
        is_ours=is_ours,
        is_draft_shown=is_draft_shown,
        targets=targets(terms, teachers_untrained=teachers_untrained(commitment, catalogue)),
        lacking=tuple(versions.missing(terms)) if is_draft_shown else (),
        events=workflow.events_open_to(commitment, actor),
        sent=_sent(session, commitment),
        history=history,
        last_word=history[-1] if history[-1].reason else None,
    )


def teachers_untrained(commitment: Commitment, catalogue: Catalogue) -> int | None:
    """Teachers of the receiving college that nobody has trained; None when it has not said."""
    college = catalogue.colleges.get(commitment.receiving.college_id or "")
    # A college that has counted no teachers has not had them all trained.
    if college is None or college.capacity is None or college.capacity.teachers == 0:
        return None
    return college.capacity.teachers - college.capacity.teachers_trained


@dataclass(frozen=True, slots=True)
class SpecialtyGroup:
    """Specialties under one heading of the page that ticks them."""

    name: str
    ids: tuple[str, ...]
    is_open: bool


def specialty_groups(commitment: Commitment, catalogue: Catalogue) -> list[SpecialtyGroup]:
    """First what the receiving college teaches, then the rest of the list by class."""
    own = _taught_at(commitment, catalogue)
    chosen = set(commitment.specialties)
    groups = [SpecialtyGroup("受援学校现有的专业", own, is_open=True)] if own else []
    for code, family in catalogue.specialty_classes.items():
        rest = tuple(one.id for one in catalogue.specialties_in(code) if one.id not in own)
        if rest:
            groups.append(SpecialtyGroup(family.name, rest, is_open=bool(chosen & set(rest))))
    return groups


def _taught_at(commitment: Commitment, catalogue: Catalogue) -> tuple[str, ...]:
    college = catalogue.colleges.get(commitment.receiving.college_id or "")
    if college is None:
        return ()
    signature = college.capacity.signature_specialties if college.capacity else ()
    taught = [programme.specialty for programme in college.programmes]
    return tuple(dict.fromkeys([*signature, *taught]))


def _sent(session: Session, commitment: Commitment) -> list[SentVersion]:
    sent = versions.versions_of(session, commitment)
    shown = [
        SentVersion(
            number=version.number,
            at=clock.moment_words(version.at),
            by=version.sent_by,
            changes=() if before is None else differences(before.terms, version.terms),
        )
        for before, version in zip([None, *sent], sent, strict=False)
    ]
    return shown[::-1]


def _history(session: Session, commitment: Commitment) -> list[Happening]:
    return [
        Happening(
            what=EVENT_LABELS[row.event],
            who=row.shown_as,
            at=clock.moment_words(row.at),
            reason=row.reason,
        )
        for row in workflow.history_of(session, commitment)
    ]
