"""One sheet to sign. Its pictures are documents; what it says becomes consents, and not before.

Nothing of the child and nothing of what the guardian wrote stands in the row.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app import clock
from forms_app.applications.models import Application
from forms_app.documents.consent_sheets.states import CONSENT_SHEET, OPEN, Party
from forms_app.workflow import Actor, Role, Subject, Workflow
from generator.divisions.places import prefix_of

_OPEN = text(f"state IN ({', '.join(repr(str(state)) for state in sorted(OPEN))})")


class ConsentSheet(Subject):
    """Which texts were printed for which application, and to which offices it is shown."""

    __tablename__ = "consent_sheet"
    __table_args__ = (
        Index(
            "uq_consent_sheet_open",
            "application_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_consent_sheet_county", "state", "home_county", "sent_at", "id"),
        Index("ix_consent_sheet_organisation", "state", "organisation_id", "sent_at", "id"),
    )
    workflow: ClassVar[Workflow] = CONSENT_SHEET

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    serial: Mapped[str] = mapped_column(String(12), unique=True)
    texts: Mapped[str] = mapped_column(String(300))
    """Kinds and versions of what was printed; see `asking.texts_shown`."""
    home_county: Mapped[str | None] = mapped_column(String(6))
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    """The college of the first choice; both are None once the application is erased."""
    printed_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship()

    def standing_of(self, actor: Actor) -> frozenset[StrEnum]:
        if actor.application_id == self.application_id:
            return frozenset({Party.FAMILY})
        return frozenset({Party.OFFICE}) if self._is_office(actor) else frozenset()

    def _is_office(self, actor: Actor) -> bool:
        if actor.role is Role.COUNTY_DESK:
            county = self.home_county or ""
            return bool(actor.division) and county.startswith(prefix_of(actor.division or ""))
        is_officer = actor.role is Role.COLLEGE_OFFICER
        return is_officer and actor.organisation_id in {self.organisation_id} - {None}
