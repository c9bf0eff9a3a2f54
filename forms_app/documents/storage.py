"""Sealed files in a private folder, under random names. Knows no application."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from forms_app.running import settings
from forms_app.sealing import keyring


def folder() -> Path:
    return settings().data / "documents"


def put(content: bytes) -> str:
    """Write it whole, to the disk itself, and answer its name. A row that names it comes after."""
    name = secrets.token_hex(16)
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    with beside.open("xb") as file:
        file.write(keyring().seal_bytes(content, place=_place(name)))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _sync(path.parent)
    return name


def get(name: str) -> bytes:
    """The picture; FileNotFoundError when it is gone, SealBroken when it is another's."""
    return keyring().open_bytes(path_of(name).read_bytes(), place=_place(name))


def delete(name: str) -> None:
    path_of(name).unlink(missing_ok=True)


def names_older_than(moment: float) -> Iterator[str]:
    """Names of files that were written before this moment (seconds since 1970)."""
    for path in sorted(folder().glob("??/*")):
        if path.stat().st_mtime < moment:
            yield path.stem


def path_of(name: str) -> Path:
    """Where the picture of this name lies."""
    return folder() / name[:2] / name


def _place(name: str) -> str:
    return f"document.file.{name}"


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
