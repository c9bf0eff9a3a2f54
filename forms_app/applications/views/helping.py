"""A helper names himself; the family reads each change, says that it is right, or puts it back."""

from __future__ import annotations

import re

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import IntegerField
from wtforms.validators import InputRequired

from forms_app.accounts.access import current_actor, family
from forms_app.applications import bp, cycles
from forms_app.applications.answers import FilledInBy
from forms_app.applications.completeness import HELPERS
from forms_app.applications.consenting import answerers
from forms_app.applications.family import application as own_application
from forms_app.applications.family import helper_here, visit_index, way_back
from forms_app.applications.forms.guardian import GuardianForm
from forms_app.applications.forms.helping import AuthorityForm, HelperForm
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.helping import answering, edits, proposing, signed_in, sittings
from forms_app.applications.helping.models import Authority, HelperEdit, Sitting
from forms_app.applications.models import Application
from forms_app.errors import Conflict, NotFound
from forms_app.extensions import db
from forms_app.languages.texts import said


class SeenForm(TypedForm):
    """`seen` is the number of the newest change on the page that was read."""

    seen = IntegerField("", [InputRequired()])


@bp.route("/apply/helper", methods=["GET", "POST"])
@family
def helper() -> ResponseReturnValue:
    application, here = own_application(), helper_here()
    if here is not None and here.account_id is not None:
        return _name_authority(application, here)
    form = HelperForm(
        data={
            "kind": here.kind,
            "helper_name": here.name,
            "helper_phone": here.phone,
            "institution": here.institution,
            "authority": here.authority,
        }
        if here is not None
        else None
    )
    is_named = here is not None and None not in {here.name, here.institution, here.authority}
    if not is_named and form.validate_on_submit():
        sittings.begin(
            db.session,
            application.id,
            visit_index=visit_index(),
            kind=FilledInBy(form.kind.data),
            name=form.helper_name.data,
            phone=form.helper_phone.data,
            institution=form.institution.data,
            authority=Authority(form.authority.data),
        )
        db.session.commit()
        flash(said("记下了。从现在起，你改的每一处都写在改动单上，家里人看得到。"))
        return redirect(url_for("applications.status"), 303)
    return render_template(
        "applications/naming.html",
        section="apply",
        is_trial=application.is_trial,
        form=form,
        here=here,
        is_named=is_named,
    )


def _name_authority(application: Application, here: Sitting) -> ResponseReturnValue:
    """The account has said everything but how the guardian allowed it."""
    form = AuthorityForm(data={"authority": here.authority})
    if here.authority is None and form.validate_on_submit():
        sittings.begin(
            db.session,
            application.id,
            visit_index=here.visit_index,
            kind=here.kind,
            authority=Authority(form.authority.data),
        )
        db.session.commit()
        flash(said("记下了。你改的每一处都写在改动单上，家里人看得到。"))
        return redirect(way_back(request.args.get("back")), 303)
    return render_template(
        "applications/naming.html",
        section="apply",
        is_trial=application.is_trial,
        form=form,
        here=here,
        is_named=here.authority is not None,
    )


@bp.route("/apply/helped", methods=["GET", "POST"])
@family
def helped() -> ResponseReturnValue:
    """The change sheet. Its one button says that everything on it is right."""
    application, form, actor = own_application(), SeenForm(), current_actor()
    if form.validate_on_submit():
        try:
            answering.confirm(db.session, application, actor=actor, seen=form.seen.data or 0)
            db.session.commit()
            flash(said("记下了：这些改动都对。"))
        except Conflict as refusal:
            db.session.rollback()
            flash(refusal.message, "warn")
        return redirect(url_for("applications.helped"), 303)
    told = edits.told(db.session, application, cycles.rules_of(application))
    return render_template(
        "applications/helped.html",
        section="apply",
        is_trial=application.is_trial,
        form=form,
        told=told,
        standing=lambda edit: proposing.standing(edit, application),
        is_open={one.edit.id for one in told if is_open(one.edit)},
        may_revert={
            one.edit.id for one in told if answering.may_revert(application, one.edit, actor)
        },
        may_take_back={
            one.edit.id for one in told if proposing.may_take_back(db.session, one.edit, actor)
        },
        waiting=proposing.of(db.session, application),
        tried=answerers.of(db.session, application),
        is_helper=actor.sitting_id is not None,
        desk=cycles.desk_of(application),
    )


@bp.post("/apply/helped/<number>/revert")
@family
def revert_helped(number: str) -> ResponseReturnValue:
    application, actor = own_application(), current_actor()
    if not TypedForm().validate_on_submit():
        flash(said("页面放久了，再按一次就好。"), "warn")
        return redirect(url_for("applications.helped"), 303)
    if not re.fullmatch(r"[0-9]{1,6}", number):
        raise NotFound("no such change")
    try:
        answering.revert(db.session, application, actor=actor, number=int(number))
        db.session.commit()
        flash(said("改回去了。两种写法都留在改动单上。"))
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal.message, "warn")
    return redirect(url_for("applications.helped"), 303)


def is_open(edit: HelperEdit) -> bool:
    """A stored change about which the family has said nothing; a proposal has its own buttons."""
    return not edit.is_proposed and edits.standing(edit)[1] is None


def name_helper(application: Application, form: GuardianForm) -> None:
    """Begin the sitting of a helper who says on the first page that he fills in."""
    account, phone = signed_in.here(), form.helper_phone.data
    if account is not None:
        signed_in.sit_down(
            db.session, application.id, account, visit_index=visit_index(), phone=phone
        )
        return
    if form.filled_in_by.data not in HELPERS:
        return
    sittings.begin(
        db.session,
        application.id,
        visit_index=visit_index(),
        kind=FilledInBy(form.filled_in_by.data),
        name=form.helper_name.data,
        phone=phone,
    )
