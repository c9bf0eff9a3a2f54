"""Adding, taking away and listing the pictures of an application. Files before rows, always."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import consents, cycles, drafts
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.documents import storage
from forms_app.documents.kinds import FOR_COLLEGES, MOST_PICTURES, DocumentKind
from forms_app.documents.models import Document
from forms_app.errors import Conflict, FieldError, NotFound
from forms_app.languages.texts import said
from forms_app.models import History
from forms_app.running import catalogue
from forms_app.workflow import Actor, Role
from generator.schema.enums import ConsentKind

OVER = frozenset(
    {State.DECLINED, State.WITHDRAWN, State.NOT_QUALIFIED, State.UNSENT, State.UNPLACED}
)
"""States in which nobody looks at a paper any more; an appeal opens the application again."""
DECIDED = frozenset({State.ACCEPTED, *OVER})
UNCLAIMED = timedelta(days=1)


def may_change(application: Application) -> bool:
    return application.state not in OVER


def has_consent(application: Application) -> bool:
    """A paper shows an identity number or the household: the second consent comes first."""
    return consents.may_keep(
        cycles.rules_of(application),
        application.answers,
        kinds={ConsentKind.SENSITIVE_DATA},
        was_sent=drafts.was_sent(application),
    )


def add(
    session: Session,
    application: Application,
    *,
    kind: DocumentKind,
    pictures: Sequence[bytes],
    actor: Actor,
) -> None:
    """Keep these pictures. Raises FieldError for too many, Conflict when it is too late."""
    session.refresh(application, with_for_update=True)
    if not may_change(application):
        raise Conflict(said("这份报名已经结束，不能再加材料。"))
    if not has_consent(application):
        raise Conflict(said("先在第 1 件事里勾“同意使用敏感信息”，再传材料。"))
    free = MOST_PICTURES - _count(session, application, kind)
    if len(pictures) > free:
        raise FieldError(
            "pictures",
            said(
                "{kind}最多{most_pictures}张，还能加{free}张。",
                kind=kind,
                most_pictures=MOST_PICTURES,
                free=max(free, 0),
            ),
        )
    for content in pictures:
        session.add(
            Document(
                application_id=application.id,
                kind=kind,
                file_name=storage.put(content),
                size=len(content),
                sent_by=actor.shown_as,
            )
        )
    session.flush()


def remove(session: Session, application: Application, document_id: str) -> None:
    """Take one away: nobody sees it any more, and the sweep deletes it in the end."""
    session.refresh(application, with_for_update=True)
    if not may_change(application):
        raise Conflict(said("这份报名已经结束，材料不能再改。"))
    document = get(session, application, document_id)
    if document.sheet_id is not None:
        raise NotFound("a picture of a signed sheet is taken away on its own page")
    document.removed_at = clock.now()
    session.flush()


def get(session: Session, application: Application, document_id: str) -> Document:
    """One of this application's pictures that is still there; raises NotFound."""
    found = session.scalar(
        select(Document).where(
            Document.id == document_id,
            Document.application_id == application.id,
            Document.removed_at.is_(None),
        )
    )
    if found is None:
        raise NotFound("no such picture")
    return found


def get_for_staff(
    session: Session, application: Application, document_id: str, *, actor: Actor
) -> Document:
    """As `get`; a college finds only what the consent lets it see."""
    found = get(session, application, document_id)
    if DocumentKind(found.kind) not in kinds_for(actor):
        raise NotFound("no such picture for this account")
    return found


def kinds_for(actor: Actor) -> frozenset[DocumentKind]:
    """What this member of staff may look at: the desk everything, a college its part."""
    return frozenset(DocumentKind) if actor.role is Role.COUNTY_DESK else FOR_COLLEGES


def of(session: Session, application: Application) -> dict[DocumentKind, list[Document]]:
    """Every kind with its pictures, the first one first."""
    found: dict[DocumentKind, list[Document]] = {kind: [] for kind in DocumentKind}
    rows = session.scalars(
        select(Document)
        .where(Document.application_id == application.id, Document.removed_at.is_(None))
        .order_by(Document.created_at, Document.id)
    )
    for document in rows:
        found[DocumentKind(document.kind)].append(document)
    return found


def expired(at: datetime) -> Select[Document]:
    """Pictures whose time is over by `at`: days after the decision, or after they were taken away.

    How many days is what the cycle says; a cycle that the content has no more says nothing.
    """
    in_cycles = [
        (Application.cycle == campaign.id)
        & _is_over(at - timedelta(days=campaign.admission.keeping.papers_days))
        for campaign in catalogue().campaigns.values()
        if campaign.admission is not None
    ]
    query = select(Document).join(Application, Application.id == Document.application_id)
    return query.where(or_(false(), *in_cycles))


def _is_over(moment: datetime) -> ColumnElement[bool]:
    """Decided, or taken away by the family, before `moment`."""
    decided = (
        select(History.subject_id)
        .where(History.subject_kind == Application.workflow.kind)
        .group_by(History.subject_id)
        .having(func.max(History.at) < moment)
    )
    is_decided = Application.state.in_(DECIDED) & Application.id.in_(decided)
    # A signed sheet is the proof of a consent: it goes with the application itself.
    is_decided &= Document.sheet_id.is_(None)
    return is_decided | (Document.removed_at < moment)


def sweep(session: Session) -> list[str]:
    """Delete the rows whose time is over; the names of files to delete once that is committed.

    Files that no row names are among them: an upload that broke off leaves one behind. A file
    without a row is harmless, a row without its file is not.
    """
    rows = session.scalars(expired(clock.now()).order_by(Document.id)).all()
    for document in rows:
        session.delete(document)
    session.flush()
    known = set(session.scalars(select(Document.file_name)))
    old = (clock.now() - UNCLAIMED).timestamp()
    unclaimed = [name for name in storage.names_older_than(old) if name not in known]
    return list(dict.fromkeys([*(document.file_name for document in rows), *unclaimed]))


def _count(session: Session, application: Application, kind: DocumentKind) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(Document)
            .where(
                Document.application_id == application.id,
                Document.kind == kind,
                Document.removed_at.is_(None),
            )
        )
        or 0
    )
