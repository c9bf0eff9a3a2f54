"""One picture of one paper. Its bytes lie sealed in a file whose name says nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app import clock
from forms_app.models import Base


class Document(Base):
    __tablename__ = "document"
    __table_args__ = (Index("ix_document_application", "application_id", "kind", "created_at"),)

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    sheet_id: Mapped[str | None] = mapped_column(ForeignKey("consent_sheet.id"), index=True)
    """The sheet to sign that this is a picture of."""
    kind: Mapped[str] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(String(32), unique=True)
    size: Mapped[int]
    """Bytes of the picture as it is kept."""
    sent_by: Mapped[str] = mapped_column(String(250))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    removed_at: Mapped[datetime | None]
    """Taken away by the family; the row stays, so that what a reviewer saw can be explained."""
