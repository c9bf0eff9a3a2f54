"""Writes the JSON Schemas, one file a kind, for an editor's completion and for open data."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel

from generator.fields.json_schema import json_schema


def schema_bytes(record: type[BaseModel], *, title: str) -> bytes:
    """The same class gives the same bytes."""
    text = json.dumps(json_schema(record, title=title), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def write_schemas(
    folder: Path, records: Mapping[str, type[BaseModel]], titles: Mapping[str, str]
) -> Iterator[Path]:
    """`<name>.json` for each record; a file that is right already is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, record in records.items():
        path = folder / f"{name}.json"
        data = schema_bytes(record, title=titles.get(name, name))
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)
        yield path
