"""The family asks for erasure, reads what will be gone and what will not, and may think again."""

from __future__ import annotations

from flask import Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app import clock
from forms_app.accounts.access import current_actor, family
from forms_app.applications import cycles, notices
from forms_app.applications.family import application as own_application
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.models import Application
from forms_app.applications.states import NEVER_SENT, State
from forms_app.applications.states import Event as ApplicationEvent
from forms_app.extensions import db
from forms_app.languages.texts import said, said_all
from forms_app.models import History
from forms_app.rights import bp, erasure
from forms_app.rights.models import ErasureRequest
from forms_app.rights.states import OPEN, Event
from forms_app.rights.states import State as Standing
from forms_app.workflow import events_open_to, history_of

WORDS: dict[Event, str] = said_all(
    {
        Event.SCHEDULE: "你提出要删",
        Event.ASK: "你提出要删",
        Event.CANCEL: "你说不删了",
        Event.PROPOSE: "核对过，可以删，等第二个人同意",
        Event.PROPOSE_REFUSAL: "核对过，认为现在还不能删，等第二个人看",
        Event.CONFIRM_REFUSAL: "结论：现在还不能删",
        Event.DROP: "第二个人不同意，要再核对",
    }
)
"""What the family reads. A reason that is only proposed is no answer yet."""
WITH_REASON = frozenset({Event.CONFIRM_REFUSAL})


def init_app(app: Flask) -> None:
    notices.register(app, erasure.notices)


@bp.route("/apply/erasure", methods=["GET", "POST"])
@family
def erasure_page() -> ResponseReturnValue:
    application, form = own_application(), TypedForm()
    if form.validate_on_submit():
        if request.form.get("step") == "cancel":
            erasure.cancel(db.session, application, actor=current_actor())
            flash(said("好，不删了。"))
        else:
            erasure.ask(db.session, application, actor=current_actor())
            flash(said("已经记下，要删掉。"))
        db.session.commit()
        return redirect(url_for("rights.erasure_page"), 303)
    return _show(application, form)


def _show(application: Application, form: TypedForm) -> str:
    asked = erasure.latest(db.session, application)
    rules = cycles.rules_of(application)
    is_open = asked is not None and asked.state in OPEN
    history = history_of(db.session, asked) if asked is not None else []
    return render_template(
        "rights/erasure.html",
        section="apply",
        is_trial=application.is_trial,
        form=form,
        asked=asked,
        is_open=is_open,
        is_refused=asked is not None and asked.state == Standing.REFUSED,
        due=_due_words(is_open, asked),
        steps=[_step(entry) for entry in history if Event(entry.event) in WORDS],
        was_sent=application.state not in NEVER_SENT,
        is_withdrawn_by_it=ApplicationEvent.WITHDRAW
        in events_open_to(application, current_actor()),
        holds_seat=application.state in {State.OFFERED, State.ACCEPTED},
        keeping=rules.keeping,
        closes_on=clock.day_words(rules.closes_at),
        cycle_is_open=cycles.season(rules) is cycles.Season.OPEN,
        desk=cycles.desk_of(application),
    )


def _due_words(is_open: bool, asked: ErasureRequest | None) -> str:
    if asked is None or not is_open:
        return ""
    is_scheduled = asked.state == Standing.SCHEDULED
    return clock.moment_words(asked.due_at) if is_scheduled else clock.day_words(asked.due_at)


def _step(entry: History) -> tuple[str, str, str | None]:
    """Title, moment with who, and the reason where it is an answer."""
    event = Event(entry.event)
    note = said("{at}，{who}", at=clock.moment_words(entry.at), who=said(entry.shown_as))
    return WORDS[event], note, entry.reason if event in WITH_REASON else None
