"""Pages of the signers: look at the locked paper and sign it, or refuse with a reason."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import current_actor, staff
from forms_app.accounts.confirming import check_again
from forms_app.agreements import bp, notices, papers, services, signing
from forms_app.agreements.forms import ReasonForm, SignForm
from forms_app.agreements.models import Agreement
from forms_app.agreements.states import Event
from forms_app.errors import FieldError, TransitionNotAllowed
from forms_app.extensions import db
from forms_app.workflow import Role, events_open_to

SIGNER = Role.COLLEGE_SIGNER


@bp.route("/staff/agreements/<agreement_id>/sign", methods=["GET", "POST"])
@staff(SIGNER)
def sign(agreement_id: str) -> ResponseReturnValue:
    actor = current_actor()
    form = SignForm()
    if form.validate_on_submit():
        assert actor.account_id is not None
        try:
            # Before the write transaction begins: the hash of a password takes its time.
            check_again(actor.account_id, password=form.password.data or "")
        except FieldError as error:
            form.password.errors = [error.message]
        else:
            return _sign(agreement_id, form)
    agreement = _open(agreement_id)
    return render_template(
        "agreements/sign.html",
        form=form,
        agreement=agreement,
        commitment=agreement.commitment,
        paper=papers.intact(db.session, agreement),
        side=signing.SIDES[signing.PLACES[_event(agreement)]],
    )


@bp.route("/staff/agreements/<agreement_id>/refuse", methods=["GET", "POST"])
@staff(SIGNER)
def refuse(agreement_id: str) -> ResponseReturnValue:
    actor = current_actor()
    agreement = services.get(db.session, agreement_id, actor=actor)
    form = ReasonForm()
    if form.validate_on_submit():
        signing.refuse(db.session, agreement, reason=form.reason.data or "", actor=actor)
        db.session.commit()
        notices.deliver()
        flash("已经记下，双方都会看到原因。")
        return redirect(url_for(".detail", agreement_id=agreement.id), 303)
    if Event.REFUSE not in events_open_to(agreement, actor):
        raise TransitionNotAllowed("现在不能拒签：可能已经签完，或者已经结束。")
    return render_template(
        "agreements/refuse.html", form=form, agreement=agreement, commitment=agreement.commitment
    )


def _sign(agreement_id: str, form: SignForm) -> ResponseReturnValue:
    actor = current_actor()
    agreement = services.get(db.session, agreement_id, actor=actor)
    signing.sign(db.session, agreement, seen_sha256=form.sha256.data or "", actor=actor)
    db.session.commit()
    notices.deliver()
    flash("已经签好。")
    return redirect(url_for(".detail", agreement_id=agreement.id), 303)


def _open(agreement_id: str) -> Agreement:
    agreement = services.get(db.session, agreement_id, actor=current_actor())
    _event(agreement)
    return agreement


def _event(agreement: Agreement) -> Event:
    event = signing.signature_open_to(agreement, current_actor())
    if event is None:
        raise TransitionNotAllowed("现在不用你签：可能已经签过，或者还没轮到你们。")
    return event
