"""Organisations, the staff accounts bound to them, their sessions and their invitations."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app import clock
from forms_app.models import Base
from forms_app.workflow import Actor, Role

LONGEST_SHOWN_AS = 40
"""With the name of the organisation in front it fits wherever an actor is written down."""


class OrganisationKind(StrEnum):
    COLLEGE = "college"
    COUNTY_DESK = "county_desk"
    SCHOOL = "school"
    VILLAGE = "village"
    AUTHORITY = "authority"
    OPERATOR = "operator"


ROLES_OF: dict[OrganisationKind, frozenset[Role]] = {
    OrganisationKind.COLLEGE: frozenset({Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER}),
    OrganisationKind.COUNTY_DESK: frozenset({Role.COUNTY_DESK}),
    OrganisationKind.SCHOOL: frozenset({Role.SCHOOL}),
    OrganisationKind.VILLAGE: frozenset({Role.VILLAGE}),
    OrganisationKind.AUTHORITY: frozenset({Role.AUTHORITY}),
    OrganisationKind.OPERATOR: frozenset({Role.ADMINISTRATOR}),
}


_OFFICE = text("kind IN ('county_desk', 'authority')")
_OPERATOR = text("kind = 'operator'")
_NAMED = text("kind IN ('school', 'village')")


class Organisation(Base):
    """A college (by content identifier), a desk or authority (by division), or the operator.

    A division has one desk and one authority, an installation one operator. Schools and villages
    are known by their name within a division.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        Index(
            "uq_organisation_office",
            "kind",
            "division",
            unique=True,
            sqlite_where=_OFFICE,
            postgresql_where=_OFFICE,
        ),
        Index(
            "uq_organisation_operator",
            "kind",
            unique=True,
            sqlite_where=_OPERATOR,
            postgresql_where=_OPERATOR,
        ),
        Index(
            "uq_organisation_named",
            "kind",
            "division",
            "name",
            unique=True,
            sqlite_where=_NAMED,
            postgresql_where=_NAMED,
        ),
    )

    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    """As long as the content allows a line to be."""
    college_id: Mapped[str | None] = mapped_column(String(80), unique=True)
    division: Mapped[str | None] = mapped_column(String(6))
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class Account(Base):
    """A member of staff: one person, one organisation, one role."""

    __tablename__ = "account"

    login: Mapped[str] = mapped_column(String(80), unique=True)
    shown_as: Mapped[str] = mapped_column(String(LONGEST_SHOWN_AS))
    role: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    organisation: Mapped[Organisation] = relationship(lazy="joined")

    def as_actor(self) -> Actor:
        return Actor(
            shown_as=f"{self.organisation.name} {self.shown_as}",
            account_id=self.id,
            role=Role(self.role),
            organisation_id=self.organisation_id,
            division=self.organisation.division,
        )


class StaffSession(Base):
    """A login. The browser holds a random token, this row its hash; deleting it logs out."""

    __tablename__ = "staff_session"
    __table_args__ = (Index("ix_staff_session_account", "account_id"),)

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)

    account: Mapped[Account] = relationship(lazy="joined")


class Invitation(Base):
    """A one-time link with which a new colleague sets a password."""

    __tablename__ = "invitation"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="joined")


class AddressTries(Base):
    """Failed logins from one network address within a window; the address itself is not kept."""

    __tablename__ = "address_tries"

    address_index: Mapped[str] = mapped_column(String(64), unique=True)
    """Blind index of the address."""
    tries: Mapped[int] = mapped_column(default=0)
    window_ends_at: Mapped[datetime]


class AccountEvent(Base):
    """One thing that happened to an account: appended, never changed, kept three years."""

    __tablename__ = "account_event"
    __table_args__ = (UniqueConstraint("account_id", "number"),)

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    number: Mapped[int]
    """1, 2, 3 … within the account."""
    happening: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[str | None] = mapped_column(String(32))
    """The account that did it; empty for a command or the system."""
    shown_as: Mapped[str] = mapped_column(String(250))
    at: Mapped[datetime] = mapped_column(default=clock.now)
