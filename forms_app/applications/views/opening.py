"""The 取件码: shown once the draft exists, asked for to come back, and the way to leave."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import family, public
from forms_app.applications import access_code, bp, cycles
from forms_app.applications.family import application as own_application
from forms_app.applications.family import leave as leave_visit
from forms_app.applications.family import open_with, opened, way_back
from forms_app.applications.forms.opening import OpeningForm
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.helping import edits
from forms_app.extensions import db
from forms_app.languages.texts import said
from forms_app.running import address_of
from generator.printing.qr import qr_code


@bp.route("/status")
@public
def status_word() -> ResponseReturnValue:
    """The short address in the portal's header."""
    return redirect(url_for("applications.status"), 303)


@bp.route("/apply/open", methods=["GET", "POST"])
@public
def open_page() -> ResponseReturnValue:
    """Code and birth date; a refusal reads the same whether there is such a code or not."""
    form = OpeningForm()
    if form.validate_on_submit() and (found := open_with(form)) is not None:
        back = request.args.get("back")
        is_news = edits.count_open(db.session, found) or edits.waiting(db.session, found)
        if back is None and is_news:
            return redirect(url_for("applications.helped"), 303)
        return redirect(way_back(back), 303)
    return render_template(
        "applications/open.html", section="apply", form=form, desks=cycles.desks(), is_open=opened()
    )


@bp.route("/apply/code")
@family
def code_page() -> ResponseReturnValue:
    application = own_application()
    code = access_code.shown(application.code or "")
    return render_template(
        "applications/code.html",
        section="apply",
        is_trial=application.is_trial,
        application=application,
        code=code,
        # Behind the # nothing is sent to any server; the page's script fills the box with it.
        qr=qr_code(f"{address_of('applications.open_page')}#{code}"),
        desk=cycles.desk_of(application),
    )


@bp.route("/apply/leave", methods=["POST"])
@public
def leave() -> ResponseReturnValue:
    """For a borrowed phone: close the application here, for copies of the cookie as well."""
    if TypedForm().validate_on_submit():
        leave_visit()
        flash(said("已经关好。这部手机里没有留下填的内容。再打开要取件码和出生日期。"))
        return redirect(url_for("applications.open_page"), 303)
    flash(said("页面放久了，再按一次就好。"), "warn")
    return redirect(url_for("applications.status"), 303)
