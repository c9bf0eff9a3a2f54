"""An application, the versions that were sent, and the choices by which staff find it.

Personal values are sealed; what stands in the clear is what queues and constraints need.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from forms_app import clock
from forms_app.applications.answers import Answers
from forms_app.applications.states import APPLICATION, NOT_LIVE, Party
from forms_app.models import Base
from forms_app.sealing import Sealed
from forms_app.workflow import Actor, Role, Subject, Workflow
from generator.divisions.places import prefix_of

if TYPE_CHECKING:
    from forms_app.applications.consenting.models import ConsentEntry

_NOT_LIVE = ", ".join(f"'{state}'" for state in sorted(NOT_LIVE))
_LIVE_WITH_NUMBER = text(f"identity_index IS NOT NULL AND state NOT IN ({_NOT_LIVE})")


class Application(Subject):
    """One child in one cycle. A second live one is refused by the index, not by a query (N2)."""

    __tablename__ = "application"
    __table_args__ = (
        Index(
            "uq_application_live_child",
            "cycle",
            "identity_index",
            unique=True,
            sqlite_where=_LIVE_WITH_NUMBER,
            postgresql_where=_LIVE_WITH_NUMBER,
        ),
        Index("ix_application_queue", "cycle", "state", "submitted_at", "id"),
    )
    workflow: ClassVar[Workflow] = APPLICATION

    cycle: Mapped[str] = mapped_column(String(80))
    is_trial: Mapped[bool] = mapped_column(default=False)
    """A demonstration's application to a sample: runs the whole way, counts in no figure."""
    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    """Given at submission: year, dash, six digits."""
    client_key: Mapped[str] = mapped_column(String(64), unique=True)
    """Made with the first page; a second press carries the same one."""

    code_index: Mapped[str] = mapped_column(String(64), unique=True)
    code_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    code = Sealed("code_sealed")
    code_generation: Mapped[int] = mapped_column(default=1)
    """Grows when a desk gives out a new code; whoever came in with the old one is out."""
    code_given_by: Mapped[str | None] = mapped_column(String(250))
    """The office that gave out a code anew; the family reads it."""
    code_given_at: Mapped[datetime | None]
    birth_index: Mapped[str | None] = mapped_column(String(64))
    """Blind index of this row and the birth date, the second fact beside the code."""

    identity_index: Mapped[str | None] = mapped_column(String(64), index=True)
    """Blind index of the identity number, set at submission."""
    child_index: Mapped[str | None] = mapped_column(String(64), index=True)
    """Blind index of whom the answers are about, drafts too: see `child_index`. Not unique."""
    home_county: Mapped[str | None] = mapped_column(String(6), index=True)

    answers_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    answers_text = Sealed("answers_sealed")
    answers_version: Mapped[int] = mapped_column(default=0)
    """Grows at every save; a page sends the one it was drawn from."""
    returned_fields: Mapped[list[str]] = mapped_column(default=list)
    answer_due: Mapped[datetime | None]

    seat_organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    """The college whose seat the child holds: while it does, no other college may act."""
    assignee_id: Mapped[str | None] = mapped_column(String(32))
    refusal_proposed_by: Mapped[str | None] = mapped_column(String(32))
    refusal_proposed_in: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    """The organisation of whoever proposed: another one is no second person."""
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    saved_at: Mapped[datetime] = mapped_column(default=clock.now)
    submitted_at: Mapped[datetime | None]
    """The first submission; a resubmission keeps it, so that the place in order is kept."""
    received_on: Mapped[date | None]
    """The day in China on which a form filled in by pen came in: in time then is in time."""

    language_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    language = Sealed("language_sealed")
    """Code of the language that the family chose; None where it never did."""

    erased_at: Mapped[datetime | None]
    """Nothing of the child is left; state and history stay until the time of the logs is over."""
    kept_consents: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Of an erased application: which texts were agreed to, how and when, without who."""
    physical_erased_at: Mapped[datetime | None]
    """The answer about physical limits is gone from every version."""

    consent_withdrawn_at: Mapped[datetime | None]
    """A consent that sending asks for was taken back since: no college opens it any more."""
    consent_entries: WriteOnlyMapped[ConsentEntry] = relationship()

    choices: Mapped[list[ApplicationChoice]] = relationship(
        order_by="ApplicationChoice.rank", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def answers(self) -> Answers:
        """What is filled in now. A page asks several times, so the same seal is opened once."""
        opened: tuple[bytes | None, Answers] | None = getattr(self, "_opened", None)
        if opened is None or opened[0] is not self.answers_sealed:
            answers = Answers.model_validate_json(self.answers_text or "{}")
            self._opened = opened = (self.answers_sealed, answers)
        return opened[1]

    def college_organisations(self) -> frozenset[str]:
        """Organisations of the colleges that this application chose."""
        return frozenset(choice.organisation_id for choice in self.choices)

    def first_college_organisation(self) -> str | None:
        """The organisation of the first choice, which reviews for all; None before a choice."""
        return self.choices[0].organisation_id if self.choices else None

    def standing_of(self, actor: Actor) -> frozenset[StrEnum]:
        if actor.is_system:
            return frozenset({Party.SYSTEM})
        if actor.application_id == self.id:
            return frozenset({Party.FAMILY})
        if actor.guardian_of == self.id:
            return frozenset({Party.GUARDIAN})
        if actor.role is Role.COUNTY_DESK:
            return self._standing_of_desk(actor)
        if actor.role in {Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER}:
            return self._standing_of_college(actor)
        return frozenset()

    def _standing_of_college(self, actor: Actor) -> frozenset[StrEnum]:
        own = actor.organisation_id
        if own not in self.college_organisations() or not self._may_hold(own):
            return frozenset()
        if self.consent_withdrawn_at is not None:
            return frozenset()
        first = {Party.FIRST_COLLEGE} if own == self.first_college_organisation() else set()
        is_second = self.refusal_proposed_in == own and self._is_second_person(actor)
        second = {Party.SECOND_PERSON} if is_second else set()
        return frozenset({Party.COLLEGE, *first, *second})

    def _may_hold(self, organisation_id: str | None) -> bool:
        return self.seat_organisation_id in {None, organisation_id}

    def _standing_of_desk(self, actor: Actor) -> frozenset[StrEnum]:
        """A desk of another county is a stranger, and so is one whose county nobody set."""
        if not actor.division or not (self.home_county or "").startswith(prefix_of(actor.division)):
            return frozenset()
        second = {Party.SECOND_PERSON} if self._is_second_person(actor) else set()
        return frozenset({Party.COUNTY_DESK, *second})

    def _is_second_person(self, actor: Actor) -> bool:
        """True for an account that did not propose; a college's must be of the same one, too."""
        return self.refusal_proposed_by not in {None, actor.account_id}


