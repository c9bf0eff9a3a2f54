"""One row a consent that was given or taken back. Rows are added, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.applications.answers import Consent
from forms_app.models import Base
from forms_app.sealing import Sealed


class ConsentEntry(Base):
    """The whole record is sealed, because it names the giver; what counts stands in the clear."""

    __tablename__ = "consent_entry"
    __table_args__ = (UniqueConstraint("application_id", "number"),)

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    number: Mapped[int]
    """1, 2, 3 … in one application, in the order in which they came."""
    kind: Mapped[str] = mapped_column(String(20))
    agreed: Mapped[bool]
    at: Mapped[datetime]
    record_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    record_text = Sealed("record_sealed")

    @property
    def record(self) -> Consent:
        """The consent as it was given or taken back; opened from the seal at each call."""
        return Consent.model_validate_json(self.record_text or "")
