"""What the last build knew of the finder: the row of each college, and the files made of all rows.

A change that no row shows makes no file; one that a row shows makes the rows of one college.
"""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, field
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from generator.finder import files, rows
from generator.finder.rows import CollegeRow, ProgrammeRow, SpecialtyRow
from generator.pages.portal import Portal
from generator.pages.reads import Answers

FILE = "finder.json"

Known = tuple[str, list[str], str]
"""The mark of the answers, the questions, and the row as JSON."""


@dataclass(frozen=True, slots=True)
class FinderFile:
    """As publication takes it: `content` is asked only when the key is new."""

    name: str
    key: str
    content: Callable[[], bytes]


@dataclass(slots=True)
class Memory:
    """By college; `files` are the keys of what was made when all rows had this digest."""

    colleges: dict[str, Known] = field(default_factory=dict)
    digest: str = ""
    files: dict[str, str] = field(default_factory=dict)


@dataclass
class Remembering:
    """One build's finder. `code` is the hash of our program: another one knows nothing."""

    portal: Portal
    answers: Answers
    folder: Path
    code: str

    def files(self) -> Iterator[FinderFile]:
        """Every file of the finder; afterwards the memory is written."""
        earlier = _read(self.folder, self.code)
        now = Memory({one: self._known(earlier, one) for one in self.portal.catalogue.colleges})
        now.digest = self._digest(now)
        if now.digest == earlier.digest:
            now.files = earlier.files
        else:
            self._every_row = [_row(text) for _, _, text in now.colleges.values()]
            now.files = {name: _key(content) for name, content in self._made.items()}
        for name, key in now.files.items():
            yield FinderFile(name, key, partial(self._content, name))
        if now != earlier:
            _write(self.folder, self.code, now)

    def _known(self, earlier: Memory, college: str) -> Known:
        known = earlier.colleges.get(college)
        if known is not None and self.answers.mark(known[1]) == known[0]:
            return known
        with self.portal.book.apart() as questions:
            row = rows.college(self.portal, college)
        reads = sorted(questions)
        text = json.dumps(astuple(row), ensure_ascii=False, separators=(",", ":"))
        return self.answers.mark(reads), reads, text

    def _digest(self, memory: Memory) -> str:
        answer = blake2b(digest_size=16)
        for _, _, text in memory.colleges.values():
            answer.update(text.encode())
        answer.update(json.dumps([astuple(one) for one in self._specialties]).encode())
        return answer.hexdigest()

    @cached_property
    def _specialties(self) -> list[SpecialtyRow]:
        return rows.specialties(self.portal)

    @cached_property
    def _every_row(self) -> list[CollegeRow]:
        return [rows.college(self.portal, one) for one in self.portal.catalogue.colleges]

    @cached_property
    def _made(self) -> dict[str, bytes]:
        return files.files_of(rows.in_order(self._every_row), self._specialties)

    def _content(self, name: str) -> bytes:
        return self._made[name]


def _row(text: str) -> CollegeRow:
    identifier, name, division, tier, badge, sample, programmes = json.loads(text)
    offered = tuple([ProgrammeRow(*one) for one in programmes])
    return CollegeRow(identifier, name, division, tier, badge, sample, offered)


def _key(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def _read(folder: Path, code: str) -> Memory:
    """Empty when there is nothing that can be used: that costs time, never an answer."""
    try:
        stated: dict[str, Any] = json.loads((folder / FILE).read_bytes())
        if stated["code"] != code:
            return Memory()
        colleges = {one: (mark, reads, row) for one, (mark, reads, row) in stated["colleges"]}
        return Memory(colleges, stated["digest"], dict(stated["files"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Memory()


def _write(folder: Path, code: str, memory: Memory) -> None:
    """Replaced at once. A full disk is no error."""
    stated = {
        "code": code,
        "colleges": list(memory.colleges.items()),
        "digest": memory.digest,
        "files": memory.files,
    }
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        whole = folder / f"{FILE}.new"
        whole.write_bytes(json.dumps(stated, ensure_ascii=False, separators=(",", ":")).encode())
        whole.replace(folder / FILE)
