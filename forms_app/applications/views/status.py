"""Where the application is, and what the family can do: correct, withdraw, come back, appeal."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from forms_app import clock
from forms_app.accounts.access import current_actor, family
from forms_app.applications import (
    bp,
    changing,
    cycles,
    looks,
    messages,
    notices,
    papers,
    progress,
    services,
)
from forms_app.applications.family import application as own_application
from forms_app.applications.fields import tasks_with
from forms_app.applications.forms.page import TypedForm, check_words
from forms_app.applications.helping import edits, proposing
from forms_app.applications.models import Application
from forms_app.applications.states import Event, State
from forms_app.extensions import db
from forms_app.languages.texts import said
from forms_app.privacy import gathered
from forms_app.workflow import events_open_to, history_of


class AppealForm(TypedForm):
    reason = TextAreaField("为什么觉得不对")

    def validate_reason(self, field: TextAreaField) -> None:
        check_words(field, needed=said("写几句：哪里不对，有什么能证明。"))


@bp.route("/apply/status")
@family
def status() -> ResponseReturnValue:
    application = own_application()
    history = history_of(db.session, application)
    answers = papers.sent_answers(db.session, application)
    told = notices.of(db.session, application)
    return render_template(
        "applications/status.html",
        section="apply",
        is_trial=application.is_trial,
        application=application,
        student=papers.student_name(answers),
        progress=progress.of(application, history, papers.versions(db.session, application)),
        events=events_open_to(application, current_actor()),
        notices=told,
        may_appeal=services.may_appeal(application, history, current_actor()),
        may_apply_again=services.may_apply_again(application, current_actor())
        and not any(notice.holds for notice in told),
        may_change_choices=changing.may_change(application, current_actor()),
        closes_on=clock.day_words(cycles.rules_of(application).closes_at),
        returned_tasks=tasks_with(application.returned_fields),
        looks=gathered(looks.of(db.session, application)),
        helper_changes=edits.count_open(db.session, application),
        waiting=proposing.of(db.session, application),
        must_propose=proposing.must_wait(application, current_actor())
        and proposing.why_not(application, frozenset({"choices"})) is None,
        copies=messages.of(db.session, application),
        copy_words=messages.copy_words,
        desk=cycles.desk_of(application),
    )


@bp.route("/apply/withdraw", methods=["GET", "POST"])
@family
def withdraw() -> ResponseReturnValue:
    """Asked once more on a page of its own, because a seat may go to another child."""
    application, form = own_application(), TypedForm()
    if not _may(application, Event.WITHDRAW):
        return redirect(url_for("applications.status"), 303)
    if form.validate_on_submit():
        services.withdraw(db.session, application, actor=current_actor())
        db.session.commit()
        return redirect(url_for("applications.status"), 303)
    return _ask("applications/withdraw.html", application, form)


@bp.route("/apply/again", methods=["GET", "POST"])
@family
def apply_again() -> ResponseReturnValue:
    """The way back from a withdrawal, with its consequence said first."""
    application, form = own_application(), TypedForm()
    if not services.may_apply_again(application, current_actor()):
        return redirect(url_for("applications.status"), 303)
    if form.validate_on_submit():
        services.apply_again(db.session, application, actor=current_actor())
        db.session.commit()
        flash(said("已经重新送到学校。"))
        return redirect(url_for("applications.status"), 303)
    return _ask("applications/apply_again.html", application, form)


@bp.route("/apply/appeal", methods=["GET", "POST"])
@family
def appeal() -> ResponseReturnValue:
    """Until its last day. Words that came a moment too late are shown, to be copied."""
    application, form = own_application(), AppealForm()
    if not _may(application, Event.APPEAL):
        return redirect(url_for("applications.status"), 303)
    history = history_of(db.session, application)
    if not services.may_appeal(application, history, current_actor()):
        return _ask("applications/appeal_over.html", application, form)
    if form.validate_on_submit():
        reason = form.reason.data or ""
        services.appeal(db.session, application, actor=current_actor(), reason=reason)
        db.session.commit()
        flash(said("申诉已送到，会换一个人再看。"))
        return redirect(url_for("applications.status"), 303)
    return _ask("applications/appeal.html", application, form)


def _may(application: Application, event: Event) -> bool:
    return event in events_open_to(application, current_actor())


def _ask(template: str, application: Application, form: TypedForm) -> str:
    return render_template(
        template,
        section="apply",
        is_trial=application.is_trial,
        form=form,
        holds_seat=application.state in {State.OFFERED, State.ACCEPTED},
        is_open=cycles.season(cycles.rules_of(application)) is cycles.Season.OPEN,
        closes_on=clock.day_words(cycles.rules_of(application).closes_at),
        desk=cycles.desk_of(application),
        appeal_until=services.appeal_until(application, history_of(db.session, application)),
    )
