"""What the last build knew of each record's page: its key, and the questions its key answers.

A page whose questions have the same answers has the same key, so nobody needs to make it.
"""

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "pages.json"


@dataclass(frozen=True, slots=True)
class Known:
    """`mark` is the one mark of all answers; `reads` are the questions, in their order."""

    file: str
    key: str
    is_sample: bool
    mark: str
    reads: tuple[str, ...]


@dataclass(slots=True)
class Memory:
    """By the shell's secret, then by the record's id: another shell or code knows nothing."""

    earlier: dict[str, dict[str, Known]] = field(default_factory=dict)
    now: dict[str, dict[str, Known]] = field(default_factory=dict)

    def get(self, secret: bytes, identifier: str) -> Known | None:
        return self.earlier.get(secret.hex(), {}).get(identifier)

    def keep(self, secret: bytes, identifier: str, known: Known) -> None:
        self.now.setdefault(secret.hex(), {})[identifier] = known


def read(folder: Path) -> Memory:
    """Empty when there is nothing that can be used: that costs time, never an answer."""
    try:
        names, kinds = json.loads((folder / FILE).read_bytes())
        return Memory(
            {
                secret: {one: _known(names, *values) for one, values in pages.items()}
                for secret, pages in kinds.items()
            }
        )
    except (OSError, ValueError, TypeError, IndexError, AttributeError):
        return Memory()


def write(folder: Path, memory: Memory) -> None:
    """Replaced at once, and only when something is new. A full disk is no error."""
    if memory.now == memory.earlier:
        return
    numbers: dict[str, int] = {}
    kinds = {
        secret: {one: _plain(numbers, known) for one, known in pages.items()}
        for secret, pages in memory.now.items()
    }
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        whole = folder / f"{FILE}.new"
        whole.write_bytes(json.dumps([list(numbers), kinds], separators=(",", ":")).encode())
        whole.replace(folder / FILE)


def _known(
    names: list[str], file: str, key: str, is_sample: bool, mark: str, reads: Iterable[int]
) -> Known:
    return Known(file, key, is_sample, mark, tuple([names[number] for number in reads]))


def _plain(numbers: dict[str, int], known: Known) -> list[Any]:
    reads = [numbers.setdefault(question, len(numbers)) for question in known.reads]
    return [known.file, known.key, known.is_sample, known.mark, reads]
