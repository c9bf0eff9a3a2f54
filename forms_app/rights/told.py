"""Everything that is kept of one application, in the words of its family. Reads only.

No identifier of ours is in it, no account and no hash: nothing that only we could read. Nor is the
取件码: with the birth date beside it, whoever finds the file could change the application.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.applications import cycles, messages, papers, progress, versions
from forms_app.applications.answers import Answers, Consent
from forms_app.applications.consenting import ledger
from forms_app.applications.helping import edits
from forms_app.applications.models import Application
from forms_app.applications.states import LABELS, NEVER_SENT, Event, State
from forms_app.applications.summary import Section, sections
from forms_app.applications.versions import Sent
from forms_app.documents.models import Document
from forms_app.models import History
from forms_app.privacy import views_of
from forms_app.rights.models import CopyRequest, ErasureRequest
from forms_app.rights.states import LABELS as ERASURE_LABELS
from forms_app.rights.states import Event as Asking
from forms_app.rights.states import State as ErasureState
from forms_app.workflow import history_of
from generator.schema.campaign import Admission
from generator.schema.enums import ConsentKind

INSIDE = {
    Event.PROPOSE_REFUSAL: "学校里一个人建议不通过",
    Event.DROP_REFUSAL: "第二个人不同意，继续审核",
}
"""Steps that the status page leaves out; told here once something has followed them."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One moment: what, who, and the words that somebody wrote."""

    at: datetime
    what: str
    who: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """One consent as it was given or not, with the text that was read."""

    title: str
    version: str
    is_agreed: bool
    is_taken_back: bool
    """Agreed to before, and ended by this."""
    given_by: str
    relation: str
    method: str
    at: datetime
    text: str | None


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture; `name` is where it lies in the archive, `file_name` where we keep it."""

    name: str
    kind: str
    at: datetime
    sent_by: str
    is_removed: bool
    file_name: str


@dataclass(frozen=True, slots=True)
class Copy:
    """What one family gets. `draft` holds what was typed and not sent, `language` what it reads."""

    made_at: datetime
    is_trial: bool
    cycle: str
    number: str | None
    language: str | None
    state: str
    sent: tuple[Sent, ...]
    sent_answers: tuple[Answers, ...]
    """As `sent`, the newest first."""
    draft: tuple[Section, ...]
    draft_answers: Answers | None
    consents: tuple[Agreed, ...]
    happenings: tuple[Happening, ...]
    helpers: tuple[Happening, ...]
    """What helpers changed, each with both ways of writing it."""
    looks: tuple[Happening, ...]
    messages: tuple[Happening, ...]
    requests: tuple[Happening, ...]
    pictures: tuple[Picture, ...]


def collect(session: Session, application: Application, *, at: datetime) -> Copy:
    """Everything, as it stands; `at` is printed on it."""
    rules = cycles.rules_of(application)
    frozen = papers.versions(session, application)
    draft = _draft(application, frozen[-1].answers if frozen else None)
    return Copy(
        made_at=at,
        is_trial=application.is_trial,
        cycle=cycles.cycle(application.cycle).name,
        number=application.number,
        language=application.language,
        state=LABELS[State(application.state)],
        sent=tuple(versions.told(frozen, rules)),
        sent_answers=tuple(version.answers for version in frozen[::-1]),
        draft=tuple(sections(draft, rules)) if draft is not None else (),
        draft_answers=draft,
        consents=_consents(ledger.of(session, application), rules),
        happenings=tuple(_happenings(history_of(session, application))),
        helpers=tuple(_helpers(session, application, rules)),
        looks=_looks(session, application),
        messages=_messages(session, application),
        requests=_requests(session, application),
        pictures=_pictures(session, application),
    )


def _draft(application: Application, sent: Answers | None) -> Answers | None:
    is_draft = application.state in NEVER_SENT or application.answers != sent
    return application.answers if is_draft else None


def _consents(records: list[Consent], rules: Admission) -> tuple[Agreed, ...]:
    """Each as it was given, taken back or left open, the oldest first."""
    texts = {(text.kind, text.version): text for text in rules.consents}
    found, was_given = [], set[ConsentKind]()
    for one in records:
        text = texts.get((one.kind, one.version))
        found.append(
            Agreed(
                title=text.title if text else str(one.kind),
                version=one.version,
                is_agreed=one.agreed,
                is_taken_back=not one.agreed and one.kind in was_given,
                given_by=one.given_by,
                relation=one.relation,
                method=one.method,
                at=one.at,
                text=text.text if text else None,
            )
        )
        was_given = was_given | {one.kind} if one.agreed else was_given - {one.kind}
    return tuple(found)


def _happenings(history: list[History]) -> list[Happening]:
    """A step that is only proposed is no answer yet, so the last one may be left out."""
    words = progress.EVENT_WORDS | INSIDE
    told = []
    for entry in history:
        event = Event(entry.event)
        if event == Event.PROPOSE_REFUSAL and entry is history[-1]:
            continue
        told.append(Happening(entry.at, words[event], entry.shown_as, entry.reason))
    return told


def _helpers(session: Session, application: Application, rules: Admission) -> list[Happening]:
    return [
        Happening(
            one.edit.at,
            f"帮忙的人改了：{one.what}（{edits.standing(one.edit)[0]}）",
            one.sitting.words,
            "；".join(f"{line.label}：{line.before} → {line.after}" for line in one.lines),
        )
        for one in edits.told(session, application, rules)[::-1]
    ]


def _looks(session: Session, application: Application) -> tuple[Happening, ...]:
    views = views_of(session, subject_kind="application", subject_id=application.id)
    return tuple(Happening(view.at, view.what, view.shown_as) for view in views)


def _messages(session: Session, application: Application) -> tuple[Happening, ...]:
    """With the whole number: it is the family's own."""
    return tuple(
        Happening(
            copy.created_at,
            messages.WORDS[Event(copy.event)],
            f"{messages.CHANNEL_WORDS[copy.channel]}，{copy.recipient}",
            messages.OUTCOME_WORDS[copy.outcome],
        )
        for copy in messages.of(session, application)
    )


