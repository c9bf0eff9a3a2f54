"""Keeps what was read, by content hash, so that a second load parses no YAML. JSON, never code.

A file that has not changed is read back as JSON and checked by its record class again, which is
ten times as fast as parsing YAML. What the classes cannot say (rules, relations) is trusted,
because a record is kept only when nothing was wrong, and the fingerprint covers all code and
tables that decide it. The file begins with the hash of all that follows, so that a damaged one is
never believed.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from pydantic_core import to_json

import generator

FILE = "catalogue.cache"
DECIDING = ("schema", "catalogue", "divisions")
PROGRAMMES = b'"programmes":['


def digest_of(data: bytes) -> str:
    return blake2b(data, digest_size=20).hexdigest()


@cache
def fingerprint() -> str:
    """Changes with the code, the tables and the libraries that decide what a file means."""
    mark = blake2b(digest_size=20)
    for library in ("pydantic", "pydantic-core", "pyyaml"):
        mark.update(version(library).encode())
    home = Path(generator.__file__).parent
    for package in DECIDING:
        for path in sorted((home / package).iterdir()):
            if path.suffix in {".py", ".csv"}:
                mark.update(path.name.encode() + path.read_bytes())
    return mark.hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """The JSON of one record, under its path and the hash of the file that held it.

    A college's programmes are the last of its JSON, the first of them at `begins`; `sizes` are
    their bytes, between each two of which stands a comma.
    """

    digest: str
    json: bytes
    begins: int = 0
    sizes: tuple[int, ...] = ()

    @classmethod
    def of(cls, digest: str, values: dict[str, Any]) -> Self:
        """What a file says, as JSON."""
        programmes = values.get("programmes")
        if not isinstance(programmes, list) or not programmes:
            return cls(digest, to_json(values))
        rest = {key: value for key, value in values.items() if key != "programmes"}
        before = to_json(rest)[:-1] + (b"," if rest else b"") + PROGRAMMES
        parts = [to_json(one) for one in programmes]
        whole = b"".join((before, b",".join(parts), b"]}"))
        return cls(digest, whole, len(before), tuple(map(len, parts)))

    def part(self, number: int) -> tuple[int, int]:
        """Where the JSON of one programme begins and ends."""
        begins = self.begins + sum(self.sizes[:number]) + number
        return begins, begins + self.sizes[number]


@dataclass(slots=True)
class Cache:
    """What an earlier load kept. `whole` names the set of files whose relations all held."""

    whole: str = ""
    kept: dict[str, Kept] = field(default_factory=dict)

    def get(self, path: str, digest: str) -> Kept | None:
        kept = self.kept.get(path)
        return kept if kept is not None and kept.digest == digest else None


def whole_of(digests: Iterable[tuple[str, str]]) -> str:
    """One mark for a set of files, from their paths and hashes."""
    return digest_of(json.dumps(sorted(digests)).encode())


def open_cache(folder: Path | None) -> Cache:
    """What is kept in a folder; empty when there is nothing, or nothing that can be used."""
    if folder is None:
        return Cache()
    try:
        seal, _, data = (folder / FILE).read_bytes().partition(b"\n")
        if seal.decode("ascii") != digest_of(data):
            return Cache()
        head, _, body = data.partition(b"\n")
        stated = json.loads(head)
        if stated["fingerprint"] != fingerprint():
            return Cache()
        kept = {}
        start = 0
        for path, digest, size, begins, sizes in stated["kept"]:
            kept[path] = Kept(digest, body[start : start + size], begins, tuple(sizes))
            start += size
        return Cache(stated["whole"], kept)
    except (OSError, ValueError, KeyError, TypeError):
        return Cache()  # a cache that cannot be read costs time, never an answer


def save_cache(folder: Path, whole: str, kept: Mapping[str, Kept]) -> None:
    """Replaces the cache at once: a reader never sees half of it. A full disk is no error."""
    head = {
        "fingerprint": fingerprint(),
        "whole": whole,
        "kept": [
            (path, one.digest, len(one.json), one.begins, one.sizes) for path, one in kept.items()
        ],
    }
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=FILE)
        try:
            with os.fdopen(handle, "wb") as out:
                data = b"".join(
                    [json.dumps(head).encode(), b"\n", *(one.json for one in kept.values())]
                )
                out.write(digest_of(data).encode() + b"\n" + data)
            Path(name).replace(folder / FILE)
        except OSError:
            Path(name).unlink(missing_ok=True)
