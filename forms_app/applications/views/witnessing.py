"""The one who listened to a call confirms it under his own login, whatever his office."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import current_actor, staff
from forms_app.applications import bp, cycles
from forms_app.applications.consenting import asking, call_serial, calls
from forms_app.applications.consenting.models import WitnessedCall
from forms_app.applications.drafts import ChangedElsewhere
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.models import Application
from forms_app.applications.progress import moment_words
from forms_app.applications.states import State
from forms_app.applications.typed_text import NotAccepted
from forms_app.applications.views.guardian import masked_name
from forms_app.errors import Conflict, NotFound
from forms_app.extensions import READING_METHODS, db
from forms_app.languages.texts import said
from forms_app.privacy import masked_phone, record_view
from forms_app.workflow import Role

KIND = "witnessed_call"
"""Looks are written down under the call: its listener has no other task with the application."""
NO = "no"


@bp.get("/staff/calls")
@staff(*Role)
def find_call() -> ResponseReturnValue:
    """The box for the 见证号; nothing is listed, because only who listened has the number."""
    asked, problem = request.args.get("serial", ""), ""
    if asked:
        try:
            found = calls.get(db.session, call_serial.read(asked))
            return redirect(url_for("applications.call", serial=found.serial), 303)
        except NotAccepted as refusal:
            problem = str(refusal)
        except NotFound:
            problem = said("没有等着确认的这个号。可能抄错了，也可能过了24小时。再问一遍念的人。")
    return render_template("applications/find_call.html", asked=asked, problem=problem)


@bp.route("/staff/calls/<serial>", methods=["GET", "POST"])
@staff(*Role)
def call(serial: str) -> ResponseReturnValue:
    """What was written down, and yes or no."""
    found, actor = _get(serial), current_actor()
    if TypedForm().validate_on_submit():
        says_no = request.form.get("step") == NO
        if not says_no and _ends(found) and "sure" not in request.form:
            return _show(found)  # Sent meanwhile: what ends now is said first.
        try:
            (calls.deny if says_no else calls.confirm)(db.session, found, actor=actor)
            db.session.commit()
            flash(said("记下了：不是这样。家里人看得到。") if says_no else said("记下了，谢谢你。"))
            return redirect(url_for("applications.find_call"), 303)
        except (Conflict, ChangedElsewhere) as refusal:
            db.session.rollback()
            flash(refusal.message, "warn")
            return redirect(url_for("applications.find_call"), 303)
    return _show(found)


def _ends(found: WitnessedCall) -> bool:
    application = db.session.get_one(Application, found.application_id)
    return bool(asking.ending(application, calls.reply_of(found).agreed))


def _show(found: WitnessedCall) -> str:
    subject_id = found.id  # Read before the queue of writers is left.
    if request.method not in READING_METHODS:
        db.session.rollback()
    record_view(
        subject_kind=KIND, subject_id=subject_id, actor=current_actor(), what=said("看电话见证")
    )
    application = db.session.get_one(Application, found.application_id)
    reply = calls.reply_of(found)
    assert reply.witness is not None
    return render_template(
        "applications/call.html",
        is_trial=application.is_trial,
        form=TypedForm(formdata=None),
        serial=call_serial.shown(found.serial),
        student=masked_name(application),
        cycle=cycles.cycle(application.cycle).name,
        said=reply,
        call=reply.witness,
        number=masked_phone(reply.witness.number),
        texts=cycles.consent_texts(cycles.rules_of(application)),
        ends_application=bool(asking.ending(application, reply.agreed)),
        holds_seat=application.state in {State.OFFERED, State.ACCEPTED},
        is_reader=current_actor().account_id == found.read_account_id,
        moment_words=moment_words,
    )


def _get(serial: str) -> WitnessedCall:
    try:
        return calls.get(db.session, call_serial.read(serial))
    except NotAccepted:
        raise NotFound("no such call") from None
