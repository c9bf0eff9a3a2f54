"""The family asks for everything that is kept of it, and gets it at once as one file."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import current_actor, family
from forms_app.applications.family import application as own_application
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.models import Application
from forms_app.extensions import db
from forms_app.languages.texts import said
from forms_app.rights import bp, copying
from forms_app.rights.models import CopyRequest


@bp.route("/apply/copy", methods=["GET", "POST"])
@family
def copy_page() -> ResponseReturnValue:
    application, form = own_application(), TypedForm()
    if form.validate_on_submit():
        copying.ask(db.session, application, actor=current_actor())
        db.session.commit()
        return redirect(url_for("rights.copy_archive"), 303)
    return render_template(
        "rights/copy.html",
        section="apply",
        is_trial=application.is_trial,
        form=form,
        requests=copying.requests_of(db.session, application),
    )


@bp.get("/apply/copy.zip")
@family
def copy_archive() -> ResponseReturnValue:
    """Only after it was asked for on the page before, and only for half an hour."""
    application = own_application()
    request = copying.open_for_family(db.session, application)
    if request is None:
        flash(said("要先按下面的按钮。"), "warn")
        return redirect(url_for("rights.copy_page"), 303)
    return archive_answer(application, request)


def archive_answer(application: Application, request: CopyRequest) -> Response:
    """The file; its name says nothing, because it stays in the list of downloads."""
    answer = Response(copying.archive(db.session, application, request), mimetype="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="copy.zip"'
    return answer
