"""The sweep: what falls due by the calendar is done in portions, each committed on its own.

Whatever is done does not fall due again, so a sweep that broke off is simply begun anew, and two
at once do everything once. Rows that cannot be read are left, counted and named by identifier.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts.models import AccountEvent
from forms_app.allocation.models import Offer
from forms_app.applications import looks
from forms_app.applications.helping import edits
from forms_app.applications.models import Application, ApplicationVersion
from forms_app.applications.states import UNFINISHED, Event, State
from forms_app.documents import services as documents
from forms_app.documents import storage
from forms_app.errors import Busy, FormsError
from forms_app.extensions import db
from forms_app.intake.models import ClassRow
from forms_app.models import History
from forms_app.privacy import View
from forms_app.rights import due, erasure, scrubbing
from forms_app.rights.due import Kind
from forms_app.rights.erasing import delete_files, erase
from forms_app.rights.models import CopyRequest, ErasureRequest, Sweep
from forms_app.rights.states import ERASURE
from forms_app.rights.states import Event as Asking
from forms_app.workflow import SYSTEM, advance

PORTION = 100
PAPERS = "papers"
CLASS_ROWS = "class_rows"
"""Rows of a class sheet that could not be loaded in a day: nobody waits for them any more."""

Tell = Callable[[str, int], None]
Act = Callable[[Session, str], list[Path] | None]
"""Does one row that is still due; answers files to delete, or None when it was no more to do."""


@dataclass
class Done:
    """What a sweep did, by kind; `left` are identifiers of what could not be read."""

    counts: dict[str, int] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    is_scrubbed: bool = False
    is_scrub_left: bool = False
    """Others held the database's files for too long."""


def forecast(session: Session, at: datetime) -> dict[str, int]:
    """How much of each kind has fallen due by `at`; changes nothing."""
    found = {str(kind): due.count(session, kind, at) for kind in Kind}
    papers = select(func.count()).select_from(documents.expired(at).subquery())
    return found | {PAPERS: session.scalar(papers) or 0}


def sweep(*, tell: Tell = lambda _kind, _count: None, scrub: bool = True) -> Done:
    """Do everything that is due. `tell` hears the kind and how many are done, after each portion.

    Commits as it goes. At the end the files of the database are scrubbed, where something was
    erased since they last were; what others hold for too long is left for the next time.
    """
    begun, done = _begin(), Done()
    for kind, act in ACTS.items():
        done.counts[kind] = _all(kind, act, done, tell)
    done.counts[PAPERS] = _papers()
    tell(PAPERS, done.counts[PAPERS])
    done.counts[CLASS_ROWS] = _class_rows()
    tell(CLASS_ROWS, done.counts[CLASS_ROWS])
    with db.reading_session() as session:
        needs_scrub = scrub and _was_erased_since_last_scrub(session)
    if needs_scrub:
        try:
            scrubbing.scrub(db.engine)
            done.is_scrubbed = True
        except Busy:
            done.is_scrub_left = True
    _end(begun, done)
    return done


def _begin() -> str:
    with db.writing_session() as session:
        begun = Sweep(begun_at=clock.now())
        session.add(begun)
        session.commit()
        return begun.id


def _end(begun: str, done: Done) -> None:
    with db.writing_session() as session:
        row = session.get_one(Sweep, begun)
        row.ended_at = clock.now()
        row.counts = dict(done.counts)
        row.is_scrubbed = done.is_scrubbed
        session.commit()


def _all(kind: Kind, act: Act, done: Done, tell: Tell) -> int:
    """Every row of a kind, in portions, in the order of identifiers."""
    total, last = 0, ""
    while True:
        with db.writing_session() as session:
            portion = list(session.scalars(_portion(kind, last)))
            if not portion:
                return total
            files: list[Path] = []
            for identifier in portion:
                try:
                    with session.begin_nested():
                        found = act(session, identifier)
                except FormsError:
                    done.left.append(identifier)
                    continue
                total += found is not None
                files += found or []
            session.commit()
        delete_files(files)
        last = portion[-1]
        tell(kind, total)


def _portion(kind: Kind, last: str) -> Select[str]:
    rows = due.ids(kind, clock.now()).subquery()
    return select(rows.c.id).where(rows.c.id > last).order_by(rows.c.id).limit(PORTION)


def _locked(session: Session, kind: Kind, identifier: str) -> Application | None:
    """The application, if it is still due now that nobody else can move it."""
    application = session.get(Application, identifier)
    if application is None:
        return None
    session.refresh(application, with_for_update=True)
    still = due.ids(kind, clock.now()).where(Application.id == identifier)
    return application if session.scalar(still) is not None else None


