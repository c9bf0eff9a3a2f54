"""The password once more, before something that binds; a wrong one counts like a failed login."""

from __future__ import annotations

from sqlalchemy import select

from forms_app.accounts import login, passwords
from forms_app.accounts.models import Account
from forms_app.errors import FieldError
from forms_app.extensions import db

REFUSED = "密码不对。连错 10 次会锁 15 分钟，忘了就找管理员。"


def check_again(account_id: str, *, password: str, field: str = "password") -> None:
    """Raise FieldError when this is not the account's password, or the account is locked.

    Opens its own sessions and commits, because a failure has to be counted; call it before the
    write transaction of the request begins, which would wait for the hash otherwise.
    """
    with db.reading_session() as session:
        password_hash = session.get_one(Account, account_id).password_hash
    is_right = passwords.is_right(password, password_hash)
    with db.writing_session() as session:
        account = session.scalars(
            select(Account).where(Account.id == account_id).with_for_update(of=Account)
        ).one()
        is_accepted = login.may_enter(account) and is_right
        if is_accepted:
            account.failed_logins = 0
        elif login.may_enter(account):
            login.count_failure(session, account)
        session.commit()
    if not is_accepted:
        raise FieldError(field, REFUSED)
