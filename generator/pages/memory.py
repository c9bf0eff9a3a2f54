"""What the last build knew of each page: its file, its key, and what it had asked.

A page none of whose questions was touched has the same key, so nobody needs to make it.
"""

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from generator.catalogue.remembered import Touched
from generator.ledger import Ledger
from generator.pages.reads import ANYTHING, DAY

NUMBERS = "I"
AT_ONCE = 2_000
"""New nodes that are written together: a statement for each costs a first build a second."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site with its key. A page is in the sitemap or not; for other files None."""

    file: str
    key: str
    is_listed: bool | None = None


class Memory:
    """Nodes by kind and name, each with its outputs, its questions and perhaps a value.

    A question keeps the nodes that once asked it: one that no longer does is made once too often.
    """

    def __init__(
        self, ledger: Ledger, touched: Touched | None, day: str, *, looks_new: bool = False
    ) -> None:
        """With no `touched` nothing is known of what has changed, so no node is known either.

        `looks_new`: what a page has asked is known, and its file must be filled again all the same.
        """
        self._rows = ledger.rows
        self._is_new = touched is None
        self.looks_new = looks_new and not self._is_new
        if self._is_new:
            for table in ("nodes", "outputs", "reads"):
                self._rows.execute(f"DELETE FROM {table}")  # noqa: S608  ours
        self._last = int(
            self._rows.execute("SELECT coalesce(max(number), 0) FROM nodes").fetchone()[0]
        )
        self._asked: dict[str, array[int]] = {}
        self._new_nodes: list[tuple[int, str, str, str | None]] = []
        self._new_outputs: list[tuple[int, str, str, bool | None]] = []
        self.has_new_addresses = self._is_new or looks_new
        """Whether the sitemap must be made again."""
        self._stale = self._asking(self._all_touched(touched, day))
        if self.value(DAY, "") != day:
            self.keep(DAY, "", value=day)

    def _all_touched(self, touched: Touched | None, day: str) -> set[str]:
        questions = set(touched.questions) if touched else set()
        if questions:
            questions.add(ANYTHING)
        if self.value(DAY, "") != day:
            questions.add(DAY)
        return questions

    def _asking(self, questions: Iterable[str]) -> set[int]:
        found: set[int] = set()
        for question in questions:
            found.update(self._nodes(question))
        return found

    def _nodes(self, question: str) -> "array[int]":
        if self._is_new:
            return array(NUMBERS)
        asked = "SELECT nodes FROM reads WHERE question = ?"
        found = self._rows.execute(asked, (_short(question),)).fetchone()
        return array(NUMBERS, found[0] if found else b"")

    @cached_property
    def stale(self) -> dict[str, set[str]]:
        """Kind -> names of the nodes that must be made again."""
        return self.named(self._stale)

    def named(self, numbers: Iterable[int]) -> dict[str, set[str]]:
        """Kind -> names of these nodes."""
        found: dict[str, set[str]] = {}
        for number in numbers:
            asked = "SELECT kind, name FROM nodes WHERE number = ?"
            for kind, name in self._ask(asked, (number,)):
                found.setdefault(kind, set()).add(name)
        return found

    def knows(self, kind: str, name: str) -> bool:
        """Whether the node is there and nothing that it asked was touched."""
        if self._is_new:
            return False
        number = self._number(kind, name)
        return number is not None and number not in self._stale

    def value(self, kind: str, name: str) -> str | None:
        asked = "SELECT value FROM nodes WHERE kind = ? AND name = ?"
        found = self._ask(asked, (kind, name)).fetchone()
        return found[0] if found else None

    def values(self, kind: str) -> dict[str, str]:
        """Name -> value, by name."""
        asked = "SELECT name, value FROM nodes WHERE kind = ? ORDER BY name"
        return dict(self._ask(asked, (kind,)))

    def names(self, kind: str) -> set[str]:
        asked = "SELECT name FROM nodes WHERE kind = ?"
        return {name for (name,) in self._ask(asked, (kind,))}

    def outputs(self, kind: str, name: str) -> list[Output]:
        """What a node made, by file."""
        asked = "SELECT file, key, listed FROM outputs WHERE node = ? ORDER BY file"
        found = self._ask(asked, (self._number(kind, name),))
        return [
            Output(file, key, None if listed is None else bool(listed))
            for file, key, listed in found
        ]

    def carried(self) -> Iterator[tuple[int, str, str]]:
        """Node, file and key of every page that is known and not stale."""
        if self.looks_new:
            return iter(())
        asked = "SELECT node, file, key FROM outputs WHERE listed IS NOT NULL"
        stale = self._stale
        return (one for one in self._ask(asked).fetchall() if one[0] not in stale)

    def listed(self) -> Iterator[str]:
        for (file,) in self._ask("SELECT file FROM outputs WHERE listed ORDER BY file"):
            yield file

    def keep(
        self,
        kind: str,
        name: str,
        *,
        outputs: Sequence[Output] = (),
        reads: Iterable[str] = (),
        value: str | None = None,
    ) -> None:
        """A node as it is now."""
        number = None if self._is_new else self._number(kind, name)
        if number is None:
            self._last += 1
            number = self._last
            if outputs:
                self.has_new_addresses = True
            self._new_nodes.append((number, kind, name, value))
        else:
            self._rows.execute("UPDATE nodes SET value = ? WHERE number = ?", (value, number))
            self._drop_outputs(number, outputs)
        self._new_outputs += ((number, one.file, one.key, one.is_listed) for one in outputs)
        for question in reads:
            self._note(question, number)
        if len(self._new_nodes) >= AT_ONCE:
            self._write()

    def keep_keys(self, kind: str, outputs: Mapping[str, Output]) -> None:
        """Name -> the file of a node that has asked what it had asked before."""
        asked = "SELECT name, number FROM nodes WHERE kind = ?"
        numbers = dict(self._ask(asked, (kind,)))
        rows = [(one.key, numbers[name], one.file) for name, one in outputs.items()]
        self._rows.executemany("UPDATE outputs SET key = ? WHERE node = ? AND file = ?", rows)

    def forget(self, kind: str, name: str) -> None:
        """A page that is no more."""
        number = self._number(kind, name)
        if number is not None:
            self._drop_outputs(number, ())
            self._rows.execute("DELETE FROM nodes WHERE number = ?", (number,))

    def finish(self) -> None:
        """Write what was kept back."""
        self._write()
        rows = sorted(
            (_short(question), nodes.tobytes()) for question, nodes in self._asked.items()
        )
        self._rows.executemany("INSERT OR REPLACE INTO reads VALUES (?, ?)", rows)

    def _write(self) -> None:
        if self._new_nodes:
            self._rows.executemany("INSERT INTO nodes VALUES (?, ?, ?, ?)", self._new_nodes)
            self._new_nodes.clear()
        if self._new_outputs:
            self._rows.executemany("INSERT INTO outputs VALUES (?, ?, ?, ?)", self._new_outputs)
            self._new_outputs.clear()

    def _ask(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """What is kept back is written first, so that the answer holds it."""
        self._write()
        return self._rows.execute(statement, values)

    def _number(self, kind: str, name: str) -> int | None:
        asked = "SELECT number FROM nodes WHERE kind = ? AND name = ?"
        found = self._ask(asked, (kind, name)).fetchone()
        return int(found[0]) if found else None

    def _drop_outputs(self, number: int, after: Sequence[Output]) -> None:
        asked = "SELECT file, listed FROM outputs WHERE node = ?"
        before = {(file, listed) for file, listed in self._ask(asked, (number,))}
        if before != {(one.file, one.is_listed) for one in after}:
            self.has_new_addresses = True
        self._rows.execute("DELETE FROM outputs WHERE node = ?", (number,))

    def _note(self, question: str, number: int) -> None:
        nodes = self._asked.get(question)
        if nodes is None:
            nodes = self._asked[question] = self._nodes(question)
        if not nodes or nodes[-1] < number:
            nodes.append(number)
        elif nodes[place := bisect_left(nodes, number)] != number:
            nodes.insert(place, number)


def _short(question: str) -> int:
    """Two questions with one number would only be asked together."""
    digest = blake2b(question.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
