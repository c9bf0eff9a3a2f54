"""Reads the table of field descriptions. A field without a row is no error: it is told by name."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel

from generator.fields.shape import shape_of

TABLE = Path(__file__).with_name("descriptions.csv")


@dataclass(frozen=True, slots=True)
class Description:
    """`what` the field is, with its unit; `example` is plainly one.

    `names` is the folder whose ids the field holds. `is_every_year`: true of one year only, so a
    rollover marks it. `is_needed`: asked for in a new file though the class has a default.
    """

    what: str
    example: str = ""
    names: str = ""
    is_every_year: bool = False
    is_needed: bool = False


NOTHING = Description("")


def description(part: type[BaseModel], field: str) -> Description:
    """The row of the class, or of the nearest class above it that has one; else NOTHING."""
    rows = _rows()
    found = (rows.get((one.__name__, field)) for one in part.__mro__)
    return next((row for row in found if row is not None), NOTHING)


def parts_of(record: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The record's class and every class of part inside it, each once."""
    waiting, seen = [record], set()
    while waiting:
        part = waiting.pop(0)
        if part in seen:
            continue
        seen.add(part)
        yield part
        shapes = (
            shape_of(field.annotation, field.metadata) for field in part.model_fields.values()
        )
        waiting += [shape.part for shape in shapes if shape.part is not None]


def without_description(records: Iterable[type[BaseModel]]) -> list[str]:
    """ "Class.field" of everything that the table does not know."""
    return sorted(
        {
            f"{part.__name__}.{field}"
            for record in records
            for part in parts_of(record)
            for field in part.model_fields
            if not description(part, field).what
        }
    )


def unused_rows(records: Iterable[type[BaseModel]]) -> list[str]:
    """Rows of the table that no field has any more."""
    known = {
        (base.__name__, field)
        for record in records
        for part in parts_of(record)
        for base in part.__mro__
        if issubclass(base, BaseModel)
        for field in base.model_fields
    }
    return sorted(f"{part}.{field}" for part, field in _rows().keys() - known)


@cache
def _rows() -> dict[tuple[str, str], Description]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return {
            (row["part"], row["field"]): Description(
                row["what"],
                row["example"],
                row["names"],
                bool(row["every_year"]),
                bool(row["must"]),
            )
            for row in csv.DictReader(table)
        }
