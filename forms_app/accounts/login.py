"""Login: one answer for every failure, the same work for every try, and a lock after ten.

The hash is computed before the write transaction begins, because a write transaction is what
every family in the same second waits for.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts import passwords, sessions, trail
from forms_app.accounts.models import Account, AddressTries
from forms_app.accounts.trail import Happening
from forms_app.errors import FieldError
from forms_app.extensions import db
from forms_app.sealing import keyring
from forms_app.workflow import SYSTEM

MOST_FAILURES = 10
LOCK = timedelta(minutes=15)
MOST_FROM_ADDRESS = 100
"""Loose on purpose: a whole school or county office stands behind one address. Beyond it the tries
of an address wait for each other; a right password still enters, or one could lock out all."""
ADDRESS_WINDOW = timedelta(minutes=15)

REFUSED = "登录名或密码不对。连错 10 次会锁 15 分钟，忘了就找管理员。"


def log_in(*, login: str, password: str, address: str, old_token: str | None) -> str:
    """Answer the token of a new session, or raise FieldError with the one refusal.

    Opens its own sessions and commits, because a failure has to be counted as well as a success.
    A wrong name, a wrong password, a lock and a disabled account look the same. Raises Busy when
    too many are at it: those from tired addresses, or all.
    """
    login = normal_login(login)
    with db.reading_session() as session:
        account = session.scalar(select(Account).where(Account.login == login))
        password_hash = account.password_hash if account else None
        is_tired = _is_tired(session, address)
    is_right = passwords.is_right(password, password_hash, is_tired=is_tired)
    with db.writing_session() as session:
        token = _decide(session, login=login, is_right=is_right, address=address)
        if token is not None and old_token:
            sessions.end(session, old_token)
        session.commit()
    if token is None:
        raise FieldError("password", REFUSED)
    return token


def normal_login(login: str) -> str:
    """Logins differ neither by case nor by spaces around them."""
    return login.strip().lower()


def _decide(session: Session, *, login: str, is_right: bool, address: str) -> str | None:
    account = session.scalar(
        select(Account).where(Account.login == login).with_for_update(of=Account)
    )
    if account is not None and may_enter(account) and is_right:
        account.failed_logins = 0
        account.locked_until = None
        return sessions.start(session, account)
    if account is not None and may_enter(account):
        count_failure(session, account)
    _tries_from(session, address).tries += 1
    return None


def may_enter(account: Account) -> bool:
    """Neither disabled nor locked just now."""
    is_locked = account.locked_until is not None and account.locked_until > clock.now()
    return account.disabled_at is None and not is_locked


def count_failure(session: Session, account: Account) -> None:
    """The tenth in a row locks the account."""
    account.failed_logins += 1
    if account.failed_logins >= MOST_FAILURES:
        account.failed_logins = 0
        account.locked_until = clock.now() + LOCK
        trail.note(session, account, Happening.LOCKED, actor=SYSTEM)


def _is_tired(session: Session, address: str) -> bool:
    """Whether the address failed too often in the window that is still open."""
    here = AddressTries.address_index == _index(address)
    is_open = AddressTries.window_ends_at > clock.now()
    tries = session.scalar(select(AddressTries.tries).where(here, is_open))
    return (tries or 0) >= MOST_FROM_ADDRESS


def _index(address: str) -> str:
    return keyring().index(address, purpose="login address")


def _tries_from(session: Session, address: str) -> AddressTries:
    """The row of this address, in a fresh window when the last one is over."""
    index = _index(address)
    wanted = select(AddressTries).where(AddressTries.address_index == index).with_for_update()
    row = session.scalar(wanted)
    if row is None:
        _forget_old_addresses(session)
        try:
            with session.begin_nested():
                session.add(AddressTries(address_index=index, tries=0, window_ends_at=clock.now()))
        except IntegrityError:
            pass  # Somebody else behind this address logs in for the first time as well.
        row = session.scalars(wanted.execution_options(populate_existing=True)).one()
    if row.window_ends_at <= clock.now():
        row.tries = 0
        row.window_ends_at = clock.now() + ADDRESS_WINDOW
    session.flush()
    return row


def _forget_old_addresses(session: Session) -> None:
    """No address is kept for long; a row that somebody is counting in just now is left alone."""
    over = AddressTries.window_ends_at < clock.now() - ADDRESS_WINDOW
    old = select(AddressTries.id).where(over).with_for_update(skip_locked=True)
    session.execute(
        delete(AddressTries)
        .where(AddressTries.id.in_(session.scalars(old).all()))
        .execution_options(synchronize_session=False)
    )
