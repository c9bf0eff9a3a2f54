"""Loads only what has changed since the last build; None where only a whole load can answer.

Whatever looks wrong is left to the whole load, which tells every problem at once.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.catalogue.cache import Cache, digest_of
from generator.catalogue.catalogue import Catalogue
from generator.catalogue.files import find_files
from generator.catalogue.kept import KeptCatalogue, checked
from generator.catalogue.kinds import RECORDS
from generator.catalogue.loading import Loading, without_garbage_collection
from generator.catalogue.problems import Broken
from generator.catalogue.relations import Relations
from generator.catalogue.remembered import REFERRING, Touched, changed, replace
from generator.ledger import Damaged, Ledger
from generator.schema.record import Record

TOGETHER: dict[str, tuple[str, ...]] = {
    "specialties": ("specialties", "guidance", "statistics"),
    "guidance": ("guidance",),
    "statistics": ("statistics",),
}
"""When a record of a kind changes, these are asked for their relations again, named or not."""


def recall(
    path: Path, ledger: Ledger, *, include_sample: bool
) -> tuple[KeptCatalogue, Touched] | None:
    """The catalogue and what has changed in it. Writes into the ledger, keeps nothing there.

    The ledger must be one of the same code and of the same choice about samples.
    """
    if not ledger.is_known:
        return None
    files, problems = find_files(Path(path), include_sample=include_sample)
    if problems:
        return None
    loading = Loading(Cache())
    try:
        new, gone = changed(ledger, files)
    except OSError:
        return None
    for file in new:
        loading.take(file)
    if loading.problems:
        return None
    try:
        touched = replace(ledger, [*gone, *(file.key for file in new)], loading.loaded())
    except sqlite3.IntegrityError:  # two files with one id
        ledger.undo()
        return None
    catalogue = KeptCatalogue.of(ledger)
    if any(_broken(ledger, catalogue, touched)):
        ledger.undo()
        return None
    return catalogue, touched


def whole(ledger: Ledger) -> Catalogue:
    """All that is recalled, read at once: for a build that will ask for every record.

    Raises Damaged when a record is not what was written down.
    """
    found: dict[str, dict[str, Record]] = {kind: {} for kind in RECORDS}
    asked = "SELECT kind, body, json FROM files JOIN bodies ON file = number"
    with without_garbage_collection():
        for kind, digest, json in ledger.rows.execute(asked):
            if digest_of(json) != digest:
                raise Damaged
            record = checked(RECORDS[kind], json)
            found[kind][record.id] = record
    asked = "SELECT kind, id, mark FROM records"
    marks = {f"{kind} {identifier}": mark for kind, identifier, mark in ledger.rows.execute(asked)}
    # The class of each kind is fixed by RECORDS, which a type checker cannot follow.
    ordered: dict[str, Any] = {
        kind: MappingProxyType(dict(sorted(records.items()))) for kind, records in found.items()
    }
    return Catalogue(**ordered, marks=MappingProxyType(marks))


def _broken(ledger: Ledger, catalogue: KeptCatalogue, touched: Touched) -> Iterator[Broken]:
    relations = Relations(catalogue, {})
    for kind, identifier in sorted(_to_ask(ledger, catalogue, touched)):
        record = getattr(catalogue, kind).get(identifier)
        if record is not None:
            yield from relations.broken_by(record)


def _to_ask(
    ledger: Ledger, catalogue: KeptCatalogue, touched: Touched
) -> Iterable[tuple[str, str]]:
    """What changed, whoever names it, and what must be asked together with it."""
    found = {(kind, one) for kind, one in touched.names if kind in RECORDS}
    for kind, identifier in touched.names:
        asked = "SELECT kind, id FROM entries JOIN records ON number = record WHERE question = ?"
        found.update(ledger.rows.execute(asked, (f"{REFERRING} {kind} {identifier}",)))
    for kind in {kind for kind, _ in touched.names}:
        for other in TOGETHER.get(kind, ()):
            found.update((other, one) for one in getattr(catalogue, other))
    return found
