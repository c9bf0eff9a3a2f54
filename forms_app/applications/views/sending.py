"""Check everything once more, send it, and the receipt of what was committed."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import IntegerField

from forms_app.accounts.access import current_actor, family
from forms_app.applications import access_code, bp, cycles, fields, papers, summary
from forms_app.applications.drafts import ChangedElsewhere, open_tasks
from forms_app.applications.family import application as own_application
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.kept import say_stored
from forms_app.applications.models import Application
from forms_app.applications.states import LABELS, NOT_LIVE, UNFINISHED, State
from forms_app.applications.submission import (
    NOT_NOW,
    AlreadyApplied,
    AuthorityMissing,
    NotComplete,
    OutOfSeason,
    lacking_of,
    submit,
    typing_over,
)
from forms_app.errors import Conflict
from forms_app.extensions import db
from generator.printing.fonts import missing_characters


class SendForm(TypedForm):
    """`version` is the version of the answers that the family has before its eyes."""

    version = IntegerField()


@bp.route("/apply/check", methods=["GET", "POST"])
@family
def check() -> ResponseReturnValue:
    """A second press finds the application sent, and is led to the same receipt."""
    application, form = own_application(), SendForm()
    if application.state not in UNFINISHED | {State.RETURNED}:
        return redirect(url_for("applications.receipt"), 303)
    if form.validate_on_submit():
        try:
            submit(db.session, application, actor=current_actor(), version=form.version.data or -1)
            db.session.commit()
            say_stored()
            return redirect(url_for("applications.receipt"), 303)
        except AlreadyApplied as other:
            db.session.rollback()
            return _already_applied(application, other)
        except (ChangedElsewhere, NotComplete, OutOfSeason, AuthorityMissing) as refusal:
            db.session.rollback()
            form.form_errors = [*form.form_errors, refusal.message]
    return _show_check(application, form)


def _show_check(application: Application, form: SendForm) -> str:
    answers, rules = application.answers, cycles.rules_of(application)
    form.version.data = application.answers_version
    form.version.raw_data = None
    return render_template(
        "applications/check.html",
        section="apply",
        is_trial=application.is_trial,
        application=application,
        form=form,
        sections=summary.sections(answers, rules),
        lacking=lacking_of(application),
        lacks_consent=any(one.field == "consents" for one in lacking_of(application)),
        open_tasks=open_tasks(application),
        season=_season_of(application),
        why_not_now=typing_over(rules) if application.received_on is not None else NOT_NOW,
        is_returned=application.state == State.RETURNED,
        unchanged=_unchanged(application),
    )


def _season_of(application: Application) -> cycles.Season:
    """The cycle is open to a paper that came in while it was."""
    rules = cycles.rules_of(application)
    if cycles.is_in_time(rules, received_on=application.received_on):
        return cycles.Season.OPEN
    return cycles.season(rules)


def _unchanged(application: Application) -> list[str]:
    """Labels of what the college sent back and the family has left as it was sent."""
    if application.state != State.RETURNED:
        return []
    now, sent = application.answers, papers.sent_answers(db.session, application)
    return [
        fields.LABELS[name]
        for name in application.returned_fields
        if getattr(now, name) == getattr(sent, name)
    ]


def _already_applied(application: Application, other: AlreadyApplied) -> ResponseReturnValue:
    """Says when and by whom, never the code: whoever has it opens that application with it."""
    page = render_template(
        "applications/already_applied.html",
        section="apply",
        is_trial=application.is_trial,
        other=other,
        desk=cycles.desk_of(application),
    )
    return page, 409


@bp.route("/apply/receipt")
@family
def receipt() -> ResponseReturnValue:
    """Drawn from the committed row and nothing else (N1)."""
    application = own_application()
    if application.submitted_at is None:
        return redirect(url_for("applications.task_list"), 303)
    answers = papers.sent_answers(db.session, application)
    rules = cycles.rules_of(application)
    return render_template(
        "applications/receipt.html",
        section="apply",
        is_trial=application.is_trial,
        application=application,
        student=papers.student_name(answers),
        code=access_code.shown(application.code or ""),
        choices=[summary.choice_name(choice) for choice in answers.choices],
        submitted_at=application.submitted_at,
        ended=LABELS[State(application.state)] if application.state in NOT_LIVE else "",
        rules=rules,
        desk=cycles.desk_of(application),
        unprintable=missing_characters(papers.student_name(answers)),
    )


@bp.errorhandler(Conflict)
def somebody_was_faster(refusal: Conflict) -> ResponseReturnValue:
    """A page that was closed meanwhile: what is true now, and the way to it."""
    db.session.rollback()
    return render_template(
        "applications/closed.html", section="apply", message=refusal.message
    ), 409
