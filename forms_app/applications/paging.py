"""Pages that begin after a row: the place of a row as text for an address, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, tuple_
from sqlalchemy import literal as bound

from forms_app.models import Moment

Row = TypeVar("Row")
Place = tuple[datetime, str]
"""Moment and identifier of the last row shown; both together are unique."""

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_WRITTEN = re.compile(r"([0-9]{1,16})-([0-9a-f]{32})")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in the order of the query; `after` is where the next page begins, None on the last."""

    rows: list[Row]
    after: str | None


def write(place: Place) -> str:
    """`1764547200000000-<id>`: microseconds, so that no row falls between two pages."""
    moment, identifier = place
    return f"{(moment - _BEGINNING) // timedelta(microseconds=1)}-{identifier}"


def read(text: str | None) -> Place | None:
    """None for anything that `write` did not write: the first page."""
    found = _WRITTEN.fullmatch(text or "")
    if found is None:
        return None
    return _BEGINNING + timedelta(microseconds=int(found[1])), found[2]


def literal(place: Place) -> ColumnElement[Any]:
    """The place as a row value to compare with, its moment as the columns hold it."""
    moment, identifier = place
    return tuple_(bound(moment, Moment()), bound(identifier))
