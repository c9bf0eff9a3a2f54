"""Changing the 志愿 after they were sent: the list, a page with before and after, and the end."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import current_actor, family
from forms_app.applications import bp, changing, cycles, papers
from forms_app.applications.family import application as own_application
from forms_app.applications.forms.changing import ChangeChoicesForm
from forms_app.applications.forms.choosing import pressed
from forms_app.applications.models import Application, ApplicationVersion
from forms_app.errors import Conflict
from forms_app.extensions import db
from forms_app.languages.texts import said


@bp.route("/apply/choices", methods=["GET", "POST"])
@family
def change_choices() -> ResponseReturnValue:
    application = own_application()
    sent = papers.last_version(db.session, application)
    if sent is None or not changing.may_change(application, current_actor()):
        if request.method == "POST":
            raise Conflict(changing.why_not(application))
        return redirect(url_for("applications.status"), 303)
    form = _form(application, sent)
    if form.find.data or form.button or form.edit.data:
        return _press(application, form)
    if not form.validate_on_submit():
        return _show(application, form)
    if not form.confirm.data:
        return _check(application, form, sent)
    return _send(application, form)


def _form(application: Application, sent: ApplicationVersion) -> ChangeChoicesForm:
    return ChangeChoicesForm(
        sent=sent.answers,
        number=sent.number,
        cycle=application.cycle,
        is_trial=application.is_trial,
        most=cycles.rules_of(application).most_choices,
    )


def _press(application: Application, form: ChangeChoicesForm) -> str:
    """A button beside a 志愿 acts on the list in the form; nothing is written."""
    if form.button and form.csrf_is_valid():
        try:
            changed = pressed(
                form.button,
                form.chosen,
                cycle=application.cycle,
                is_trial=application.is_trial,
                most=cycles.rules_of(application).most_choices,
            )
            form.take(changed)
        except Conflict as refusal:
            form.form_errors = [*form.form_errors, refusal.message]
    return _show(application, form)


def _send(application: Application, form: ChangeChoicesForm) -> ResponseReturnValue:
    try:
        changing.change_choices(
            db.session,
            application,
            chosen=form.chosen,
            physical_answer=form.values()["physical_answer"],
            actor=current_actor(),
            seen=form.seen,
        )
        db.session.commit()
    except Conflict as refusal:
        db.session.rollback()
        form.form_errors = [*form.form_errors, refusal.message]
        sent = papers.last_version(db.session, application)
        if sent is None or not changing.may_change(application, current_actor()):
            raise
        form.now_seen(sent.number)
        return _check(application, form, sent)
    flash(said("改过的志愿已送到学校，排的先后没有变。"))
    return redirect(url_for("applications.status"), 303)


def _show(application: Application, form: ChangeChoicesForm) -> str:
    return render_template(
        "applications/change_choices.html",
        section="apply",
        is_trial=application.is_trial,
        form=form,
        task=form.task,
        rules=cycles.rules_of(application),
        found=form.found(cycle=application.cycle, is_trial=application.is_trial),
    )


def _check(application: Application, form: ChangeChoicesForm, sent: ApplicationVersion) -> str:
    after = changing.with_choices(sent.answers, form.chosen, form.values()["physical_answer"])
    return render_template(
        "applications/change_check.html",
        section="apply",
        is_trial=application.is_trial,
        form=form,
        difference=changing.difference(sent.answers, after),
    )
