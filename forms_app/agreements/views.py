"""Pages of an agreement that colleges and authority read: list, agreement, paper, record."""

from __future__ import annotations

from collections import Counter

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import current_actor, staff
from forms_app.agreements import bp, drafting, notices, papers, services
from forms_app.agreements.models import Agreement
from forms_app.agreements.reading import happenings, sheet_of, signature_lines
from forms_app.agreements.states import LABELS, State
from forms_app.commitments import services as commitments
from forms_app.commitments.forms import PressForm
from forms_app.commitments.states import State as CommitmentState
from forms_app.commitments.views import STALE
from forms_app.errors import Conflict, NotFound, TransitionNotAllowed
from forms_app.extensions import db
from forms_app.running import catalogue
from forms_app.workflow import Role, events_open_to

OFFICER = Role.COLLEGE_OFFICER
COLLEGE = (Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER)
READERS = (*COLLEGE, Role.AUTHORITY)


@bp.get("/staff/agreements")
@staff(*COLLEGE)
def index() -> ResponseReturnValue:
    actor = current_actor()
    found = services.of_college(db.session, actor)
    return render_template(
        "agreements/list.html",
        agreements=found,
        labels=LABELS,
        counts=Counter(LABELS[agreement.state] for agreement in found),
        ours_to_move={one.id for one in found if events_open_to(one, actor)},
        notices=notices.unseen(db.session, actor),
        words=notices.WORDS,
        form=PressForm(),
    )


@bp.get("/staff/agreements/of/<commitment_id>")
@staff(*COLLEGE)
def of_commitment(commitment_id: str) -> ResponseReturnValue:
    """The way from a commitment: to its agreement, or to the page that begins one."""
    actor = current_actor()
    commitment = commitments.get(db.session, commitment_id, actor=actor)
    agreement = services.of_commitment(db.session, commitment)
    if agreement is not None:
        return redirect(url_for(".detail", agreement_id=agreement.id), 303)
    return render_template(
        "agreements/begin.html",
        commitment=commitment,
        may_begin=commitment.state == CommitmentState.CONFIRMED
        and commitment.assisting_id == actor.organisation_id
        and actor.role is OFFICER,
        form=PressForm(),
    )


@bp.post("/staff/agreements/of/<commitment_id>")
@staff(OFFICER)
def begin(commitment_id: str) -> ResponseReturnValue:
    actor = current_actor()
    commitment = commitments.get(db.session, commitment_id, actor=actor)
    if not PressForm().validate_on_submit():
        flash(STALE, "warn")
        return redirect(url_for(".of_commitment", commitment_id=commitment.id), 303)
    try:
        agreement = drafting.start(db.session, commitment, catalogue=catalogue(), actor=actor)
        db.session.commit()
    except (TransitionNotAllowed, Conflict) as refused:
        db.session.rollback()
        flash(refused.message, "warn")
        return redirect(url_for(".of_commitment", commitment_id=commitment_id), 303)
    return redirect(url_for(".detail", agreement_id=agreement.id), 303)


@bp.get("/staff/agreements/<agreement_id>")
@staff(*READERS)
def detail(agreement_id: str) -> ResponseReturnValue:
    actor = current_actor()
    agreement = services.get(db.session, agreement_id, actor=actor)
    told = [one for one in notices.unseen(db.session, actor) if one.agreement_id == agreement.id]
    return render_template(
        "agreements/detail.html",
        agreement=agreement,
        commitment=agreement.commitment,
        sheet=sheet_of(db.session, agreement, actor=actor),
        is_assisting=agreement.commitment.assisting_id == actor.organisation_id,
        notices=told,
        words=notices.WORDS,
        form=PressForm(),
    )


@bp.get("/staff/agreements/<agreement_id>/paper.pdf")
@staff(*READERS)
def paper(agreement_id: str) -> ResponseReturnValue:
    """The locked bytes, compared with every hash before they leave (N10)."""
    agreement = services.get(db.session, agreement_id, actor=current_actor())
    locked = papers.intact(db.session, agreement)
    return pdf(locked.content, name=agreement.serial)


@bp.get("/staff/agreements/<agreement_id>/record")
@staff(*READERS)
def record(agreement_id: str) -> ResponseReturnValue:
    """签署记录: beside the paper, because a signature inside it would change its hash."""
    agreement = services.get(db.session, agreement_id, actor=current_actor())
    if agreement.state == State.DRAFTING:
        raise NotFound("nothing is locked yet")
    return render_template(
        "agreements/record.html",
        agreement=agreement,
        commitment=agreement.commitment,
        state=LABELS[agreement.state],
        paper=papers.intact(db.session, agreement),
        signatures=signature_lines(agreement),
        history_rows=happenings(db.session, agreement),
    )


@bp.post("/staff/agreements/<agreement_id>/seen")
@staff(*COLLEGE)
def seen(agreement_id: str) -> ResponseReturnValue:
    """知道了."""
    actor = current_actor()
    agreement: Agreement = services.get(db.session, agreement_id, actor=actor)
    if PressForm().validate_on_submit():
        notices.see(db.session, actor, agreement=agreement)
        db.session.commit()
    else:
        flash(STALE, "warn")
    return redirect(url_for(".detail", agreement_id=agreement.id), 303)


def pdf(content: bytes, *, name: str) -> Response:
    """A PDF that the browser shows or saves under this name."""
    response = Response(content, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{name}.pdf")
    return response