def _advance(kind: Kind, event: Event) -> Act:
    def act(session: Session, identifier: str) -> list[Path] | None:
        application = _locked(session, kind, identifier)
        if application is None:
            return None
        advance(session, application, event, actor=SYSTEM)
        return []

    return act


def _erase(kind: Kind) -> Act:
    def act(session: Session, identifier: str) -> list[Path] | None:
        application = _locked(session, kind, identifier)
        # A state that only the calendar ends is ended first: never straight from there.
        if application is None or application.state in UNFINISHED | {State.ELIGIBLE}:
            return None
        request = erasure.open_request(session, application)
        if request is not None:
            advance(session, request, Asking.ERASE, actor=SYSTEM)
        return erase(session, application)

    return act


def _asked(session: Session, identifier: str) -> list[Path] | None:
    request = session.get(ErasureRequest, identifier)
    return None if request is None else erasure.erase_scheduled(session, request)


def _physical(session: Session, identifier: str) -> list[Path] | None:
    """The answer about physical limits, in every version and in what is filled in now."""
    application = _locked(session, Kind.PHYSICAL, identifier)
    if application is None:
        return None
    mine = ApplicationVersion.application_id == application.id
    for row in (application, *session.scalars(select(ApplicationVersion).where(mine))):
        answers = row.answers.model_copy(update={"physical_answer": None})
        row.answers_text = answers.model_dump_json(exclude_defaults=True)
    edits.forget(session, application, "physical_answer")
    application.physical_erased_at = clock.now()
    session.flush()
    return []


def _delete(table: type[View] | type[AccountEvent]) -> Act:
    def act(session: Session, identifier: str) -> list[Path] | None:
        session.execute(delete(table).where(table.id == identifier))
        return []

    return act


def _traces(session: Session, identifier: str) -> list[Path] | None:
    """The last rows of an erased application. Its figures stay, without a way back."""
    application = _locked(session, Kind.TRACES, identifier)
    if application is None:
        return None
    mine = select(ErasureRequest.id).where(ErasureRequest.application_id == identifier)
    of_requests = (History.subject_kind == ERASURE.kind) & History.subject_id.in_(mine)
    kind = application.workflow.kind
    of_this = (History.subject_kind == kind) & (History.subject_id == identifier)
    seen = View.subject_kind.in_(looks.KINDS) & (View.subject_id == identifier)
    for statement in (
        delete(History).where(of_this | of_requests),
        delete(View).where(seen),
        *(
            delete(table).where(table.application_id == identifier)
            for table in (Offer, CopyRequest, ErasureRequest)
        ),
        delete(Application).where(Application.id == identifier),
    ):
        session.execute(statement, execution_options={"synchronize_session": False})
    return []


ACTS: dict[Kind, Act] = {
    Kind.REOPEN: _advance(Kind.REOPEN, Event.REOPEN),
    Kind.REMIND: _advance(Kind.REMIND, Event.REMIND),
    Kind.CLOSE_DRAFTS: _advance(Kind.CLOSE_DRAFTS, Event.ROUND_ENDS),
    Kind.CONSENT_EXPIRES: _advance(Kind.CONSENT_EXPIRES, Event.CONSENT_EXPIRES),
    Kind.END_UNPLACED: _advance(Kind.END_UNPLACED, Event.ROUND_ENDS),
    Kind.ASKED: _asked,
    Kind.UNSENT: _erase(Kind.UNSENT),
    Kind.UNSUCCESSFUL: _erase(Kind.UNSUCCESSFUL),
    Kind.PHYSICAL: _physical,
    Kind.LOOKS: _delete(View),
    Kind.ACCOUNT_EVENTS: _delete(AccountEvent),
    Kind.TRACES: _traces,
}


def _papers() -> int:
    with db.writing_session() as session:
        names = documents.sweep(session)
        session.commit()
    for name in names:
        storage.delete(name)
    return len(names)


def _class_rows() -> int:
    with db.writing_session() as session:
        old = ClassRow.created_at < clock.now() - timedelta(days=1)
        gone = session.scalars(delete(ClassRow).where(old).returning(ClassRow.id)).all()
        session.commit()
        return len(gone)


def _was_erased_since_last_scrub(session: Session) -> bool:
    last = session.scalar(select(func.max(Sweep.begun_at)).where(Sweep.is_scrubbed))
    erased = Application.erased_at.is_not(None) | Application.physical_erased_at.is_not(None)
    query = select(Application.id).where(erased)
    if last is not None:
        since = (Application.erased_at >= last) | (Application.physical_erased_at >= last)
        query = query.where(since)
    return session.scalar(query.limit(1)) is not None


def last_sweeps(session: Session, *, most: int = 10) -> list[Sweep]:
    """The newest first."""
    return list(session.scalars(select(Sweep).order_by(Sweep.begun_at.desc()).limit(most)))
