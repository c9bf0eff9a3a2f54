"""Changing the 志愿 after they were sent: the list, a page with before and after, and the end."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import current_actor, family
from forms_app.applications import bp, changing, cycles, papers
from forms_app.applications.answers import Answers
from forms_app.applications.family import application as own_application
from forms_app.applications.forms.changing import ChangeChoicesForm
from forms_app.applications.forms.choosing import pressed
from forms_app.applications.helping import edits, proposing
from forms_app.applications.models import Application
from forms_app.errors import Conflict
from forms_app.extensions import db
from forms_app.languages.texts import said


@bp.route("/apply/choices", methods=["GET", "POST"])
@family
def change_choices() -> ResponseReturnValue:
    application = own_application()
    if proposing.must_wait(application, current_actor()):
        return propose_choices(application)
    sent = papers.last_version(db.session, application)
    if sent is None or not changing.may_change(application, current_actor()):
        if request.method == "POST":
            raise Conflict(changing.why_not(application))
        return redirect(url_for("applications.status"), 303)
    form = _form(application, sent.answers, sent.number)
    if form.find.data or form.button or form.edit.data:
        return _press(application, form)
    if not form.validate_on_submit():
        return _show(application, form)
    if not form.confirm.data:
        return _check(application, form, sent.answers)
    return _send(application, form)


def propose_choices(application: Application) -> ResponseReturnValue:
    """The same pages for a helper who is late: at their end the guardian has to agree."""
    why_not = proposing.why_not(application, frozenset({"choices"}))
    if why_not is not None:
        if request.method == "POST":
            raise Conflict(why_not)
        flash(why_not, "warn")
        return redirect(url_for("applications.status"), 303)
    form = _form(application, application.answers, application.answers_version)
    if form.find.data or form.button or form.edit.data:
        return _press(application, form)
    if not form.validate_on_submit():
        return _show(application, form)
    if form.seen != application.answers_version:
        form.form_errors = [*form.form_errors, changing.CHANGED_ELSEWHERE]
        form.now_seen(application.answers_version)
        return _check(application, form, application.answers)
    if not form.confirm.data:
        return _check(application, form, application.answers)
    return _propose(application, form)


def _propose(application: Application, form: ChangeChoicesForm) -> ResponseReturnValue:
    values = {"choices": form.chosen, "physical_answer": form.values()["physical_answer"]}
    try:
        proposing.propose(db.session, application, values=values, actor=current_actor())
        db.session.commit()
    except Conflict as refusal:
        db.session.rollback()
        form.form_errors = [*form.form_errors, refusal.message]
        return _check(application, form, application.answers)
    flash(said("写下来了，等监护人答复。现在的志愿没有变。"))
    return redirect(url_for("applications.helped"), 303)


def _form(application: Application, sent: Answers, number: int) -> ChangeChoicesForm:
    return ChangeChoicesForm(
        sent=sent,
        number=number,
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
        return _check(application, form, sent.answers)
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
        is_proposal=proposing.must_wait(application, current_actor()),
        found=form.found(cycle=application.cycle, is_trial=application.is_trial),
    )


def _check(application: Application, form: ChangeChoicesForm, sent: Answers) -> str:
    after = changing.with_choices(sent, form.chosen, form.values()["physical_answer"])
    return render_template(
        "applications/change_check.html",
        section="apply",
        is_trial=application.is_trial,
        form=form,
        is_proposal=proposing.must_wait(application, current_actor()),
        waiting=edits.waiting(db.session, application),
        difference=changing.difference(sent, after),
    )
