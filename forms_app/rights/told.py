"""Everything that is kept of one application, in the words of its family. Reads only.

No identifier of ours is in it, no account and no hash: nothing that only we could read. Nor is the
取件码: with the birth date beside it, whoever finds the file could change the application.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.applications import cycles, looks, messages, outcomes, papers, progress, versions
from forms_app.applications.answers import Answers, Consent
from forms_app.applications.consenting import answerers, calls, ledger, ways
from forms_app.applications.helping import edits, proposing
from forms_app.applications.models import Application
from forms_app.applications.states import LABELS, NEVER_SENT, Event, State
from forms_app.applications.summary import Section, sections
from forms_app.applications.versions import Sent
from forms_app.documents.consent_sheets import telling as sheets
from forms_app.documents.models import Document
from forms_app.models import History
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
        happenings=tuple(_happenings(session, application)),
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
                method=ways.words(one),
                at=one.at,
                text=text.text if text else None,
            )
        )
        was_given = was_given | {one.kind} if one.agreed else was_given - {one.kind}
    return tuple(found)


def _happenings(session: Session, application: Application) -> list[Happening]:
    """A step that is only proposed is no answer yet, so the last one may be left out."""
    history = history_of(session, application)
    words = progress.EVENT_WORDS | INSIDE
    told = []
    for entry in history:
        event = Event(entry.event)
        if event == Event.PROPOSE_REFUSAL and entry is history[-1]:
            continue
        told.append(Happening(entry.at, words[event], entry.shown_as, entry.reason))
    told += [Happening(*step) for step in sheets.steps(session, application)]
    return sorted(told, key=lambda one: one.at)


def _helpers(session: Session, application: Application, rules: Admission) -> list[Happening]:
    tried = [
        Happening(
            one.last_at,
            "有人想替监护人回答，没有记",
            one.who or "",
            f"{one.why}，{one.times}次",
        )
        for one in answerers.of(session, application)
    ]
    tried += [
        Happening(one.denied_at, "电话见证没有记：听的人说不是这样", "听的人")
        for one in calls.denied(session, application)
        if one.denied_at is not None
    ]
    changed = [
        Happening(
            one.edit.at,
            f"帮忙的人{'想改' if one.edit.is_proposed else '改了'}：{one.what}"
            f"（{proposing.standing(one.edit, application)[0]}）",
            one.sitting.words,
            "；".join(f"{line.label}：{line.before} → {line.after}" for line in one.lines),
        )
        for one in edits.told(session, application, rules)[::-1]
    ]
    return sorted([*changed, *tried], key=lambda one: one.at)


def _looks(session: Session, application: Application) -> tuple[Happening, ...]:
    views = [*looks.of(session, application), *sheets.looks(session, application)]
    views.sort(key=lambda one: one.at, reverse=True)
    return tuple(Happening(view.at, view.what, view.shown_as) for view in views)


def _messages(session: Session, application: Application) -> tuple[Happening, ...]:
    """With the whole number: it is the family's own."""
    return tuple(
        Happening(
            copy.created_at,
            messages.words_of(copy),
            f"{outcomes.CHANNEL_WORDS[copy.channel]}，{copy.recipient}",
            outcomes.OUTCOME_WORDS[copy.outcome],
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
