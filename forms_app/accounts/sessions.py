"""Logins that live on the server: a token in the browser, its hash in a row, and three ends.

A session ends when it is idle too long, too old, or deleted: by logging out, by a new password, or
by an administrator. The gate reads it in a session of its own, so that no request waits for the
write lock before it has been let in.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from urllib.parse import urlencode

from flask import abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from forms_app import clock
from forms_app.accounts.access import Access
from forms_app.accounts.models import Account, StaffSession
from forms_app.errors import Busy
from forms_app.extensions import db
from forms_app.running import settings
from forms_app.workflow import Role

TOUCH_AFTER = timedelta(minutes=1)
"""A look is written down once a minute at most: a page view should not wait for the write lock."""


def cookie_name() -> str:
    return "__Host-staff" if current_app.config["SESSION_COOKIE_SECURE"] else "staff"


def start(session: Session, account: Account) -> str:
    """A new session of this account; answers the token for its cookie."""
    oldest = clock.now() - timedelta(hours=settings().session_hours)
    is_over = (StaffSession.account_id == account.id, StaffSession.created_at < oldest)
    session.execute(delete(StaffSession).where(*is_over))
    token = secrets.token_urlsafe(32)
    session.add(StaffSession(token_hash=hash_of(token), account_id=account.id))
    session.flush()
    return token


def end(session: Session, token: str) -> None:
    session.execute(delete(StaffSession).where(StaffSession.token_hash == hash_of(token)))


def end_all(session: Session, account: Account) -> None:
    """Log this account out everywhere."""
    session.execute(delete(StaffSession).where(StaffSession.account_id == account.id))


def find(session: Session, token: str) -> StaffSession | None:
    """The live session with this token; None for an unknown, idle, old or disabled one."""
    found = session.scalar(select(StaffSession).where(StaffSession.token_hash == hash_of(token)))
    if found is None or found.account.disabled_at is not None:
        return None
    now, limits = clock.now(), settings()
    is_idle = now - found.seen_at > timedelta(minutes=limits.idle_minutes)
    is_old = now - found.created_at > timedelta(hours=limits.session_hours)
    return None if is_idle or is_old else found


def gate(access: Access) -> ResponseReturnValue | None:
    """Let a logged-in account with one of the roles in; anybody else logs in or is refused."""
    account = account_of_request()
    if account is None:
        asked = request.full_path.rstrip("?") if request.method == "GET" else request.path
        return redirect(f"{url_for('accounts.login')}?{urlencode({'next': asked})}", 303)
    if Role(account.role) not in access.roles:
        abort(403)
    g.actor = account.as_actor()
    return None


def account_of_request() -> Account | None:
    """Who is logged in here, with the organisation loaded; read once a request."""
    if "staff_account" not in g:
        g.staff_account = _read_account()
    account: Account | None = g.staff_account
    return account


def give_cookie(response: Response, token: str) -> None:
    response.set_cookie(
        cookie_name(),
        token,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )


def take_cookie(response: Response) -> None:
    is_secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.delete_cookie(cookie_name(), path="/", secure=is_secure, httponly=True)


def token_of_request() -> str | None:
    return request.cookies.get(cookie_name())


def hash_of(token: str) -> str:
    """SHA-256 is enough here: the token itself is 256 bits of chance."""
    return hashlib.sha256(token.encode()).hexdigest()


def _read_account() -> Account | None:
    token = token_of_request()
    if not token:
        return None
    with db.reading_session() as session:
        found = find(session, token)
        if found is None:
            return None
        account, is_due = found.account, clock.now() - found.seen_at > TOUCH_AFTER
    if is_due:
        _touch(token)
    return account


def _touch(token: str) -> None:
    try:
        with db.writing_session() as session:
            session.execute(
                update(StaffSession)
                .where(StaffSession.token_hash == hash_of(token))
                .values(seen_at=clock.now())
            )
            session.commit()
    except Busy:
        return  # The page can be shown all the same; the next one tries again.
