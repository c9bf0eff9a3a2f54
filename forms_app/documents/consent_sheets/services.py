"""A sheet to sign, from printing to what an office makes of it. Files before rows; never commits.

Locks go application first, then sheet. Until an office confirms, nothing of the sheet but its
pictures is kept, and for a child whose guardian must agree first no name stands on it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts.models import Organisation
from forms_app.applications import consents, cycles
from forms_app.applications.consenting import asking
from forms_app.applications.consenting.asking import Reply
from forms_app.applications.models import Application
from forms_app.documents import storage
from forms_app.documents.consent_sheets import serials
from forms_app.documents.consent_sheets.models import ConsentSheet
from forms_app.documents.consent_sheets.states import OPEN, Event, State
from forms_app.documents.kinds import MOST_PICTURES, DocumentKind
from forms_app.documents.models import Document
from forms_app.errors import Conflict, FieldError, NotFound
from forms_app.languages.texts import said
from forms_app.running import catalogue
from forms_app.workflow import Actor, advance, begin, history_of

CHANGED_TEXTS = said("同意书的文字有了新的，这张签的是旧的。请重新印一张，再签。")
ANSWERED_SINCE = said(
    "照片送来以后，监护人又答过，以后面的为准，所以没有记。还要照纸上记的，请家里人再送一次。"
)
NO_PICTURE = said("还没有照片。先选照片，再送。")


def open_sheet(session: Session, application: Application) -> ConsentSheet | None:
    """The one that is printed and not yet confirmed or replaced."""
    return session.scalar(
        select(ConsentSheet).where(
            ConsentSheet.application_id == application.id, ConsentSheet.state.in_(OPEN)
        )
    )


def all_of(session: Session, application: Application) -> list[ConsentSheet]:
    """Every sheet of this application, the first one first."""
    return list(
        session.scalars(
            select(ConsentSheet)
            .where(ConsentSheet.application_id == application.id)
            .order_by(ConsentSheet.printed_at, ConsentSheet.id)
        )
    )


def print_sheet(session: Session, application: Application, *, actor: Actor) -> ConsentSheet:
    """The open sheet with the present texts; a fresh one where there is none, or older texts.

    Two presses at once get one sheet.
    """
    _lock(session, application)
    before = open_sheet(session, application)
    if before is not None and is_current(before):
        return before
    if before is not None:
        advance(session, before, Event.END, actor=actor)
        for picture in pictures_of(session, before):
            picture.removed_at = clock.now()
    sheet = ConsentSheet(
        application_id=application.id,
        serial=serials.new(),
        texts=asking.texts_shown(application),
    )
    sheet.application = application
    _show_to_offices(session, sheet)
    begin(session, sheet, Event.PRINT, actor=actor)
    return sheet


def is_current(sheet: ConsentSheet) -> bool:
    """False once the cycle has newer texts than were printed."""
    return sheet.texts == asking.texts_shown(sheet.application)


def names_student(application: Application) -> bool:
    """False for a child of whom nothing may be stored yet, and where nobody knows the age."""
    answers, rules = application.answers, cycles.rules_of(application)
    born = consents.youngest(answers)
    if born is None:
        return False
    is_child = consents.must_come_first(rules, born)
    return not is_child or consents.are_given(rules, answers)


def pictures_of(session: Session, sheet: ConsentSheet) -> list[Document]:
    """The pictures that an office looks at, the first one first."""
    return list(
        session.scalars(
            select(Document)
            .where(Document.sheet_id == sheet.id, Document.removed_at.is_(None))
            .order_by(Document.created_at, Document.id)
        )
    )


def send(session: Session, sheet: ConsentSheet, *, pictures: Sequence[bytes], actor: Actor) -> None:
    """Add these pictures and ask the offices to look; without new ones, those that are there.

    Raises FieldError for too many or none, Conflict when the texts are no longer the present ones,
    TransitionNotAllowed once it was confirmed or replaced.
    """
    _lock(session, sheet.application)
    session.refresh(sheet, with_for_update=True)
    if not is_current(sheet):
        raise Conflict(CHANGED_TEXTS)
    there = len(pictures_of(session, sheet))
    if there + len(pictures) > MOST_PICTURES:
        free = max(MOST_PICTURES - there, 0)
        raise FieldError(
            "pictures",
            said("最多{most_pictures}张，还能加{free}张。", most_pictures=MOST_PICTURES, free=free),
        )
    if there + len(pictures) == 0:
        raise FieldError("pictures", NO_PICTURE)
    advance(session, sheet, Event.SEND, actor=actor)
    sheet.sent_at = clock.now()
    _show_to_offices(session, sheet)
    for content in pictures:
        session.add(
            Document(
                application_id=sheet.application_id,
                sheet_id=sheet.id,
                kind=DocumentKind.CONSENT,
                file_name=storage.put(content),
                size=len(content),
                sent_by=actor.shown_as,
            )
        )
    session.flush()


def take_away(session: Session, sheet: ConsentSheet, document_id: str, *, actor: Actor) -> None:
    """Remove one picture; what was being looked at has to be sent anew. NotFound for another's.

    An office takes away its own pictures only.
    """
    _lock(session, sheet.application)
    session.refresh(sheet, with_for_update=True)
    if sheet.state not in OPEN:
        raise Conflict(said("这张同意书已经办完，照片不能再拿掉。"))
    document = picture(session, sheet, document_id)
    if actor.application_id is None and document.sent_by != actor.shown_as:
        raise NotFound("a picture that this office did not send")
    document.removed_at = clock.now()
    if sheet.state == State.SENT:
        advance(session, sheet, Event.TAKE_AWAY, actor=actor)
    session.flush()


def picture(session: Session, sheet: ConsentSheet, document_id: str) -> Document:
    """One picture of this sheet that is still there; raises NotFound."""
    found = {one.id: one for one in pictures_of(session, sheet)}
    if document_id not in found:
        raise NotFound("no such picture of this sheet")
    return found[document_id]


def confirm(
    session: Session, sheet: ConsentSheet, given: Reply, *, actor: Actor, seen: int
) -> None:
    """Record what is ticked on the sheet, as the guardian's answers on paper.

    `seen` is the number of the sheet's history that the page was drawn from. Raises Conflict when
    the pictures or the texts changed since, TransitionNotAllowed when somebody was faster.
    """
    _lock(session, sheet.application)
    advance(session, sheet, Event.CONFIRM, actor=actor)
    _refuse_unseen(session, sheet, seen)
    sent_at = sheet.sent_at
    if sent_at is not None and asking.was_answered_since(sheet.application, sent_at):
        raise Conflict(ANSWERED_SINCE)
    asking.reply_on_paper(session, sheet.application, given)
    session.flush()


def refuse(session: Session, sheet: ConsentSheet, *, reason: str, actor: Actor, seen: int) -> None:
    """Send the sheet back with words that the family reads; its pictures stay. See `confirm`."""
    _lock(session, sheet.application)
    advance(session, sheet, Event.REFUSE, actor=actor, reason=reason)
    _refuse_unseen(session, sheet, seen)


def last_number(session: Session, sheet: ConsentSheet) -> int:
    """Grows with everything that happens to the sheet."""
    return history_of(session, sheet)[-1].number


def reason_of(session: Session, sheet: ConsentSheet) -> str | None:
    """Why it was sent back; None while it is not."""
    if sheet.state != State.REFUSED:
        return None
    return history_of(session, sheet)[-1].reason


def _refuse_unseen(session: Session, sheet: ConsentSheet, seen: int) -> None:
    if last_number(session, sheet) != seen + 1:
        raise Conflict(said("照片刚换过。看一遍现在的照片，再按。"))


def _show_to_offices(session: Session, sheet: ConsentSheet) -> None:
    """By where the child lives and what it chose first, as far as this is answered by now."""
    application = sheet.application
    answers = application.answers
    sheet.home_county = application.home_county or answers.home_county
    first = answers.choices[0].programme_id if answers.choices else None
    sheet.organisation_id = application.first_college_organisation()
    if sheet.organisation_id is None and first and first in catalogue().programmes:
        college = catalogue().college_of(first)
        own = Organisation.college_id == college.id
        sheet.organisation_id = session.scalar(select(Organisation.id).where(own))


def _lock(session: Session, application: Application) -> None:
    session.flush()
    session.refresh(application, with_for_update=True)
