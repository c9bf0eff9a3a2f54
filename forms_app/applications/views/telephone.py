"""A guardian without a net: the texts are read aloud on the telephone, and two people say so."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app import clock
from forms_app.accounts.access import family
from forms_app.accounts.sessions import account_of_request
from forms_app.applications import bp, cycles
from forms_app.applications.answers import Relation, Witness
from forms_app.applications.consenting import asking, call_serial, calls
from forms_app.applications.drafts import ChangedElsewhere
from forms_app.applications.family import application as own_application
from forms_app.applications.forms.guardian_reply import TelephoneForm
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.extensions import db
from forms_app.languages.texts import said
from forms_app.workflow import Actor

END = "end"


@bp.route("/apply/telephone", methods=["GET", "POST"])
@family
def telephone() -> ResponseReturnValue:
    """At a desk or a school, in the application that the family has opened there.

    Whoever is logged in in this browser is the reader; the listener confirms under his own login
    where he has one. What was given by telephone is taken back by telephone, after one question.
    """
    account = account_of_request()  # Read first: it may write, and would wait for our own writing.
    application = own_application()
    if request.form.get("step") == END:
        return _end(application)
    texts = cycles.consent_texts(cycles.rules_of(application))
    answers = application.answers
    drawn = {
        "texts": asking.texts_shown(application),
        "given_by": answers.guardian_name,
        "relation": answers.guardian_relation,
        "number": answers.guardian_phone,
    }
    reader = account.as_actor() if account is not None else None
    form = TelephoneForm(
        texts_of=texts, reader=reader.shown_as if reader is not None else None, data=drawn
    )
    if form.validate_on_submit():
        if asking.ending(application, form.agreed) and "sure" not in request.form:
            return _show(application, form, asks_again=True)
        if _keep(application, form, reader):
            page = "telephone" if form.is_heard_by_login else "own_consents"
            return redirect(url_for(f"applications.{page}"), 303)
    return _show(application, form)


def _show(application: Application, form: TelephoneForm, *, asks_again: bool = False) -> str:
    waiting = calls.waiting_of(db.session, application)
    return render_template(
        "applications/telephone.html",
        section="apply",
        is_trial=application.is_trial,
        form=form,
        asks_again=asks_again,
        holds_seat=application.state in {State.OFFERED, State.ACCEPTED},
        waiting=waiting,
        serial=call_serial.shown(waiting.serial) if waiting is not None else "",
        until=clock.moment_words(calls.until(waiting)) if waiting is not None else "",
        denied=calls.denied(db.session, application)[:1],
        now=clock.now().astimezone(clock.BEIJING).strftime("%Y-%m-%d %H:%M"),
        desk=cycles.desk_of(application),
    )


def _end(application: Application) -> ResponseReturnValue:
    if TypedForm().validate_on_submit():
        asking.lock(db.session, application)
        calls.end_waiting_call(db.session, application)
        db.session.commit()
        flash(said("不等了。可以重新记。"))
    return redirect(url_for("applications.telephone"), 303)


def _keep(application: Application, form: TelephoneForm, reader: Actor | None) -> bool:
    given = asking.Reply(
        given_by=form.given_by.data or "",
        relation=Relation(form.relation.data),
        agreed=form.agreed,
        texts=form.texts.data or "",
        witness=Witness(
            read_by=form.reads,
            heard_by="" if form.is_heard_by_login else form.heard_by.data or "",
            number=form.number.data or "",
            called_at=form.moment,
            read_signed_at=clock.now() if reader is not None else None,
        ),
    )
    keep = calls.wait_for_listener if form.is_heard_by_login else calls.write_down
    try:
        keep(db.session, application, given, reader_id=reader.account_id if reader else None)
    except ChangedElsewhere as refusal:
        db.session.rollback()
        form.form_errors = [*form.form_errors, refusal.message]
        form.texts.data = asking.texts_shown(application)
        form.texts.raw_data = None
        return False
    db.session.commit()
    if not form.is_heard_by_login:
        flash(said("记下了。念的、听的、号码和时间都写在记录里。"))
    return True
