"""The family's papers: send, look, take away. Nothing here ever blocks a submission."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import current_actor, family
from forms_app.applications.family import application as own_application
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.models import Application
from forms_app.documents import bp, services, storage
from forms_app.documents.forms import UploadForm
from forms_app.documents.kinds import HINTS, MOST_PICTURES, SENT_BY_KIND, DocumentKind
from forms_app.errors import Conflict, FieldError, NotFound
from forms_app.extensions import db
from forms_app.languages.texts import said


@bp.route("/apply/documents", methods=["GET", "POST"])
@family
def mine() -> ResponseReturnValue:
    form = UploadForm()
    kind = _kind(request.form.get("kind")) if request.method == "POST" else None
    # Before anything is asked of the database: nobody waits with their own page for these pictures.
    is_whole = kind is not None and form.validate_on_submit()
    application = own_application()
    if kind is not None and is_whole:
        try:
            services.add(
                db.session, application, kind=kind, pictures=form.cleaned, actor=current_actor()
            )
            db.session.commit()
            flash(said("{kind}：{cleaned} 张已送到。", kind=kind, cleaned=len(form.cleaned)))
            return redirect(url_for("documents.mine"), 303)
        except FieldError as refusal:
            db.session.rollback()
            form.pictures.errors = [refusal.message]
        except Conflict as refusal:
            db.session.rollback()
            form.form_errors = [refusal.message]
    return _show(application, form, kind)


@bp.get("/apply/documents/<document_id>.jpg")
@family
def picture(document_id: str) -> ResponseReturnValue:
    return jpeg(services.get(db.session, own_application(), document_id).file_name)


@bp.post("/apply/documents/<document_id>/remove")
@family
def remove(document_id: str) -> ResponseReturnValue:
    application = own_application()
    if not TypedForm().validate_on_submit():
        raise Conflict(said("页面放久了。按返回键，再按一次。"))
    services.remove(db.session, application, document_id)
    db.session.commit()
    flash(said("拿掉了一张。"))
    return redirect(url_for("documents.mine"), 303)


def jpeg(name: str) -> Response:
    """The picture, for this page only: no cache keeps it, and no browser runs it."""
    response = Response(storage.get(name), mimetype="image/jpeg")
    response.headers["Content-Disposition"] = "inline"
    return response


def _kind(word: str | None) -> DocumentKind:
    found = {kind.value: kind for kind in SENT_BY_KIND}
    if word not in found:
        raise NotFound("no such kind of paper")
    return found[word]


def _show(application: Application, form: UploadForm, kind: DocumentKind | None) -> str:
    papers = services.of(db.session, application)
    return render_template(
        "documents/mine.html",
        section="apply",
        is_trial=application.is_trial,
        application=application,
        form=form,
        chosen=kind,
        papers={kind: papers[kind] for kind in SENT_BY_KIND},
        hints=HINTS,
        most=MOST_PICTURES,
        may_change=services.may_change(application),
        has_consent=services.has_consent(application),
    )
