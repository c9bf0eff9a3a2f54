"""The family's page of the sheet to sign: print it, send its photos, read what an office said."""

from __future__ import annotations

from flask import Flask, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.accounts.access import current_actor, family
from forms_app.applications import notices
from forms_app.applications.family import application as own_application
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.models import Application
from forms_app.applications.notices import Notice
from forms_app.applications.progress import moment_words
from forms_app.documents import bp
from forms_app.documents.consent_sheets import papers, serials, services
from forms_app.documents.consent_sheets.models import ConsentSheet
from forms_app.documents.consent_sheets.states import State
from forms_app.documents.forms import UploadForm
from forms_app.documents.kinds import MOST_PICTURES
from forms_app.errors import Conflict, FieldError, NotFound, TransitionNotAllowed
from forms_app.extensions import db
from forms_app.languages.texts import said
from generator.printing.render import render_pdf

SEND = "send"


@bp.route("/apply/consent-sheet", methods=["GET", "POST"])
@family
def own_sheet() -> ResponseReturnValue:
    """GET writes nothing, so a button makes the sheet; another sends its photos."""
    application, form = own_application(), UploadForm()
    if request.form.get("step") == SEND:
        return _send(application, form)
    printing = TypedForm()
    if printing.validate_on_submit():
        services.print_sheet(db.session, application, actor=current_actor())
        db.session.commit()
        return redirect(url_for("documents.own_sheet"), 303)
    return _show(application, UploadForm(formdata=None))


@bp.get("/apply/consent-sheet.pdf")
@family
def own_sheet_pdf() -> ResponseReturnValue:
    """The sheet as it is signed; only with the present texts."""
    sheet = services.open_sheet(db.session, own_application())
    if sheet is None or not services.is_current(sheet):
        raise NotFound("no sheet to print")
    paper = papers.paper_of(sheet)
    db.session.rollback()  # Nothing is held open while a paper is drawn.
    answer = Response(render_pdf(paper).content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="consent-sheet.pdf"'
    return answer


@bp.post("/apply/consent-sheet/<document_id>/remove")
@family
def remove_from_sheet(document_id: str) -> ResponseReturnValue:
    sheet = services.open_sheet(db.session, own_application())
    if not TypedForm().validate_on_submit():
        raise Conflict(said("页面放久了。按返回键，再按一次。"))
    if sheet is None:
        raise NotFound("no open sheet")
    services.take_away(db.session, sheet, document_id, actor=current_actor())
    db.session.commit()
    flash(said("拿掉了一张。"))
    return redirect(url_for("documents.own_sheet"), 303)


def init_app(app: Flask) -> None:
    """Let the status page say where the sheet is."""
    notices.register(app, notices_of)


def notices_of(session: Session, application: Application) -> list[Notice]:
    """What the status page says while a sheet is with an office, or came back."""
    sheet = services.open_sheet(session, application)
    page = url_for("documents.own_sheet")
    if sheet is None or sheet.state == State.PRINTED:
        return []
    if not services.is_current(sheet):
        return [Notice(services.CHANGED_TEXTS, said("重新印一张"), page)]
    if sheet.state == State.REFUSED:
        return [Notice(said("签字的同意书退回了，原因写在里面。"), said("看原因，再送"), page)]
    return [Notice(said("签字的同意书送到了，等人核对。"), said("看送了哪几张"), page)]


def _send(application: Application, form: UploadForm) -> ResponseReturnValue:
    sheet = services.open_sheet(db.session, application)
    if sheet is None:
        return redirect(url_for("documents.own_sheet"), 303)
    pictures = pictures_in(form)
    if pictures is None:
        return _show(application, form)
    try:
        services.send(db.session, sheet, pictures=pictures, actor=current_actor())
        db.session.commit()
        flash(said("送到了。核对好了，这里会写上。"))
        return redirect(url_for("documents.own_sheet"), 303)
    except FieldError as refusal:
        db.session.rollback()
        form.pictures.errors = [refusal.message]
    except (Conflict, TransitionNotAllowed) as refusal:
        db.session.rollback()
        form.form_errors = [refusal.message]
    return _show(application, form)


def pictures_in(form: UploadForm) -> tuple[bytes, ...] | None:
    """The chosen pictures; empty when none is chosen, None when the form does not hold."""
    chosen = [file for file in form.pictures.data or [] if getattr(file, "filename", "")]
    if chosen:
        return form.cleaned if form.validate() else None
    return () if form["csrf_token"].validate(form) else None


def _show(application: Application, form: UploadForm) -> str:
    sheet = services.open_sheet(db.session, application)
    is_current = sheet is not None and services.is_current(sheet)
    return render_template(
        "documents/consent_sheet.html",
        section="apply",
        is_trial=application.is_trial,
        form=form,
        sheet=sheet,
        serial=serials.shown(sheet.serial) if sheet is not None else "",
        is_current=is_current,
        pictures=services.pictures_of(db.session, sheet) if sheet is not None else [],
        reason=services.reason_of(db.session, sheet) if sheet is not None else None,
        last=_last_confirmed(application) if sheet is None else None,
        most=MOST_PICTURES,
        hand_to=papers.hand_to(application),
        names_student=services.names_student(application),
        moment_words=moment_words,
    )


def _last_confirmed(application: Application) -> ConsentSheet | None:
    done = [one for one in services.all_of(db.session, application) if one.state == State.CONFIRMED]
    return done[-1] if done else None