class ApplicationChoice(Base):
    """One 志愿 in the clear: programme and college, by which a college finds its queue."""

    __tablename__ = "application_choice"
    __table_args__ = (
        UniqueConstraint("application_id", "rank"),
        UniqueConstraint("application_id", "programme_id"),
        Index("ix_application_choice_organisation", "organisation_id", "application_id"),
    )

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    rank: Mapped[int]
    programme_id: Mapped[str] = mapped_column(String(80))
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"))


class ApplicationVersion(Base):
    """The answers as they were sent, frozen; version 1 is the first submission."""

    __tablename__ = "application_version"
    __table_args__ = (UniqueConstraint("application_id", "number"),)

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    number: Mapped[int]
    answers_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    answers_text = Sealed("answers_sealed")
    sent_by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def answers(self) -> Answers:
        return Answers.model_validate_json(self.answers_text or "{}")


class ApplicationCounter(Base):
    """The last number given out in one year; its row is locked while a number is taken."""

    __tablename__ = "application_counter"

    year: Mapped[int] = mapped_column(unique=True)
    last: Mapped[int] = mapped_column(default=0)


class OpeningTries(Base):
    """Wrong tries with one code, or from one address: kept for codes that never existed, too.

    What a stranger sees must not depend on whether there is such a code (N6).
    """

    __tablename__ = "opening_tries"

    key_index: Mapped[str] = mapped_column(String(64), unique=True)
    wrong: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime] = mapped_column(default=clock.now)


class ClosedVisit(Base):
    """A visit that the family ended with 关好再还: its cookie opens nothing any more."""

    __tablename__ = "closed_visit"

    token_index: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
