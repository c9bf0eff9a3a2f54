"""The office's side: requests for erasure with two people, and a copy for a family without a phone.

A page about a request shows number, state and dates, and nothing of the child.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app import clock
from forms_app.accounts.access import current_actor, staff
from forms_app.applications import looks
from forms_app.applications.looks import visible_file
from forms_app.applications.states import LABELS as OUTCOMES
from forms_app.applications.states import State as ApplicationState
from forms_app.errors import NotFound, TransitionNotAllowed
from forms_app.extensions import db
from forms_app.languages.texts import said
from forms_app.models import History
from forms_app.privacy import add_view, record_view
from forms_app.rights import bp, copying, erasure
from forms_app.rights.copy_views import archive_answer
from forms_app.rights.erasing import delete_files
from forms_app.rights.forms import DISAGREE, NOT_YET, CopyForm, ProposeForm, SecondForm
from forms_app.rights.models import ErasureRequest
from forms_app.rights.states import LABELS, Event, State
from forms_app.workflow import Role, events_open_to, history_of

OFFICES = (Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER, Role.COUNTY_DESK)
COPY = said("替家里人取全部资料")
WORDS: dict[Event, str] = {
    Event.ASK: "家里人提出要删",
    Event.PROPOSE: "建议删",
    Event.PROPOSE_REFUSAL: "建议现在不删",
    Event.DROP: "不同意，要再核对",
}


@bp.get("/staff/erasures")
@staff(*OFFICES)
def erasures() -> ResponseReturnValue:
    found = erasure.waiting(db.session, current_actor())
    return render_template(
        "rights/erasures.html",
        rows=[_row(request) for request in found],
        is_cut=len(found) == erasure.MOST_SHOWN,
        is_trial=any(request.application.is_trial for request in found),
    )


@bp.route("/staff/erasures/<request_id>", methods=["GET", "POST"])
@staff(*OFFICES)
def erasure_request(request_id: str) -> ResponseReturnValue:
    """First person or second, as the table says; who proposed only reads."""
    actor = current_actor()
    asked = erasure.get_for_office(db.session, request_id, actor=actor)
    events = events_open_to(asked, actor)
    if asked.state == State.ASKED:
        return _propose(asked)
    if Event.DROP in events:
        return _decide(asked)
    if ProposeForm().is_submitted():
        raise TransitionNotAllowed("你提过了，这一步要换一个人来做。")
    return _show(asked, None)


def _propose(asked: ErasureRequest) -> ResponseReturnValue:
    form = ProposeForm()
    if not form.validate_on_submit():
        return _show(asked, form)
    reason = form.reason.data if form.verdict.data == NOT_YET else None
    erasure.propose(db.session, asked, reason=reason, actor=current_actor())
    db.session.commit()
    flash("已记下。还要另一个人核对，才算数。")
    return redirect(url_for("rights.erasures"), 303)


def _decide(asked: ErasureRequest) -> ResponseReturnValue:
    form, actor = SecondForm(is_refusal=asked.state == State.REFUSAL_PROPOSED), current_actor()
    if not form.validate_on_submit():
        return _show(asked, form)
    files: list[Path] = []
    if form.verdict.data == DISAGREE:
        erasure.drop(db.session, asked, reason=form.reason.data or "", actor=actor)
        told = "已记下你不同意，要再核对。"
    elif form.is_refusal:
        erasure.confirm_refusal(db.session, asked, reason=form.reason.data or "", actor=actor)
        told = "已告诉家里人：现在还不能删，和你写的理由。"
    else:
        files = erasure.confirm(db.session, asked, actor=actor)
        told = "已经删掉，找不回来了。"
    db.session.commit()
    delete_files(files)
    flash(told)
    return redirect(url_for("rights.erasures"), 303)


def _show(asked: ErasureRequest, form: ProposeForm | SecondForm | None) -> str:
    application, actor = asked.application, current_actor()
    row, history = _row(asked), history_of(db.session, asked)
    steps = [_step(entry) for entry in history if Event(entry.event) in WORDS]
    is_refusal = asked.state == State.REFUSAL_PROPOSED
    subject_id = application.id
    db.session.rollback()  # What comes next is written in a transaction of its own.
    record_view(
        subject_kind=looks.KIND, subject_id=subject_id, actor=actor, what=said("看删除要求")
    )
    return render_template(
        "rights/erasure_request.html",
        row=row,
        form=form,
        steps=steps,
        is_refusal=is_refusal,
        is_trial=row.is_trial,
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One request as an office reads it."""

    id: str
    number: str | None
    is_trial: bool
    outcome: str
    state: str
    asked: str
    due: str
    is_late: bool


def _row(asked: ErasureRequest) -> Row:
    application = asked.application
    return Row(
        id=asked.id,
        number=application.number,
        is_trial=application.is_trial,
        outcome=OUTCOMES[ApplicationState(application.state)],
        state=LABELS[State(asked.state)],
        asked=clock.day_words(asked.asked_at),
        due=clock.day_words(asked.due_at),
        is_late=asked.due_at < clock.now(),
    )


def _step(entry: History) -> tuple[str, str, str | None]:
    note = f"{clock.moment_words(entry.at)}，{entry.shown_as}"
    return WORDS[Event(entry.event)], note, entry.reason


@bp.route("/staff/applications/<application_id>/copy", methods=["GET", "POST"])
@staff(Role.COUNTY_DESK)
def copy_for_family(application_id: str) -> ResponseReturnValue:
    """The archive is in the answer to the POST; the family reads who took it, and when."""
    application, form, actor = visible_file(application_id), CopyForm(), current_actor()
    if not form.validate_on_submit():
        return looks.render_file(
            "rights/copy_for_family.html",
            application,
            what=f"打开：{COPY}",
            form=form,
            title=COPY,
            name=copying.student_of(db.session, application),
        )
    if application.erased_at is not None:
        raise NotFound("nothing is left")
    add_view(db.session, subject_kind=looks.KIND, subject_id=application.id, actor=actor, what=COPY)
    request = copying.ask(db.session, application, actor=actor)
    db.session.commit()
    return archive_answer(application, request)
