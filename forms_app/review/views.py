"""The queue and the file of one application. Form, service, commit, redirect; or render."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app import clock
from forms_app.accounts.access import current_actor, staff
from forms_app.accounts.models import Organisation
from forms_app.applications import paging
from forms_app.applications.looks import render_file, visible_file
from forms_app.applications.models import Application, ApplicationVersion
from forms_app.applications.states import Event
from forms_app.errors import NotFound
from forms_app.extensions import db
from forms_app.languages.texts import said
from forms_app.review import REVIEWERS, bp, reading, services, sheet
from forms_app.review.forms import StepForm
from forms_app.review.queue import LABELS, Filter, Queue
from forms_app.review.reissue import may_reissue
from forms_app.review.sheet import Eyes
from forms_app.running import catalogue
from forms_app.workflow import Role, events_open_to, history_of


@bp.get("/staff/applications")
@staff(*REVIEWERS)
def queue() -> ResponseReturnValue:
    asked = request.args.get("filter", Filter.OPEN)
    if asked not in list(Filter):
        raise NotFound("no such filter")
    queue = Queue(db.session, current_actor(), catalogue().campaigns)
    page = queue.page(Filter(asked), after=paging.read(request.args.get("after")))
    return render_template(
        "review/queue.html",
        office=_office(),
        filters=[(chosen, LABELS[chosen], count) for chosen, count in queue.counts().items()],
        chosen=Filter(asked),
        rows=reading.rows(db.session, page.rows, queue, reader()),
        after=page.after,
        is_later_page="after" in request.args,
        is_trial=any(application.is_trial for application in page.rows),
    )


@bp.get("/staff/applications/<application_id>")
@staff(*REVIEWERS)
def detail(application_id: str) -> ResponseReturnValue:
    return _file(visible_file(application_id), what=said("打开报名"))


@bp.post("/staff/applications/<application_id>/identity")
@staff(Role.COUNTY_DESK)
def identity(application_id: str) -> ResponseReturnValue:
    """The whole number, once: answered to the POST itself, and never under an address.

    For the desk that holds it against the 户口簿; the consent gives colleges no number.
    """
    application = visible_file(application_id)
    if not StepForm().validate_on_submit():
        flash("页面放久了，再按一次就好。", "warn")
        return redirect(url_for("review.detail", application_id=application.id), 303)
    return _file(application, what=said("看完整号码"), shows_identity=True)


@bp.get("/staff/applications/<application_id>/changes")
@staff(*REVIEWERS)
def changes(application_id: str) -> ResponseReturnValue:
    """What differs between two things that the family sent; without numbers, the last two."""
    application = visible_file(application_id)
    versions = sheet.versions_of(db.session, application)
    after = _version(versions, request.args.get("to"), default=len(versions))
    before = _version(versions, request.args.get("from"), default=after.number - 1)
    return render_file(
        "review/changes.html",
        application,
        what=said("看改了什么"),
        before=before,
        after=after,
        sent_at=clock.moment_words(after.at),
        changes=sheet.changes(before.answers, after.answers, reader()),
        versions=versions,
    )


def reader(*, shows_identity: bool = False) -> Eyes:
    """How the reader of this request reads: an officer sees the choices of one college by name."""
    return Eyes(catalogue(), _office().college_id, shows_identity)


def _office() -> Organisation:
    return db.session.get_one(Organisation, current_actor().organisation_id)


def _file(application: Application, *, what: str, shows_identity: bool = False) -> str:
    history = history_of(db.session, application)
    versions = sheet.versions_of(db.session, application)
    actor, eyes = current_actor(), reader(shows_identity=shows_identity)
    queue = Queue(db.session, actor, catalogue().campaigns)
    answers = versions[-1].answers
    told = reading.told(db.session, history, actor=actor)
    is_given_up = application.id in queue.given_up([application])
    events = events_open_to(application, actor)
    if is_given_up:
        events = [event for event in events if event is not Event.OFFER]
    return render_file(
        "review/detail.html",
        application,
        what=what,
        row=reading.row(application, versions[-1], queue, eyes, is_given_up=is_given_up),
        sections=sheet.sections(sheet.with_present_consents(answers, application), eyes),
        withdrawn_at=application.consent_withdrawn_at
        and clock.moment_words(application.consent_withdrawn_at),
        household=answers.household_kind,
        history=told,
        versions=versions,
        taken_by=reading.taken_by(told),
        returned=services.field_labels(application.returned_fields),
        steps=reading.steps(events),
        may_take=Event.TAKE in events,
        seen=history[-1].number,
        may_reissue=may_reissue(application, actor),
        shows_identity=shows_identity,
        may_copy=actor.role is Role.COUNTY_DESK,
        may_see_identity=actor.role is Role.COUNTY_DESK and answers.identity_number is not None,
        answer_due=application.answer_due and clock.day_words(application.answer_due),
    )


def _version(
    versions: list[ApplicationVersion], asked: str | None, *, default: int
) -> ApplicationVersion:
    text = str(default) if asked is None else asked
    found = {str(version.number): version for version in versions}.get(text)
    if found is None:
        raise NotFound("no such version")
    return found
