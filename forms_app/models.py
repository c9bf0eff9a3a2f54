"""The base of all tables: identifiers, moments in UTC, and the history that is only appended."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar

from sqlalchemy import (
    JSON,
    ColumnElement,
    DateTime,
    Dialect,
    Index,
    LargeBinary,
    MetaData,
    Select,
    String,
    TypeDecorator,
    func,
    select,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    Mapped,
    Session,
    load_only,
    mapped_column,
    raiseload,
)

from forms_app import clock
from forms_app.sealing import Sealed

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> str:
    """32 hexadecimal digits, random; never shown as a number to a family."""
    return uuid.uuid4().hex


class Moment(TypeDecorator[datetime]):
    """A moment in UTC with its offset, on both databases; refuses one without an offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its offset")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC)


class Base(DeclarativeBase):
    """Every row has a random identifier from its birth, because ciphertext is bound to it."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        dict[str, Any]: JSON,
        list[str]: JSON,
    }

    id: Mapped[str] = mapped_column(String(32), primary_key=True)

    def __init__(self, **values: Any) -> None:
        values = {"id": new_id(), **values}
        identifier = values.pop("id")
        self.id = identifier
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, value)


class History(Base):
    """One change of one subject: who, when, why. Rows are appended, never changed."""

    __tablename__ = "history"
    __table_args__ = (
        Index("ix_history_subject", "subject_kind", "subject_id", "number", unique=True),
    )

    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(32))
    number: Mapped[int]
    """1, 2, 3 … within the subject."""
    event: Mapped[str] = mapped_column(String(40))
    from_state: Mapped[str | None] = mapped_column(String(40))
    to_state: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(40))
    """The party in whose standing the actor acted."""
    account_id: Mapped[str | None] = mapped_column(String(32))
    shown_as: Mapped[str] = mapped_column(String(250))
    """What the family reads: an office, never a private name that it did not know before."""
    reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason = Sealed("reason_sealed")
    """Free text of a person, so it may name a child: stored sealed."""
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Deployment(Base):
    """One row that says what this database is for: a demonstration never becomes production."""

    __tablename__ = "deployment"

    mode: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


Row = TypeVar("Row", bound=Base)
Checked = tuple[int, list[str]]
"""How many rows a check looked at, and the identifiers of those that break the promise."""

CHUNK = 500


def stream(
    session: Session,
    table: type[Row],
    *columns: InstrumentedAttribute[Any],
    where: ColumnElement[bool] | None = None,
    order: tuple[InstrumentedAttribute[Any], ...] = (),
) -> Iterator[Row]:
    """Rows with these columns only, in portions, so that a full table fits into memory."""
    query = select(table).options(load_only(*columns), raiseload("*"))
    if where is not None:
        query = query.where(where)
    ordered = query.order_by(*(order or (table.id,)))
    yield from session.scalars(ordered.execution_options(yield_per=CHUNK))


def count_rows(session: Session, *where: ColumnElement[bool], of: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(of).where(*where)) or 0


def ids(session: Session, query: Select[str]) -> list[str]:
    """The identifiers that a query finds, in its order."""
    return list(session.scalars(query))