def _requests(session: Session, application: Application) -> tuple[Happening, ...]:
    """Copies and erasures that were asked for, this copy too."""
    of_copies = select(CopyRequest).where(CopyRequest.application_id == application.id)
    of_erasures = select(ErasureRequest).where(ErasureRequest.application_id == application.id)
    found = [
        Happening(one.at, "取了一份全部资料", one.shown_as) for one in session.scalars(of_copies)
    ] + [
        Happening(
            one.asked_at,
            "要求删掉资料",
            ERASURE_LABELS[ErasureState(one.state)],
            _why_not(history_of(session, one)),
        )
        for one in session.scalars(of_erasures)
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.what)))


def _why_not(history: list[History]) -> str | None:
    """What two people wrote when they refused."""
    refusals = [entry.reason for entry in history if entry.event == Asking.CONFIRM_REFUSAL]
    return refusals[-1] if refusals else None


def _pictures(session: Session, application: Application) -> tuple[Picture, ...]:
    """Those that were taken away are kept for a while, so they are in it as well."""
    rows = session.scalars(
        select(Document)
        .where(Document.application_id == application.id)
        .order_by(Document.created_at, Document.id)
    )
    return tuple(
        Picture(
            name=f"材料/{number:02}-{document.kind}.jpg",
            kind=document.kind,
            at=document.created_at,
            sent_by=document.sent_by,
            is_removed=document.removed_at is not None,
            file_name=document.file_name,
        )
        for number, document in enumerate(rows, start=1)
    )


def as_data(copy: Copy) -> dict[str, Any]:
    """The same for a program: moments in ISO form with their offset, answers by their names."""
    return {
        "format": 1,
        "made_at": copy.made_at.isoformat(),
        "trial": copy.is_trial,
        "cycle": copy.cycle,
        "number": copy.number,
        "language": copy.language,
        "state": copy.state,
        "versions": [
            {
                "number": sent.number,
                "sent_at": sent.at.isoformat(),
                "sent_by": sent.sent_by,
                "answers": answers.model_dump(mode="json"),
            }
            for sent, answers in zip(copy.sent, copy.sent_answers, strict=True)
        ],
        "draft": copy.draft_answers.model_dump(mode="json") if copy.draft_answers else None,
        "consents": [_agreed(one) for one in copy.consents],
        "history": [_happening(one) for one in copy.happenings],
        "helpers": [_happening(one) for one in copy.helpers],
        "looks": [_happening(one) for one in copy.looks],
        "messages": [_happening(one) for one in copy.messages],
        "requests": [_happening(one) for one in copy.requests],
        "pictures": [
            {
                "file": one.name,
                "kind": one.kind,
                "sent_at": one.at.isoformat(),
                "sent_by": one.sent_by,
                "removed": one.is_removed,
            }
            for one in copy.pictures
        ],
    }


def _happening(one: Happening) -> dict[str, str | None]:
    return {"at": one.at.isoformat(), "what": one.what, "who": one.who, "words": one.words}


def _agreed(one: Agreed) -> dict[str, Any]:
    return {
        "title": one.title,
        "version": one.version,
        "agreed": one.is_agreed,
        "given_by": one.given_by,
        "relation": one.relation,
        "method": one.method,
        "at": one.at.isoformat(),
        "text": one.text,
    }
