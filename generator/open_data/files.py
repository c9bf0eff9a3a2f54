"""The files of open data, each with a key by content; a file is made only when its key is new."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from generator.catalogue.catalogue import Catalogue
from generator.catalogue.kind_words import Kind
from generator.fields.json_schema import json_schema
from generator.open_data.records import owner_word, public_json, public_kinds, public_records
from generator.open_data.table import csv_pieces
from generator.schema.record import Record

FOLDER = "open-data"
LICENCE = {
    "id": "CC-BY-4.0",
    "name": "知识共享 署名 4.0 国际",
    "url": "https://creativecommons.org/licenses/by/4.0/deed.zh-hans",
}
ATTRIBUTION = "千校开放数据，和每条记录里写的来源"

Pieces = Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class OpenFile:
    """`pieces` are made one after the other, so that no file is ever whole in memory."""

    path: str
    key: str
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Summary:
    """How many records of a kind are public, and the latest day on which one was looked at."""

    records: int
    newest: date | None


def files_of_kind(catalogue: Catalogue, kind: Kind) -> tuple[list[OpenFile], Summary]:
    """The files of one kind. The bytes depend on its records only."""
    records = public_records(catalogue, kind)
    key = _key(_code(), kind, records, catalogue.marks)
    days = [one.updated_on for one in records if one.updated_on is not None]
    found = [
        OpenFile(address(kind, "json")[1:], key, partial(_json_file, catalogue, kind)),
        OpenFile(address(kind, "csv")[1:], key, partial(_csv_file, catalogue, kind)),
        _fixed(schema_address(kind)[1:], _text(_schema(kind))),
    ]
    return found, Summary(len(records), max(days, default=None))


def index(summaries: Mapping[str, Summary]) -> OpenFile:
    """Kind -> its summary."""
    days = [one.newest for one in summaries.values() if one.newest is not None]
    counts = {name: one.records for name, one in summaries.items()}
    return _fixed(f"{FOLDER}/index.json", _text(_index(counts, max(days, default=None))))


def address(kind: Kind, ending: str) -> str:
    return f"/{FOLDER}/{kind.name}.{ending}"


def schema_address(kind: Kind) -> str:
    return f"/{FOLDER}/schemas/{kind.name}.json"


def _json_file(catalogue: Catalogue, kind: Kind) -> Iterator[bytes]:
    """One record a line, so that two versions can be compared line by line."""
    head = {"kind": kind.name, "schema": schema_address(kind), "licence": LICENCE["id"]}
    yield json.dumps(head, ensure_ascii=False).encode()[:-1] + b', "records": ['
    separator = b"\n"
    for record in public_json(catalogue, kind):
        yield separator + record
        separator = b",\n"
    yield b"\n]}\n"


def _csv_file(catalogue: Catalogue, kind: Kind) -> Iterator[bytes]:
    return csv_pieces(kind, owner_word(kind), public_json(catalogue, kind))


@cache
def _schema(kind: Kind) -> dict[str, Any]:
    schema = json_schema(kind.record, title=kind.chinese)
    owner = owner_word(kind)
    if owner:
        schema["properties"] = {owner: {"type": "string"}, **schema["properties"]}
    return schema


def _index(counts: dict[str, int], newest: date | None) -> dict[str, Any]:
    """`date` is the latest day on which a record was looked at, never the day of the build."""
    return {
        "name": "千校开放数据",
        "date": newest.isoformat() if newest else None,
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        "not_included": ["示例", "不确定的事", "任何家庭和学生的信息"],
        "files": [
            {
                "kind": kind.name,
                "name": kind.chinese,
                "records": counts[kind.name],
                "json": address(kind, "json"),
                "csv": address(kind, "csv"),
                "schema": schema_address(kind),
            }
            for kind in public_kinds()
        ],
    }


def _text(values: dict[str, Any]) -> bytes:
    return f"{json.dumps(values, ensure_ascii=False, indent=1)}\n".encode()


def _fixed(path: str, content: bytes) -> OpenFile:
    return OpenFile(path, blake2b(content, digest_size=16).hexdigest(), lambda: (content,))


def _key(code: bytes, kind: Kind, records: Iterable[Record], marks: Mapping[str, str]) -> str:
    """By the mark of each record, where it came from a file; else by what it says."""
    answer = blake2b(code, digest_size=16)
    answer.update(kind.name.encode())
    for record in records:
        mark = marks.get(f"{kind.name} {record.id}")
        answer.update(mark.encode() if mark else record.model_dump_json().encode())
    return answer.hexdigest()


@cache
def _code() -> bytes:
    """What decides how a record is written: this package and the classes with their columns."""
    answer = blake2b(digest_size=16)
    home = Path(__file__).parent
    for path in sorted([*home.glob("*.py"), *home.parent.glob("schema/*.py")]):
        answer.update(path.read_bytes())
    return answer.digest()
