"""An office looks at signed sheets: adds photos of one it has in hand, records it, or sends it
back. Every look is written down under the sheet; the family's copy names it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app import clock
from forms_app.accounts.access import current_actor, staff
from forms_app.applications.answers import Relation, SignedSheet
from forms_app.applications.consenting import asking
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.states import State as Standing
from forms_app.applications.typed_text import NotAccepted
from forms_app.applications.views.guardian import masked_name
from forms_app.documents import bp
from forms_app.documents.consent_sheets import offices, papers, serials, services
from forms_app.documents.consent_sheets.family_views import pictures_in
from forms_app.documents.consent_sheets.forms import ConfirmForm, RefuseForm, seen_number
from forms_app.documents.consent_sheets.models import ConsentSheet
from forms_app.documents.consent_sheets.states import CONSENT_SHEET, LABELS, OPEN, State
from forms_app.documents.family_views import jpeg
from forms_app.documents.forms import UploadForm
from forms_app.documents.kinds import MOST_PICTURES
from forms_app.errors import Conflict, FieldError, NotFound, TransitionNotAllowed
from forms_app.extensions import READING_METHODS, db
from forms_app.privacy import record_view
from forms_app.workflow import Role

DESKS = (Role.COLLEGE_OFFICER, Role.COUNTY_DESK)
KIND = CONSENT_SHEET.kind


@bp.get("/staff/consent-sheets")
@staff(*DESKS)
def sheets() -> ResponseReturnValue:
    """What waits, and the box for the serial of a sheet that somebody handed over."""
    actor, asked, problem = current_actor(), request.args.get("serial", ""), ""
    if asked:
        try:
            found = offices.get(db.session, serials.read(asked), actor=actor)
            return redirect(url_for("documents.sheet", serial=found.serial), 303)
        except NotAccepted as refusal:
            problem = str(refusal)
        except NotFound:
            problem = "没有找到。对照纸上再看一遍；还是没有，这个学生就不归这里管。"
    rows = offices.waiting(db.session, actor)
    return render_template(
        "documents/sheets.html",
        asked=asked,
        problem=problem,
        rows=rows,
        is_trial=any(one.application.is_trial for one in rows),
        most=offices.MOST_SHOWN,
        is_desk=actor.role is Role.COUNTY_DESK,
        shown=serials.shown,
        moment_words=clock.moment_words,
    )


@bp.route("/staff/consent-sheets/<serial>", methods=["GET", "POST"])
@staff(*DESKS)
def sheet(serial: str) -> ResponseReturnValue:
    """The photos, what is copied from them, and the way back."""
    found = _get(serial)
    step = request.form.get("step", "")
    if step == "send":
        return _send(found)
    if step == "confirm":
        return _confirm(found)
    if step == "refuse":
        return _refuse(found)
    return _show(found)


@bp.get("/staff/consent-sheets/<serial>/<document_id>.jpg")
@staff(*DESKS)
def sheet_picture(serial: str, document_id: str) -> ResponseReturnValue:
    found = _get(serial)
    name = services.picture(db.session, found, document_id).file_name
    record_view(
        subject_kind=KIND, subject_id=found.id, actor=current_actor(), what="看签字同意书的照片"
    )
    return jpeg(name)


@bp.post("/staff/consent-sheets/<serial>/<document_id>/remove")
@staff(*DESKS)
def remove_sheet_picture(serial: str, document_id: str) -> ResponseReturnValue:
    found = _get(serial)
    if not TypedForm().validate_on_submit():
        raise Conflict("页面放久了。按返回键，再按一次。")
    services.take_away(db.session, found, document_id, actor=current_actor())
    db.session.commit()
    flash("拿掉了一张。")
    return redirect(url_for("documents.sheet", serial=found.serial), 303)


def _send(found: ConsentSheet) -> ResponseReturnValue:
    form = UploadForm()
    pictures = pictures_in(form)
    if pictures is None:
        return _show(found, upload=form)
    try:
        services.send(db.session, found, pictures=pictures, actor=current_actor())
        db.session.commit()
        flash("照片收下了。照着纸在下面记下。")
        return redirect(url_for("documents.sheet", serial=found.serial), 303)
    except FieldError as refusal:
        db.session.rollback()
        form.pictures.errors = [refusal.message]
    except (Conflict, TransitionNotAllowed) as refusal:
        db.session.rollback()
        form.form_errors = [refusal.message]
    return _show(found, upload=form)


def _confirm(found: ConsentSheet) -> ResponseReturnValue:
    form = ConfirmForm(sheet=found)
    if not form.validate():
        return _show(found, confirm=form)
    if asking.ending(found.application, form.agreed) and "sure" not in request.form:
        return _show(found, confirm=form, asks_again=True)
    actor = current_actor()
    assert form.signed_on.data is not None  # The form has asked for it.
    given = asking.Reply(
        given_by=form.given_by.data or "",
        relation=Relation(form.relation.data),
        agreed=form.agreed,
        texts=found.texts,
        sheet=SignedSheet(
            serial=serials.shown(found.serial),
            signed_on=form.signed_on.data,
            seen=form.looked_at.data,
            confirmed_by=actor.shown_as,
        ),
    )
    try:
        services.confirm(db.session, found, given, actor=actor, seen=seen_number(form))
        db.session.commit()
        flash("记下了。家里人看得到是谁、哪天记的。")
    except (Conflict, TransitionNotAllowed) as refusal:
        db.session.rollback()
        flash(refusal.message, "warn")
        return (
            redirect(url_for("documents.sheets"), 303)
            if _is_gone(found)
            else _show(found, confirm=form)
        )
    return redirect(url_for("documents.sheets"), 303)


def _refuse(found: ConsentSheet) -> ResponseReturnValue:
    form = RefuseForm()
    if not form.validate():
        return _show(found, refuse=form)
    try:
        services.refuse(
            db.session,
            found,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen=seen_number(form),
        )
        db.session.commit()
        flash("退回了。家里人看得到你写的原因。")
    except (Conflict, TransitionNotAllowed) as refusal:
        db.session.rollback()
        flash(refusal.message, "warn")
        return _show(found, refuse=form)
    return redirect(url_for("documents.sheet", serial=found.serial), 303)


def _show(
    found: ConsentSheet,
    *,
    upload: UploadForm | None = None,
    confirm: ConfirmForm | None = None,
    refuse: RefuseForm | None = None,
    asks_again: bool = False,
) -> str:
    subject_id, actor = found.id, current_actor()  # Read before the queue of writers is left.
    if request.method not in READING_METHODS:
        db.session.rollback()
    record_view(subject_kind=KIND, subject_id=subject_id, actor=actor, what="看签字同意书")
    application = found.application
    seen = str(services.last_number(db.session, found))
    confirm = confirm or ConfirmForm(sheet=found, formdata=None)
    refuse = refuse or RefuseForm(formdata=None)
    for form in (confirm, refuse):
        form.seen.data, form.seen.raw_data = seen, None
    return render_template(
        "documents/sheet.html",
        sheet=found,
        is_trial=application.is_trial,
        serial=serials.shown(found.serial),
        state=LABELS[State(found.state)],
        student=masked_name(application),
        is_open=found.state in OPEN,
        is_waiting=found.state == State.SENT,
        is_current=services.is_current(found),
        changed_texts=services.CHANGED_TEXTS,
        pictures=services.pictures_of(db.session, found),
        own=actor.shown_as,
        reason=services.reason_of(db.session, found),
        upload=upload or UploadForm(formdata=None),
        form=confirm,
        refuse=refuse,
        asks_again=asks_again,
        holds_seat=application.state in {Standing.OFFERED, Standing.ACCEPTED},
        hand_to=papers.hand_to(application),
        most=MOST_PICTURES,
        moment_words=clock.moment_words,
    )


def _is_gone(found: ConsentSheet) -> bool:
    """Somebody was faster, so that a college may not open it any more."""
    return found.state not in OPEN


def _get(serial: str) -> ConsentSheet:
    try:
        return offices.get(db.session, serials.read(serial), actor=current_actor())
    except NotAccepted:
        raise NotFound("no such serial") from None
