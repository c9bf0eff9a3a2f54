"""What an administrator does with accounts and organisations."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts import sessions, trail
from forms_app.accounts.models import Account, Organisation, OrganisationKind
from forms_app.accounts.trail import Happening
from forms_app.errors import Conflict, NotFound
from forms_app.workflow import Actor
from generator.divisions.places import find

OPERATOR_NAME = "平台运维"
PAGE = 100
"""Accounts on one page of the list."""


def get_account(session: Session, account_id: str) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("no such account")
    return account


def accounts(session: Session, *, after: str = "", most: int = PAGE) -> list[Account]:
    """The next `most` accounts by login, those after the login `after`."""
    statement = select(Account).where(Account.login > after).order_by(Account.login)
    return list(session.scalars(statement.limit(most)))


def organisation_of_college(session: Session, college_id: str) -> Organisation:
    found = session.scalar(select(Organisation).where(Organisation.college_id == college_id))
    if found is None:
        raise NotFound("no such college")
    return found


def organisation_of_division(
    session: Session, kind: OrganisationKind, division: str, *, is_sample: bool = False
) -> Organisation:
    """The county desk or authority of a division, made when there is none yet.

    Raises generator.divisions.places.PlaceNotFound for a code that is no place of today.
    """
    wanted = select(Organisation).where(
        Organisation.kind == kind, Organisation.division == division
    )
    found = session.scalar(wanted)
    if found is not None:
        return found
    word = "招生服务点" if kind is OrganisationKind.COUNTY_DESK else "人社部门"
    name = f"{find(division).name}{word}"
    office = Organisation(kind=kind, name=name, division=division, is_sample=is_sample)
    return _added(session, office, wanted)


def organisation_named(
    session: Session, kind: OrganisationKind, division: str, name: str, *, is_sample: bool = False
) -> Organisation:
    """The school or village of this name in a division, made when there is none yet.

    Raises generator.divisions.places.PlaceNotFound for a code that is no place of today.
    """
    wanted = select(Organisation).where(
        Organisation.kind == kind,
        Organisation.division == division,
        Organisation.name == name,
    )
    found = session.scalar(wanted)
    if found is not None:
        return found
    find(division)
    office = Organisation(kind=kind, name=name, division=division, is_sample=is_sample)
    return _added(session, office, wanted)


def operator(session: Session, *, is_sample: bool = False) -> Organisation:
    """The organisation that runs this installation."""
    wanted = select(Organisation).where(Organisation.kind == OrganisationKind.OPERATOR)
    found = session.scalar(wanted)
    if found is not None:
        return found
    kind = OrganisationKind.OPERATOR
    return _added(session, Organisation(kind=kind, name=OPERATOR_NAME, is_sample=is_sample), wanted)


def _added(
    session: Session, organisation: Organisation, wanted: Select[Organisation]
) -> Organisation:
    """The new organisation, or the one of whoever was first: the index allows no second."""
    try:
        with session.begin_nested():
            session.add(organisation)
    except IntegrityError:
        return session.scalars(wanted).one()
    return organisation


def disable(session: Session, account: Account, *, actor: Actor) -> None:
    """The account ends at once, with every session of it; nobody locks themselves out."""
    if account.id == actor.account_id:
        raise Conflict("不能停用自己的账号。请另一位管理员来做。")
    trail.hold(session, account)
    account.disabled_at = account.disabled_at or clock.now()
    sessions.end_all(session, account)
    trail.note(session, account, Happening.DISABLED, actor=actor)


def enable(session: Session, account: Account, *, actor: Actor) -> None:
    """The account may log in again, with the password that it had."""
    trail.hold(session, account)
    account.disabled_at = None
    account.failed_logins = 0
    account.locked_until = None
    trail.note(session, account, Happening.ENABLED, actor=actor)


def end_sessions(session: Session, account: Account, *, actor: Actor) -> None:
    """Log the account out everywhere."""
    trail.hold(session, account)
    sessions.end_all(session, account)
    trail.note(session, account, Happening.SESSIONS_ENDED, actor=actor)
