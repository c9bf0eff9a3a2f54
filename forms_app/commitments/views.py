"""Pages of a commitment: the list, the paper itself, its heading, and the buttons of both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import current_actor, staff
from forms_app.accounts.models import Organisation
from forms_app.commitments import bp, services
from forms_app.commitments.forms import BasicsForm, ChangeForm, PressForm, SpecialtiesForm
from forms_app.commitments.models import Commitment
from forms_app.commitments.reading import sheet_of, specialty_groups
from forms_app.commitments.states import LABELS
from forms_app.errors import Conflict, FieldError, TransitionNotAllowed
from forms_app.extensions import db
from forms_app.running import catalogue
from forms_app.workflow import Role, events_open_to
from generator.schema.enums import PairingRole

STALE = "页面放久了，再按一次就好。"
WRITERS = (Role.COLLEGE_OFFICER,)
READERS = (Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER)


@bp.get("")
@staff(*READERS)
def index() -> ResponseReturnValue:
    actor = current_actor()
    given = services.given_by(db.session, actor)
    received = services.sent_to(db.session, actor)
    everything = [*given, *received]
    return render_template(
        "commitments/list.html",
        given=given,
        received=received,
        labels=LABELS,
        counts=Counter(LABELS[commitment.state] for commitment in everything),
        ours_to_move={one.id for one in everything if events_open_to(one, actor)},
        may_write=actor.role is Role.COLLEGE_OFFICER and not _is_receiving_college(),
    )


@bp.route("/new", methods=["GET", "POST"])
@staff(*WRITERS)
def new() -> ResponseReturnValue:
    actor = current_actor()
    partners = services.partners(db.session, catalogue(), actor=actor)
    form = BasicsForm()
    form.offer(partners)
    if form.validate_on_submit():
        receiving = _chosen(partners, form)
        commitment = services.start(
            db.session, receiving=receiving, basics=form.basics(), actor=actor
        )
        db.session.commit()
        return redirect(url_for(".specialties", commitment_id=commitment.id), 303)
    return render_template("commitments/basics.html", form=form, commitment=None)


@bp.get("/<commitment_id>")
@staff(*READERS)
def detail(commitment_id: str) -> ResponseReturnValue:
    actor = current_actor()
    commitment = services.get(db.session, commitment_id, actor=actor)
    return render_template(
        "commitments/detail.html",
        commitment=commitment,
        sheet=sheet_of(db.session, commitment, actor=actor, catalogue=catalogue()),
        form=PressForm(),
    )


@bp.route("/<commitment_id>/basics", methods=["GET", "POST"])
@staff(*WRITERS)
def basics(commitment_id: str) -> ResponseReturnValue:
    actor = current_actor()
    commitment = services.get_for_writing(db.session, commitment_id, actor=actor)
    partners = (
        [commitment.receiving]
        if commitment.versions_sent
        else services.partners(db.session, catalogue(), actor=actor)
    )
    form = BasicsForm(
        data={
            "receiving": commitment.receiving_id,
            "starts_on": commitment.starts_on,
            "ends_on": commitment.ends_on,
            "purpose": commitment.purpose,
        }
    )
    form.offer(partners)
    if form.validate_on_submit():
        services.change_basics(
            db.session,
            commitment,
            receiving=_chosen(partners, form),
            basics=form.basics(),
            actor=actor,
        )
        db.session.commit()
        return redirect(url_for(".detail", commitment_id=commitment.id), 303)
    return render_template("commitments/basics.html", form=form, commitment=commitment)


@bp.route("/<commitment_id>/specialties", methods=["GET", "POST"])
@staff(*WRITERS)
def specialties(commitment_id: str) -> ResponseReturnValue:
    actor = current_actor()
    commitment = services.get_for_writing(db.session, commitment_id, actor=actor)
    form = SpecialtiesForm(data={"specialties": commitment.specialties})
    form.offer(catalogue())
    if form.validate_on_submit():
        try:
            services.change_specialties(
                db.session, commitment, specialties=form.specialties.data or [], actor=actor
            )
            db.session.commit()
            return redirect(url_for(".detail", commitment_id=commitment.id), 303)
        except FieldError as error:
            db.session.rollback()
            form.specialties.errors = [*form.specialties.errors, error.message]
    return render_template(
        "commitments/specialties.html",
        form=form,
        commitment=commitment,
        groups=specialty_groups(commitment, catalogue()),
    )


@bp.post("/<commitment_id>/propose")
@staff(*WRITERS)
def propose(commitment_id: str) -> ResponseReturnValue:
    def send(commitment: Commitment) -> None:
        services.propose(db.session, commitment, catalogue=catalogue(), actor=current_actor())

    return press(commitment_id, send, said="已经发给对方，等对方确认。")


@bp.post("/<commitment_id>/withdraw")
@staff(*WRITERS)
def withdraw(commitment_id: str) -> ResponseReturnValue:
    def take_back(commitment: Commitment) -> None:
        services.withdraw(db.session, commitment, actor=current_actor())

    return press(commitment_id, take_back, said="已经收回，改好再发。")


@bp.post("/<commitment_id>/confirm")
@staff(*WRITERS)
def confirm(commitment_id: str) -> ResponseReturnValue:
    version = request.form.get("version", type=int) or 0

    def agree(commitment: Commitment) -> None:
        services.confirm(db.session, commitment, version=version, actor=current_actor())

    return press(commitment_id, agree, said="已经确认。下一步由支援学校准备协议。")


@bp.route("/<commitment_id>/change", methods=["GET", "POST"])
@staff(*WRITERS)
def change(commitment_id: str) -> ResponseReturnValue:
    actor = current_actor()
    commitment = services.get(db.session, commitment_id, actor=actor)
    form = ChangeForm()
    if form.validate_on_submit():
        services.ask_change(db.session, commitment, reason=form.reason.data or "", actor=actor)
        db.session.commit()
        flash("已经退给对方修改。")
        return redirect(url_for(".detail", commitment_id=commitment.id), 303)
    return render_template("commitments/change.html", form=form, commitment=commitment)


def press(
    commitment_id: str, act: Callable[[Commitment], object], *, said: str, anchor: str = ""
) -> ResponseReturnValue:
    """Do what a lone button stands for and go back to the commitment with what is true now."""
    commitment = services.get(db.session, commitment_id, actor=current_actor())
    back = url_for(".detail", commitment_id=commitment.id, _anchor=anchor or None)
    if not PressForm().validate_on_submit():
        flash(STALE, "warn")
        return redirect(back, 303)
    try:
        act(commitment)
        db.session.commit()
        flash(said)
    except (TransitionNotAllowed, Conflict, FieldError) as refused:
        db.session.rollback()
        flash(refused.message, "warn")
    return redirect(back, 303)


def _chosen(partners: list[Organisation], form: BasicsForm) -> Organisation:
    return next(partner for partner in partners if partner.id == form.receiving.data)


def _is_receiving_college() -> bool:
    organisation = db.session.get_one(Organisation, current_actor().organisation_id)
    college = catalogue().colleges.get(organisation.college_id or "")
    return college is not None and college.pairing_role is PairingRole.RECEIVING
