"""What a reviewer may do to one application, each with its form: view, service, commit, 303."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app import clock
from forms_app.accounts.access import current_actor, staff
from forms_app.applications.fields import TASKS
from forms_app.applications.green_channel import is_claimed
from forms_app.applications.looks import render_file, visible_file
from forms_app.applications.models import Application
from forms_app.applications.states import LABELS, Event, State
from forms_app.errors import Conflict, FieldError, TransitionNotAllowed
from forms_app.extensions import db
from forms_app.review import REVIEWERS, bp, reading, services, sheet
from forms_app.review.forms import (
    EligibleForm,
    ExtendAppealForm,
    RefusalForm,
    ReturnForm,
    SecondPersonForm,
    StepForm,
    put_error,
)
from forms_app.review.views import reader
from forms_app.running import catalogue
from forms_app.workflow import Role, events_open_to, history_of


@bp.post("/staff/applications/<application_id>/take")
@staff(*REVIEWERS)
def take(application_id: str) -> ResponseReturnValue:
    application, form = visible_file(application_id), StepForm()
    if form.validate_on_submit():
        services.take(db.session, application, actor=current_actor(), seen=form.seen_number)
        db.session.commit()
        return _back(application, "这份报名现在由你审核。")
    flash("页面放久了，再按一次就好。", "warn")
    return redirect(url_for("review.detail", application_id=application.id), 303)


@bp.route("/staff/applications/<application_id>/return", methods=["GET", "POST"])
@staff(*REVIEWERS)
def return_to_family(application_id: str) -> ResponseReturnValue:
    application, form = visible_file(application_id), ReturnForm()
    form.offer_only(reader().may_read)

    def act() -> None:
        assert form.due.data is not None
        services.return_to_family(
            db.session,
            application,
            fields=form.fields.data or [],
            reason=form.reason.data or "",
            due=form.due.data,
            actor=current_actor(),
            seen=form.seen_number,
        )

    if _is_done(form, act):
        return _back(application, "已退回。家里人打开报名就能看到要改什么。")
    boxes = {box.data: box for box in form.fields}
    groups = [
        (task.title, [boxes[field.name] for field in task.fields if field.name in boxes])
        for task in TASKS
    ]
    asked = [(title, found) for title, found in groups if found]
    return _ask("review/return.html", application, form, Event.RETURN, groups=asked)


@bp.route("/staff/applications/<application_id>/eligible", methods=["GET", "POST"])
@staff(*REVIEWERS)
def confirm_eligible(application_id: str) -> ResponseReturnValue:
    application, form = visible_file(application_id), EligibleForm()
    form.ask_household(_claimed_kind(application))

    def act() -> None:
        services.confirm_eligible(
            db.session,
            application,
            household_check=form.check,
            actor=current_actor(),
            seen=form.seen_number,
        )

    if _is_done(form, act):
        return _back(application, "资格通过。下一步可以给名额。")
    return _ask("review/eligible.html", application, form, Event.CONFIRM_ELIGIBLE)


@bp.route("/staff/applications/<application_id>/refuse", methods=["GET", "POST"])
@staff(*REVIEWERS)
def propose_refusal(application_id: str) -> ResponseReturnValue:
    application, form = visible_file(application_id), RefusalForm()

    def act() -> None:
        services.propose_refusal(
            db.session,
            application,
            reason=form.reason.data or "",
            other_route=form.other_route.data or "",
            actor=current_actor(),
            seen=form.seen_number,
        )

    if _is_done(form, act):
        return _back(application, "已提出。要另一位同事或县里确认才算数。")
    return _ask("review/refuse.html", application, form, Event.PROPOSE_REFUSAL)


@bp.route("/staff/applications/<application_id>/refusal/confirm", methods=["GET", "POST"])
@staff(*REVIEWERS)
def confirm_refusal(application_id: str) -> ResponseReturnValue:
    return _second_person(
        application_id, Event.CONFIRM_REFUSAL, services.confirm_refusal, "已确认不符合条件。"
    )


@bp.route("/staff/applications/<application_id>/refusal/drop", methods=["GET", "POST"])
@staff(*REVIEWERS)
def drop_refusal(application_id: str) -> ResponseReturnValue:
    return _second_person(
        application_id, Event.DROP_REFUSAL, services.drop_refusal, "这份报名回到审核中。"
    )


@bp.route("/staff/applications/<application_id>/appeal", methods=["GET", "POST"])
@staff(Role.COUNTY_DESK)
def extend_appeal(application_id: str) -> ResponseReturnValue:
    """For one family that could not be in time; for everybody, the content says it."""
    application, form = visible_file(application_id), ExtendAppealForm()

    def act() -> None:
        assert form.until.data is not None
        services.extend_appeal(
            db.session,
            application,
            until=form.until.data,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen=form.seen_number,
        )

    if _is_done(form, act):
        return _back(application, "已延长。家里人打开报名就能看到新的日子。")
    return _ask("review/extend_appeal.html", application, form, Event.EXTEND_APPEAL)


def _second_person(
    application_id: str, event: Event, service: Callable[..., None], done: str
) -> ResponseReturnValue:
    application, form = visible_file(application_id), SecondPersonForm()

    def act() -> None:
        service(
            db.session,
            application,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen=form.seen_number,
        )

    if _is_done(form, act):
        return _back(application, done)
    return _ask("review/second_person.html", application, form, event)


@bp.errorhandler(Conflict)
@bp.errorhandler(TransitionNotAllowed)
def somebody_was_faster(error: Conflict | TransitionNotAllowed) -> ResponseReturnValue:
    """409: what is true now, and the way back to it. What was typed is shown again to copy."""
    db.session.rollback()
    # Seen by this account a moment ago; a withdrawal may just have closed the file to it.
    application = db.session.get_one(Application, (request.view_args or {})["application_id"])
    typed = [text for name in ("reason", "other_route") if (text := request.form.get(name, ""))]
    page = render_template(
        "review/too_late.html",
        application=application,
        message=error.message,
        state=LABELS[State(application.state)],
        typed=typed,
        is_trial=application.is_trial,
    )
    return page, 409


def _is_done(form: StepForm, act: Callable[[], None]) -> bool:
    """Validate, act and commit; an error that a person can mend is put beside its field."""
    if not form.validate_on_submit():
        return False
    try:
        act()
    except FieldError as error:
        db.session.rollback()
        put_error(form, error.field, error.message)
        return False
    db.session.commit()
    return True


def _back(application: Application, told: str) -> ResponseReturnValue:
    flash(told)
    return redirect(url_for("review.detail", application_id=application.id), 303)


def _ask(
    template: str, application: Application, form: StepForm, event: Event, **more: object
) -> ResponseReturnValue:
    actor = current_actor()
    if event not in events_open_to(application, actor):
        raise TransitionNotAllowed("这一步现在做不了：状态刚刚变过，或要由别人来做。")
    history = history_of(db.session, application)
    if not form.is_submitted():
        form.seen.data = str(history[-1].number)
    return render_file(
        template,
        application,
        what=f"打开：{reading.STEP_WORDS[event]}",
        form=form,
        event=event,
        title=reading.STEP_WORDS[event],
        history=history,
        last_reason=reading.told(db.session, history, actor=actor)[-1].reason,
        name=sheet.last_versions(db.session, [application])[application.id].answers.name,
        **more,
    )


def _claimed_kind(application: Application) -> str | None:
    """What the family said, where the cycle's rules open the green channel for it."""
    answers = sheet.last_versions(db.session, [application])[application.id].answers
    campaign = catalogue().campaigns[application.cycle]
    sent_at = application.submitted_at or clock.now()
    claimed = is_claimed(answers, campaign, sent_at.astimezone(clock.BEIJING).date())
    return answers.household_kind if claimed else None
