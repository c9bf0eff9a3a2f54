"""What the last build knew of the finder: the row of each college, and the files made of all rows.

A change that no row shows makes no file; one that a row shows makes the rows of one college.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from functools import cached_property, partial
from hashlib import blake2b

from generator.catalogue.remembered import IDS
from generator.finder import files, rows
from generator.finder.rows import CollegeRow, ProgrammeRow, SpecialtyRow
from generator.pages.memory import Memory, Output
from generator.pages.portal import Portal

ROWS, SPECIALTIES, FILES = "finder rows", "finder specialties", "finder files"


@dataclass(frozen=True, slots=True)
class FinderFile:
    """As publication takes it: `content` is asked only when the key is new."""

    name: str
    key: str
    content: Callable[[], bytes]


@dataclass
class Remembering:
    """One build's finder."""

    portal: Portal
    memory: Memory
    is_new: bool = False
    """Whether a row says something else than before."""

    def files(self) -> Iterator[FinderFile]:
        """Every file of the finder, by name."""
        self._look_at_rows()
        self._look_at_specialties()
        if self.is_new or not self.memory.knows(FILES, ""):
            keys = {name: _key(content) for name, content in self._made.items()}
            outputs = [Output(name, key) for name, key in keys.items()]
            self.memory.keep(FILES, "", outputs=outputs)
        for one in self.memory.outputs(FILES, ""):
            yield FinderFile(one.file, one.key, partial(self._content, one.file))

    def _look_at_rows(self) -> None:
        memory = self.memory
        if not memory.knows(ROWS, IDS):
            with self.portal.book.apart() as questions:
                colleges = set(self.portal.catalogue.colleges)
            known = memory.names(ROWS) - {IDS}
            for gone in known - colleges:
                memory.forget(ROWS, gone)
            self.is_new = self.is_new or known != colleges
            memory.keep(ROWS, IDS, reads=questions)
            wanted = (colleges - known) | memory.stale.get(ROWS, set())
        else:
            wanted = set(memory.stale.get(ROWS, ()))
        for college in sorted(wanted - {IDS}):
            if memory.knows(ROWS, college) or college not in self.portal.catalogue.colleges:
                continue
            with self.portal.book.apart() as questions:
                row = rows.college(self.portal, college)
            self._keep(ROWS, college, astuple(row), questions)

    def _look_at_specialties(self) -> None:
        if not self.memory.knows(SPECIALTIES, ""):
            with self.portal.book.apart() as questions:
                found = rows.specialties(self.portal)
            self._keep(SPECIALTIES, "", [astuple(one) for one in found], questions)

    def _keep(self, kind: str, name: str, said: object, questions: set[str]) -> None:
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        self.is_new = self.is_new or self.memory.value(kind, name) != text
        self.memory.keep(kind, name, reads=questions, value=text)

    @cached_property
    def _made(self) -> dict[str, bytes]:
        every = [_row(text) for name, text in self.memory.values(ROWS).items() if name != IDS]
        taught = json.loads(self.memory.value(SPECIALTIES, "") or "[]")
        specialties = [_specialty(*one) for one in taught]
        return files.files_of(rows.in_order(every), specialties)

    def _content(self, name: str) -> bytes:
        return self._made[name]


def _row(text: str) -> CollegeRow:
    identifier, name, division, tier, badge, sample, programmes = json.loads(text)
    offered = tuple([ProgrammeRow(*one) for one in programmes])
    return CollegeRow(identifier, name, division, tier, badge, sample, offered)


def _specialty(
    identifier: str,
    name: str,
    class_code: str,
    class_name: str,
    sample: bool,
    jobs: list[str],
    also: list[str],
) -> SpecialtyRow:
    return SpecialtyRow(identifier, name, class_code, class_name, sample, tuple(jobs), tuple(also))


def _key(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()
