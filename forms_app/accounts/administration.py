"""The administrator's pages: who has an account, inviting, disabling, ending sessions."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts import bp, invitations, services
from forms_app.accounts.access import current_actor, staff
from forms_app.accounts.forms import ROLE_WORDS, InviteForm, PlainForm
from forms_app.accounts.models import Account, Organisation, OrganisationKind
from forms_app.errors import FieldError
from forms_app.extensions import db
from forms_app.running import address_of, catalogue
from forms_app.workflow import Role
from generator.divisions.places import PlaceNotFound

KIND_OF = {
    Role.COUNTY_DESK: OrganisationKind.COUNTY_DESK,
    Role.SCHOOL: OrganisationKind.SCHOOL,
    Role.VILLAGE: OrganisationKind.VILLAGE,
    Role.AUTHORITY: OrganisationKind.AUTHORITY,
}
NAMED = frozenset({Role.SCHOOL, Role.VILLAGE})
"""Roles whose organisation has a name of its own."""
PRESS_AGAIN = "页面放久了，再按一次就好。"


@bp.route("/accounts")
@staff(Role.ADMINISTRATOR)
def people() -> ResponseReturnValue:
    found = services.accounts(db.session, after=request.args.get("after", ""))
    return render_template(
        "accounts/people.html",
        accounts=found,
        after=found[-1].login if len(found) == services.PAGE else None,
        role_words=ROLE_WORDS,
    )


@bp.route("/accounts/invite", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
def invite() -> ResponseReturnValue:
    form = InviteForm()
    names = {college.id: college.name for college in catalogue().colleges.values()}
    form.college.choices = {"": "请选择"} | names
    if form.validate_on_submit():
        try:
            account, token = invitations.invite(
                db.session,
                login=form.login.data or "",
                shown_as=form.shown_as.data or "",
                role=Role(form.role.data),
                organisation=_organisation(form),
                actor=current_actor(),
            )
        except FieldError as error:
            form[error.field].errors = [error.message]
            db.session.rollback()
        else:
            db.session.commit()
            return _show_link(account, token)
    return render_template("accounts/invite.html", form=form)


@bp.route("/accounts/<account_id>/invite-again", methods=["POST"])
@staff(Role.ADMINISTRATOR)
def invite_again(account_id: str) -> ResponseReturnValue:
    if not PlainForm().validate_on_submit():
        return _back(PRESS_AGAIN, "warn")
    account = services.get_account(db.session, account_id)
    token = invitations.invite_again(db.session, account, actor=current_actor())
    db.session.commit()
    return _show_link(account, token)


@bp.route("/accounts/<account_id>/disable", methods=["POST"])
@staff(Role.ADMINISTRATOR)
def disable(account_id: str) -> ResponseReturnValue:
    if not PlainForm().validate_on_submit():
        return _back(PRESS_AGAIN, "warn")
    account = services.get_account(db.session, account_id)
    services.disable(db.session, account, actor=current_actor())
    db.session.commit()
    return _back(f"{account.login} 已停用，登录都已结束。")


@bp.route("/accounts/<account_id>/enable", methods=["POST"])
@staff(Role.ADMINISTRATOR)
def enable(account_id: str) -> ResponseReturnValue:
    if not PlainForm().validate_on_submit():
        return _back(PRESS_AGAIN, "warn")
    account = services.get_account(db.session, account_id)
    services.enable(db.session, account, actor=current_actor())
    db.session.commit()
    return _back(f"{account.login} 可以再用了。")


@bp.route("/accounts/<account_id>/end-sessions", methods=["POST"])
@staff(Role.ADMINISTRATOR)
def end_sessions(account_id: str) -> ResponseReturnValue:
    if not PlainForm().validate_on_submit():
        return _back(PRESS_AGAIN, "warn")
    account = services.get_account(db.session, account_id)
    services.end_sessions(db.session, account, actor=current_actor())
    db.session.commit()
    return _back(f"{account.login} 的登录都已结束。")


def _organisation(form: InviteForm) -> Organisation:
    """The college, division or operator that the role asks for; FieldError when it is missing."""
    role = Role(form.role.data)
    if role is Role.ADMINISTRATOR:
        return services.operator(db.session)
    if role not in KIND_OF:
        if not form.college.data:
            raise FieldError("college", "选一个学校。")
        return services.organisation_of_college(db.session, form.college.data)
    if not form.division.data:
        raise FieldError("division", "写六位行政区划代码，例如 513431。")
    name = " ".join((form.office.data or "").split())
    if role in NAMED and not name:
        raise FieldError("office", "写上初中或村的名字。")
    try:
        if role in NAMED:
            return services.organisation_named(db.session, KIND_OF[role], form.division.data, name)
        return services.organisation_of_division(db.session, KIND_OF[role], form.division.data)
    except PlaceNotFound as error:
        raise FieldError("division", "没有这个代码的地方，对照区划表看一看。") from error


def _show_link(account: Account, token: str) -> ResponseReturnValue:
    """Shown on the answer to the POST itself: the link is kept nowhere, so no page can show it."""
    address = address_of("accounts.invitation", token=token)
    return render_template("accounts/link.html", account=account, address=address)


def _back(message: str, category: str = "message") -> ResponseReturnValue:
    flash(message, category)
    return redirect(url_for("accounts.people"), 303)
