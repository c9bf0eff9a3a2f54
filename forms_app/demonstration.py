"""The accounts of a demonstration. Their passphrases are public, so production refuses the rows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.accounts import passwords, services
from forms_app.accounts.models import Account, Organisation, OrganisationKind
from forms_app.errors import Misconfigured
from forms_app.running import catalogue, settings
from forms_app.workflow import Role
from generator.schema.college import College
from generator.schema.enums import PairingRole

ZHAOJUE = "513431"
LIANGSHAN = "513400"


@dataclass(frozen=True, slots=True)
class Login:
    """One line of the table that `setup-demo` prints."""

    who: str
    login: str
    passphrase: str


def load_accounts(session: Session) -> list[Login]:
    """Make what is missing and answer all logins; a second call changes nothing.

    Raises Misconfigured in production, and where the samples were left out.
    """
    if not settings().is_demonstration:
        raise Misconfigured("QIANXIAO_MODE=production: setup-demo makes accounts that all may use")
    receiving, assisting = (
        _college(role) for role in (PairingRole.RECEIVING, PairingRole.ASSISTING)
    )
    return [
        *_of_college(session, receiving),
        *_of_college(session, assisting),
        _account(session, _place(session, OrganisationKind.COUNTY_DESK, ZHAOJUE), Role.COUNTY_DESK),
        _account(session, _school(session), Role.SCHOOL),
        _account(session, _place(session, OrganisationKind.AUTHORITY, LIANGSHAN), Role.AUTHORITY),
        _account(session, services.operator(session, is_sample=True), Role.ADMINISTRATOR),
    ]


_WORDS = {
    Role.COLLEGE_OFFICER: ("officer", "经办人"),
    Role.COLLEGE_SIGNER: ("signer", "签字人"),
    Role.COUNTY_DESK: ("county", "经办人"),
    Role.SCHOOL: ("school", "老师"),
    Role.AUTHORITY: ("authority", "经办人"),
    Role.ADMINISTRATOR: ("admin", "管理员"),
}


def _of_college(session: Session, college: College) -> list[Login]:
    organisation = services.organisation_of_college(session, college.id)
    number = college.id.rsplit("-", 1)[-1]
    roles = (Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER)
    return [_account(session, organisation, role, number=number) for role in roles]


def _account(
    session: Session, organisation: Organisation, role: Role, *, number: str = ""
) -> Login:
    word, shown_as = _WORDS[role]
    login = "-".join(part for part in ("demo", word, number) if part)
    made = Login(f"{organisation.name} {shown_as}", login, _passphrase(word, number))
    account = session.scalar(select(Account).where(Account.login == login))
    if account is None:
        account = Account(
            login=login,
            shown_as=shown_as,
            role=role,
            organisation_id=organisation.id,
            password_hash=passwords.hashed(made.passphrase),
            is_sample=True,
        )
        session.add(account)
        session.flush()
    return made


def _passphrase(word: str, number: str) -> str:
    """Printed, documented and the same everywhere: it guards nothing but made-up data."""
    return "-".join(part for part in ("try", "it", "out", word, number) if part)


def _place(session: Session, kind: OrganisationKind, division: str) -> Organisation:
    return services.organisation_of_division(session, kind, division, is_sample=True)


def _school(session: Session) -> Organisation:
    name = "示例县第一初级中学"
    return services.organisation_named(
        session, OrganisationKind.SCHOOL, ZHAOJUE, name, is_sample=True
    )


def _college(role: PairingRole) -> College:
    """The first sample college with this part in a pairing and a programme to apply to."""
    for college in catalogue().colleges.values():
        if college.is_sample and college.pairing_role is role:
            return college
    raise Misconfigured(f"QIANXIAO_CONTENT holds no sample college with pairing_role {role.value}")
