"""Invitations: a link that works once, within seven days, and ends in a password of one's own."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts import sessions
from forms_app.accounts.login import normal_login
from forms_app.accounts.models import ROLES_OF, Account, Invitation, Organisation, OrganisationKind
from forms_app.errors import Conflict, FieldError, NotFound
from forms_app.workflow import Role

VALID_FOR = timedelta(days=7)


def invite(
    session: Session, *, login: str, shown_as: str, role: Role, organisation: Organisation
) -> tuple[Account, str]:
    """A new account without a password, and the token of its link, which is stored nowhere."""
    login = normal_login(login)
    if role not in ROLES_OF[OrganisationKind(organisation.kind)]:
        raise FieldError("role", "这个单位不能有这种账号。")
    if session.scalar(select(Account.id).where(Account.login == login)) is not None:
        raise FieldError("login", "这个登录名有人用了，换一个。")
    account = Account(
        login=login,
        shown_as=shown_as.strip(),
        role=role,
        organisation_id=organisation.id,
        organisation=organisation,
        is_sample=organisation.is_sample,
    )
    session.add(account)
    session.flush()
    return account, invite_again(session, account)


def invite_again(session: Session, account: Account) -> str:
    """A fresh link for an account; every older one of it dies."""
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
    session.flush()
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
    session.flush()


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
