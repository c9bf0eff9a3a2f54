"""Pages of logging in and out, the own password, an invitation, and the first page of staff."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request, url_for
from flask import session as visit
from flask.typing import ResponseReturnValue

from forms_app.accounts import bp, cards, invitations, passwords, sessions
from forms_app.accounts import login as logins
from forms_app.accounts.access import current_actor, public, staff
from forms_app.accounts.forms import ChangePasswordForm, LoginForm, NewPasswordForm, PlainForm
from forms_app.accounts.models import Account
from forms_app.errors import FieldError
from forms_app.extensions import db
from forms_app.workflow import Role

EVERYBODY = tuple(Role)


@bp.route("")
@staff(*EVERYBODY)
def home() -> ResponseReturnValue:
    shown = cards.for_account(_account())
    return render_template(
        "accounts/home.html",
        cards=shown,
        waiting=cards.waiting(db.session, shown, current_actor()),
    )


@bp.route("/login", methods=["GET", "POST"])
@public
def login() -> ResponseReturnValue:
    form = LoginForm()
    if form.validate_on_submit():
        try:
            token = logins.log_in(
                login=form.login.data or "",
                password=form.password.data or "",
                address=request.remote_addr or "",
                old_token=sessions.token_of_request(),
            )
        except FieldError as error:
            form.password.errors = [error.message]
        else:
            visit.pop("csrf_token", None)  # forms that were opened before the login are dead
            response = redirect(_place_after_login(), 303)
            sessions.give_cookie(response, token)
            return response
    return render_template("accounts/login.html", form=form)


@bp.route("/logout", methods=["POST"])
@public
def logout() -> ResponseReturnValue:
    token = sessions.token_of_request()
    if not PlainForm().validate_on_submit():
        flash("页面放久了，再按一次就好。", "warn")
        return redirect(url_for("accounts.home"), 303)
    if token:
        sessions.end(db.session, token)
        db.session.commit()
    visit.pop("csrf_token", None)
    response = redirect(url_for("accounts.login"), 303)
    sessions.take_cookie(response)
    flash("已经退出。")
    return response


@bp.route("/password", methods=["GET", "POST"])
@staff(*EVERYBODY)
def password() -> ResponseReturnValue:
    form, account = ChangePasswordForm(), _account()
    if form.validate_on_submit():
        try:
            if not passwords.is_right(form.current.data or "", account.password_hash):
                raise FieldError("current", "现在的密码不对，再看一看。")
            passwords.check_new(form.password.data or "", login=account.login)
        except FieldError as error:
            form[error.field].errors = [error.message]
        else:
            new_hash = passwords.hashed(form.password.data or "")
            mine = db.session.merge(account, load=True)
            invitations.change_password(
                db.session, mine, seen_hash=account.password_hash, password_hash=new_hash
            )
            token = sessions.start(db.session, mine)
            db.session.commit()
            flash("密码改好了，别处的登录都已退出。")
            response = redirect(url_for("accounts.home"), 303)
            sessions.give_cookie(response, token)
            return response
    return render_template("accounts/password.html", form=form)


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> ResponseReturnValue:
    form = NewPasswordForm()
    with db.reading_session() as session:
        account = invitations.get(session, token).account
    if form.validate_on_submit():
        try:
            passwords.check_new(form.password.data or "", login=account.login)
        except FieldError as error:
            form.password.errors = [error.message]
        else:
            new_hash = passwords.hashed(form.password.data or "")
            invitations.accept(db.session, token=token, password_hash=new_hash)
            db.session.commit()
            flash("密码设好了，现在可以登录。")
            return redirect(url_for("accounts.login"), 303)
    return render_template("accounts/invitation.html", form=form, account=account)


def _account() -> Account:
    account = sessions.account_of_request()
    assert account is not None, "the gate has let somebody in"
    return account


def _place_after_login() -> str:
    """The page that was asked for, when it is one of staff; never another host."""
    asked = request.args.get("next", "")
    parts = urlsplit(asked)
    is_ours = not parts.scheme and not parts.netloc and "\\" not in asked
    if is_ours and (parts.path == "/staff" or parts.path.startswith("/staff/")):
        return asked
    return url_for("accounts.home")
