"""The answer to a helper's proposal: by the family that opened it, or with the 同意码."""

from __future__ import annotations

import re

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import current_actor, family
from forms_app.applications import bp
from forms_app.applications.consenting import asking
from forms_app.applications.consenting.answerers import Answerer, NotTheGuardian, refuse_helpers
from forms_app.applications.drafts import as_guardian
from forms_app.applications.family import application as own_application
from forms_app.applications.family import office_here, visit_here
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.helping import proposing
from forms_app.applications.helping.proposing import ACCEPT, DECLINE, TAKE_BACK
from forms_app.applications.models import Application
from forms_app.errors import Conflict, NotFound
from forms_app.extensions import db
from forms_app.languages.texts import said, said_all
from forms_app.workflow import Actor

PROPOSAL = "proposal"
SERVICES = {
    ACCEPT: proposing.accept,
    DECLINE: proposing.decline,
    TAKE_BACK: proposing.take_back,
}
DONE = said_all(
    {
        ACCEPT: "同意了，改好了。",
        DECLINE: "记下了：不同意，没有改。",
        TAKE_BACK: "收回了，什么都没有改。",
    }
)


@bp.post("/apply/helped/<number>/answer")
@family
def answer_proposal(number: str) -> ResponseReturnValue:
    """同意 or 不同意 by the family; 收回 by the helper."""
    if TypedForm().validate_on_submit():
        _answer(own_application(), number, current_actor())
    else:
        flash(said("页面放久了，再按一次就好。"), "warn")
    return redirect(url_for("applications.helped"), 303)


def answer_with_code(application: Application) -> None:
    """By whoever holds the 同意码; a helper or an office is refused, and that it tried is kept."""
    if request.form.get("answer") not in {ACCEPT, DECLINE}:
        raise NotFound("a guardian takes nothing back here")
    who = Answerer(
        says_helper=False, name="", phone=None, visit_index=visit_here(), account=office_here()
    )
    asking.lock(db.session, application)
    try:
        refuse_helpers(db.session, application, who)
    except NotTheGuardian as refusal:
        db.session.commit()  # That somebody tried is kept.
        flash(refusal.message, "warn")
        return
    _answer(application, request.form.get("number", ""), as_guardian(application.id))


def _answer(application: Application, number: str, actor: Actor) -> None:
    service = SERVICES.get(request.form.get("answer", ""))
    if service is None or not re.fullmatch(r"[0-9]{1,6}", number):
        raise NotFound("no such answer")
    try:
        service(db.session, application, actor=actor, number=int(number))
        db.session.commit()
        flash(DONE[request.form["answer"]])
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal.message, "warn")
