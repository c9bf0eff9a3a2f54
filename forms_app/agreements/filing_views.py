"""Pages of the authority: what waits to be filed, file it, or send it back."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app import clock
from forms_app.accounts.access import current_actor, staff
from forms_app.agreements import bp, filings, notices, papers, services
from forms_app.agreements.forms import FilingForm, ReasonForm
from forms_app.agreements.states import State
from forms_app.errors import FieldError, TransitionNotAllowed
from forms_app.extensions import db
from forms_app.workflow import Role

AUTHORITY = Role.AUTHORITY


@bp.get("/staff/filings")
@staff(AUTHORITY)
def filing() -> ResponseReturnValue:
    actor = current_actor()
    return render_template(
        "agreements/filings.html",
        waiting=services.in_division(db.session, actor, State.IN_FORCE),
        filed=services.in_division(db.session, actor, State.FILED),
    )


@bp.route("/staff/filings/<agreement_id>/file", methods=["GET", "POST"])
@staff(AUTHORITY)
def file(agreement_id: str) -> ResponseReturnValue:
    actor = current_actor()
    agreement = services.get(db.session, agreement_id, actor=actor)
    form = FilingForm.on(clock.today())
    if form.validate_on_submit():
        assert form.filed_on.data is not None
        try:
            filings.file(
                db.session,
                agreement,
                number=form.number.data or "",
                filed_on=form.filed_on.data,
                actor=actor,
            )
            db.session.commit()
            notices.deliver()
            flash("已经备案，这份结对现在公开。")
            return redirect(url_for(".detail", agreement_id=agreement.id), 303)
        except FieldError as error:
            db.session.rollback()
            field = form[error.field]
            field.errors = [*field.errors, error.message]
    _refuse_what_is_not_waiting(agreement.state)
    return render_template(
        "agreements/file.html",
        form=form,
        agreement=agreement,
        commitment=agreement.commitment,
        paper=papers.intact(db.session, agreement),
    )


@bp.route("/staff/filings/<agreement_id>/send-back", methods=["GET", "POST"])
@staff(AUTHORITY)
def send_back(agreement_id: str) -> ResponseReturnValue:
    actor = current_actor()
    agreement = services.get(db.session, agreement_id, actor=actor)
    form = ReasonForm()
    if form.validate_on_submit():
        filings.send_back(db.session, agreement, reason=form.reason.data or "", actor=actor)
        db.session.commit()
        notices.deliver()
        flash("已经退回，双方都会看到原因。")
        return redirect(url_for(".detail", agreement_id=agreement.id), 303)
    _refuse_what_is_not_waiting(agreement.state)
    return render_template(
        "agreements/send_back.html", form=form, agreement=agreement, commitment=agreement.commitment
    )


def _refuse_what_is_not_waiting(state: str) -> None:
    if state != State.IN_FORCE:
        raise TransitionNotAllowed("这份协议已经备案过了。")
