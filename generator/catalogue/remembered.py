"""Writes records into the ledger, and takes the records of a file out again.

What changes names the questions that may have another answer now.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.catalogue.cache import Kept, digest_of
from generator.catalogue.catalogue import REAL, SAMPLES
from generator.catalogue.files import ContentFile
from generator.catalogue.indices import keys_of
from generator.catalogue.kept import OF_COLLEGE, Shelf
from generator.catalogue.references import references
from generator.ledger import Ledger
from generator.schema.college import College
from generator.schema.record import Record

EVERY, IDS = "*", "#"
"""In the place of an id: all records of a kind, and which ids there are."""

MOST_KEPT_BACK = 5_000

LAYOUT, TALLY, REALS = "layout", "tally", "real"
REFERRING = "referring"


@dataclass(slots=True)
class Touched:
    """`questions` may have another answer; `names` are kind and id of what changed or is gone."""

    questions: set[str] = field(default_factory=set)
    names: set[tuple[str, str]] = field(default_factory=set)


def fill(ledger: Ledger, loaded: Iterable[tuple[ContentFile, Kept, Record]]) -> None:
    """A whole load; what the ledger knew before is gone."""
    if ledger.is_known:
        ledger.forget()
    write = _Writing(ledger)
    for file, kept, record in loaded:
        write.file(file, kept, record)
    write.finish()


class _Writing:
    """Rows are kept back and written some thousands together: that is quicker, and small."""

    def __init__(self, ledger: Ledger) -> None:
        self._rows = ledger.rows
        self._file = self._next("files")
        self._record = self._next("records")
        self._new: dict[str, list[tuple[Any, ...]]] = {
            "files": [],
            "bodies.bodies": [],
            "records": [],
            "entries": [],
        }

    def _next(self, table: str) -> int:
        found = self._rows.execute(f"SELECT coalesce(max(number), 0) FROM {table}")  # noqa: S608  ours
        return int(found.fetchone()[0])

    def file(self, file: ContentFile, kept: Kept, record: Record) -> None:
        self._file += 1
        body = digest_of(kept.json)
        row = (self._file, file.key, file.kind, kept.digest, file.state, body)
        self._new["files"].append(row)
        self._new["bodies.bodies"].append((self._file, kept.json))
        for kind, one, mark, begins, ends in _parts(file.kind, kept, record):
            self._record += 1
            placed = (self._file, mark, int(one.is_sample), begins, ends)
            self._new["records"].append((self._record, kind, one.id, *placed))
            for question in _questions(kind, one):
                self._new["entries"].append((question, self._record))
        if len(self._new["entries"]) > MOST_KEPT_BACK:
            self.finish()

    def finish(self) -> None:
        for table, rows in self._new.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self._rows.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608  ours
                rows.clear()


def _parts(kind: str, kept: Kept, record: Record) -> Iterator[tuple[str, Record, str, int, int]]:
    """The record of a file, then a college's programmes, each with its mark and its place."""
    yield kind, record, kept.digest, kept.begins, len(kept.json)
    if isinstance(record, College):
        for number, programme in enumerate(record.programmes):
            begins, ends = kept.part(number)
            yield "programmes", programme, digest_of(kept.json[begins:ends]), begins, ends


def _questions(kind: str, record: Record) -> Iterator[str]:
    """Under which questions a record is found."""
    for name, key in keys_of(kind, record):
        if name != OF_COLLEGE:
            yield f"{name} {key}"
    for named in dict.fromkeys((one.kind, one.id) for one in references(record)):
        yield f"{REFERRING} {' '.join(named)}"


def replace(
    ledger: Ledger,
    gone: Iterable[str],
    loaded: Iterable[tuple[ContentFile, Kept, Record]],
) -> Touched:
    """Take out the files of these paths, write these; what changed between the two."""
    before = [row for path in gone for row in _take_out(ledger, path)]
    write = _Writing(ledger)
    after: list[tuple[str, Record, str]] = []
    for file, kept, record in loaded:
        write.file(file, kept, record)
        after += [(kind, one, mark) for kind, one, mark, _, _ in _parts(file.kind, kept, record)]
    write.finish()
    return _touched(before, after)


def _take_out(ledger: Ledger, path: str) -> list[tuple[str, Record, str]]:
    rows = ledger.rows
    shelf = Shelf(ledger)
    found: list[tuple[str, Record, str]] = []
    asked = (
        "SELECT records.number, records.kind, mark FROM records"
        " JOIN files ON files.number = file WHERE path = ?"
    )
    for number, kind, mark in rows.execute(asked, (path,)).fetchall():
        record = shelf.record(number)
        found.append((kind, record, mark))
        taken = [(question, number) for question in _questions(kind, record)]
        rows.executemany("DELETE FROM entries WHERE question = ? AND record = ?", taken)
        rows.execute("DELETE FROM records WHERE number = ?", (number,))
    file = "(SELECT number FROM files WHERE path = ?)"
    rows.execute(f"DELETE FROM bodies WHERE file = {file}", (path,))  # noqa: S608  ours
    rows.execute("DELETE FROM files WHERE path = ?", (path,))
    return found


def _touched(
    before: list[tuple[str, Record, str]], after: list[tuple[str, Record, str]]
) -> Touched:
    marks = {(kind, one.id): mark for kind, one, mark in before}
    new = {(kind, one.id): mark for kind, one, mark in after}
    touched = Touched()
    for kind, one, _ in [*before, *after]:
        name = (kind, one.id)
        if marks.get(name) == new.get(name):
            continue
        touched.questions |= {f"{kind} {one.id}", f"{kind} {EVERY}"}
        touched.questions.update(f"{index} {key}" for index, key in keys_of(kind, one))
        if name not in marks or name not in new:
            touched.questions.add(f"{kind} {IDS}")
        touched.names.add(name)
    touched.questions.update(question for question, *_ in _placed(before) ^ _placed(after))
    return touched


def _placed(rows: list[tuple[str, Record, str]]) -> set[tuple[str, ...]]:
    """A question about where records stand or how many there are, with all that decides it."""
    found: set[tuple[str, ...]] = set()
    for kind, one, mark in rows:
        what = (one.id, str(one.is_sample))
        found.add((f"{TALLY} {kind}", *what))
        found.update((f"{TALLY} {index} {key}", *what) for index, key in keys_of(kind, one))
        if isinstance(one, College):
            found.add((f"{LAYOUT} {SAMPLES if one.is_sample else REAL}", one.id, one.division))
        if not one.is_sample:
            found.add((f"{REALS} {kind}", one.id, mark))
    return found


def changed(ledger: Ledger, files: Iterable[ContentFile]) -> tuple[list[ContentFile], list[str]]:
    """Files that say something new, and paths that are gone; raises OSError.

    A file that looks other than before and says the same is noted as it looks now.
    """
    asked = "SELECT path, digest, state FROM files"
    known = {path: (digest, state) for path, digest, state in ledger.rows.execute(asked)}
    new: list[ContentFile] = []
    states: list[tuple[str, str]] = []
    for file in files:
        digest, state = known.pop(file.key, ("", ""))
        if state and state == file.state:
            continue
        if digest and digest == digest_of(file.read()):
            if state != file.state:
                states.append((file.state, file.key))
        else:
            new.append(file)
    ledger.rows.executemany("UPDATE files SET state = ? WHERE path = ?", states)
    return new, list(known)
