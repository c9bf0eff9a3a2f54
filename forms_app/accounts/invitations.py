"""Invitations: a link that works once, within seven days, and ends in a password of one's own."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts import sessions, trail
from forms_app.accounts.login import normal_login
from forms_app.accounts.models import (
    LONGEST_SHOWN_AS,
    ROLES_OF,
    Account,
    Invitation,
    Organisation,
    OrganisationKind,
)
from forms_app.accounts.trail import Happening
from forms_app.errors import Conflict, FieldError, NotFound
from forms_app.workflow import SYSTEM, Actor, Role

VALID_FOR = timedelta(days=7)
LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{2,79}")
LOGIN_RULE = "用字母、数字和 . _ - @，3 到 80 个。"
TAKEN = "这个登录名有人用了，换一个。"


def invite(
    session: Session,
    *,
    login: str,
    shown_as: str,
    role: Role,
    organisation: Organisation,
    actor: Actor = SYSTEM,
) -> tuple[Account, str]:
    """A new account without a password, and the token of its link, which is stored nowhere."""
    login, shown_as = normal_login(login), shown_as.strip()
    if not LOGIN.fullmatch(login):
        raise FieldError("login", LOGIN_RULE)
    if not 0 < len(shown_as) <= LONGEST_SHOWN_AS:
        raise FieldError("shown_as", f"称呼写 1 到 {LONGEST_SHOWN_AS} 个字。")
    if role not in ROLES_OF[OrganisationKind(organisation.kind)]:
        raise FieldError("role", "这个单位不能有这种账号。")
    if session.scalar(select(Account.id).where(Account.login == login)) is not None:
        raise FieldError("login", TAKEN)
    account = Account(
        login=login,
        shown_as=shown_as,
        role=role,
        organisation_id=organisation.id,
        organisation=organisation,
        is_sample=organisation.is_sample,
    )
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:
        raise FieldError("login", TAKEN) from None  # somebody took it in the same moment
    return account, invite_again(session, account, actor=actor)


def invite_again(session: Session, account: Account, *, actor: Actor = SYSTEM) -> str:
    """A fresh link for an account; every older one of it dies."""
    trail.hold(session, account)  # of two links made at once the older one has to die too
    session.execute(
        delete(Invitation).where(Invitation.account_id == account.id, Invitation.used_at.is_(None))
    )
    token = secrets.token_urlsafe(32)
    session.add(
        Invitation(
            token_hash=sessions.hash_of(token),
            account_id=account.id,
            expires_at=clock.now() + VALID_FOR,
        )
    )
    trail.note(session, account, Happening.INVITED, actor=actor)
    return token


def get(session: Session, token: str) -> Invitation:
    """The open invitation with this token; NotFound when used, expired, disabled or unknown."""
    found = session.scalar(
        select(Invitation).where(Invitation.token_hash == sessions.hash_of(token))
    )
    if found is None or not _is_open(found):
        raise NotFound("no open invitation")
    return found


def accept(session: Session, *, token: str, password_hash: str) -> Account:
    """Use the invitation up: the account has its password, every session of it ends."""
    invitation = get(session, token)
    trail.hold(session, invitation.account)  # in this order, as invite_again has it
    session.refresh(invitation, with_for_update={"of": Invitation})
    if not _is_open(invitation):
        raise NotFound("the invitation was used a moment ago")
    invitation.used_at = clock.now()
    set_password(session, invitation.account, password_hash=password_hash)
    return invitation.account


def set_password(session: Session, account: Account, *, password_hash: str) -> None:
    account.password_hash = password_hash
    account.failed_logins = 0
    account.locked_until = None
    sessions.end_all(session, account)
    trail.note(session, account, Happening.PASSWORD_SET, actor=account.as_actor())


def change_password(
    session: Session, account: Account, *, seen_hash: str | None, password_hash: str
) -> None:
    """Set a new password unless somebody set another since `seen_hash` was compared."""
    session.refresh(account, with_for_update={"of": Account})
    if account.password_hash != seen_hash:
        raise Conflict("密码刚刚已经改过了。请用新密码登录。")
    set_password(session, account, password_hash=password_hash)


def _is_open(invitation: Invitation) -> bool:
    is_fresh = invitation.used_at is None and invitation.expires_at > clock.now()
    return is_fresh and invitation.account.disabled_at is None
