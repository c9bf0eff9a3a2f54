"""What the last build knew, in SQLite, so that the next one reads and writes only what it touches.

Rows, never code: whoever could write into the cache could at most have a page made again. The
ledger is believed only when the hash of its file is the one that was written down beside it, so
one that is damaged, cut short or half written costs time and never an answer. The bodies lie in a
file of their own, each beside its hash: they are large, and few of them are asked for.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from mmap import ACCESS_READ, mmap
from pathlib import Path

LEDGER = "ledger.sqlite"
BODIES = "bodies.sqlite"
SEAL = "ledger.seal"

TABLES = """
CREATE TABLE stamp (stamp TEXT, looks TEXT);
CREATE TABLE files (
    number INTEGER PRIMARY KEY, path TEXT UNIQUE, kind TEXT, digest TEXT, state TEXT, body TEXT);
CREATE TABLE records (
    number INTEGER PRIMARY KEY, kind TEXT, id TEXT, file INTEGER, mark TEXT, sample INTEGER,
    begins INTEGER, ends INTEGER, UNIQUE (kind, id));
CREATE INDEX records_by_file ON records (file);
CREATE TABLE entries (
    question TEXT, record INTEGER, PRIMARY KEY (question, record)) WITHOUT ROWID;
CREATE TABLE nodes (number INTEGER PRIMARY KEY, kind TEXT, name TEXT, value TEXT,
    UNIQUE (kind, name));
CREATE TABLE outputs (
    node INTEGER, file TEXT, key TEXT, listed INTEGER, PRIMARY KEY (node, file)) WITHOUT ROWID;
CREATE TABLE reads (question INTEGER PRIMARY KEY, nodes BLOB);
CREATE TABLE bodies.bodies (file INTEGER PRIMARY KEY, json BLOB);
"""


class Damaged(Exception):
    """What the ledger says cannot be so; the build begins again without it."""


class Ledger:
    """One transaction: nothing that a build writes is kept before `keep` is called."""

    def __init__(self, folder: Path | None, stamp: str, looks: str = "") -> None:
        """`stamp` names all that decides an answer besides the records: another one, no ledger.

        `looks` names what decides how a page shows its answers: with others, the answers hold.
        """
        self.folder = folder
        self.stamp = stamp
        self.looks = looks
        self.is_known = folder is not None and _is_sealed(folder)
        self.rows = self._opened()
        before, looked = self._stamp() if self.is_known else (None, None)
        if self.is_known and before != stamp:
            self.forget()
        elif not self.is_known:
            self._make_tables()
        self.looks_as_before = self.is_known and looked == looks
        if self.is_known and looked != looks:
            self.rows.execute("UPDATE stamp SET looks = ?", (looks,))

    def _stamp(self) -> tuple[str | None, str | None]:
        try:
            found = self.rows.execute("SELECT stamp, looks FROM stamp").fetchone()
        except sqlite3.Error:
            return None, None
        return found or (None, None)

    def _opened(self) -> sqlite3.Connection:
        if self.folder is None:
            rows = sqlite3.connect(":memory:", isolation_level=None)
            rows.execute("ATTACH ':memory:' AS bodies")
        else:
            if not self.is_known:
                remove(self.folder)
            rows = _connected(self.folder)
        # Where nothing is known there is nothing to spoil: a page may be written before the seal.
        held = ("cache_size=-300000", "cache_spill=0") if self.is_known else ("cache_size=-8000",)
        for setting in ("journal_mode=MEMORY", "synchronous=OFF", *held):
            rows.execute(f"PRAGMA {setting}")
            rows.execute(f"PRAGMA bodies.{setting}")
        rows.execute("BEGIN")
        return rows

    def _make_tables(self) -> None:
        for statement in TABLES.split(";")[:-1]:
            self.rows.execute(statement)
        self.rows.execute("INSERT INTO stamp VALUES (?, ?)", (self.stamp, self.looks))

    def forget(self) -> None:
        """Begin with an empty one."""
        self.close()
        self.is_known = False
        self.rows = self._opened()
        self._make_tables()

    def undo(self) -> None:
        """Back to what the last build kept."""
        self.rows.execute("ROLLBACK")
        self.rows.execute("BEGIN")
        self.rows.execute("UPDATE stamp SET looks = ?", (self.looks,))

    def keep(self) -> None:
        """Write all that was noted, then the seal. A full disk is no error: nothing is kept."""
        if self.is_known and not self.rows.total_changes:
            self.close()
            return
        try:
            if self.folder is not None:
                (self.folder / SEAL).unlink(missing_ok=True)
            self.rows.execute("COMMIT")
            self.close()
            if self.folder is not None:
                _seal(self.folder)
        except (sqlite3.Error, OSError):
            self.close()
            if self.folder is not None:
                remove(self.folder)

    def close(self) -> None:
        """What was not kept is gone."""
        with contextlib.suppress(sqlite3.Error):
            self.rows.close()


@contextmanager
def opened(folder: Path, stamp: str, looks: str) -> Iterator[Ledger]:
    """The ledger of a folder; where none can be written it lives in memory for this build."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ledger = Ledger(folder, stamp, looks)
    except (sqlite3.Error, OSError):
        ledger = Ledger(None, stamp, looks)
    try:
        yield ledger
    except sqlite3.DatabaseError as error:
        raise Damaged from error
    finally:
        ledger.close()


def remove(folder: Path) -> None:
    for name in (SEAL, LEDGER, BODIES):
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _connected(folder: Path) -> sqlite3.Connection:
    rows = sqlite3.connect(folder / LEDGER, isolation_level=None)
    rows.execute("ATTACH ? AS bodies", (str(folder / BODIES),))
    return rows


def _is_sealed(folder: Path) -> bool:
    try:
        return (folder / SEAL).read_text(encoding="ascii") == _hash(folder / LEDGER)
    except (OSError, ValueError):
        return False


def _seal(folder: Path) -> None:
    (folder / SEAL).write_text(_hash(folder / LEDGER), encoding="ascii")


def _hash(file: Path) -> str:
    with file.open("rb") as known, mmap(known.fileno(), 0, access=ACCESS_READ) as content:
        return blake2b(content, digest_size=20).hexdigest()
