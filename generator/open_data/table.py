"""Records as rows of a CSV file that a spreadsheet opens as text and never runs."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from generator.catalogue.kind_words import Kind
from generator.fields.shape import lists_of, shape_of
from generator.schema.record import Record

BYTE_ORDER_MARK = "\ufeff".encode()
"""Without it Excel reads UTF-8 as something else."""

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet takes a cell that begins so for a formula."""


def columns(kind: Kind) -> list[str]:
    """From the class, not from the records, so that a file keeps its columns."""
    inner = set(lists_of(kind.record, Record))
    return [name for name in _columns(kind.record) if name not in inner]


def _columns(part: type[BaseModel], inside: str = "") -> Iterator[str]:
    for name, field in part.model_fields.items():
        shape = shape_of(field.annotation, field.metadata)
        if shape.part is not None and not shape.is_list:
            yield from _columns(shape.part, f"{inside}{name}.")
        else:
            yield f"{inside}{name}"


def csv_pieces(kind: Kind, owner: str, records: Iterable[bytes]) -> Iterator[bytes]:
    """The file, record by record. `owner` is the column of whoever holds these records, or ""."""
    names = ([owner] if owner else []) + columns(kind)
    paths = [name.split(".") for name in names]
    out = io.StringIO()
    row = csv.writer(out, lineterminator="\r\n").writerow
    row(names)
    yield BYTE_ORDER_MARK + _taken(out)
    for record in records:
        values = json.loads(record)
        row([cell(_value_at(values, path)) for path in paths])
        yield _taken(out)


def _taken(out: io.StringIO) -> bytes:
    """What was written since the last time."""
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode()


def _value_at(values: Any, path: list[str]) -> Any:
    for step in path:
        if values is None:
            return None
        values = values.get(step)
    return values


def cell(value: Any) -> str:
    """Text as it is, words and sources with ；, other parts as JSON, nothing as nothing."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(RUNS) else value
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        value = "；".join(str(one) for one in value)
    elif isinstance(value, list) and all("title" in one and "confidence" in one for one in value):
        value = "；".join(_source(one) for one in value)
    elif isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    return cell(value) if isinstance(value, str) else str(value)


def _source(source: dict[str, Any]) -> str:
    where = source.get("place") or source.get("url")
    return f"{source['title']}（{where}）" if where else str(source["title"])
