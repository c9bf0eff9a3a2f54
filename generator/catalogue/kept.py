"""A catalogue whose records stay in the ledger until somebody asks for one.

What is read is checked by its record's class again, as on the day on which it was written down.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, overload

from pydantic import ValidationError

from generator.catalogue.cache import PROGRAMMES, digest_of
from generator.catalogue.catalogue import REAL, SAMPLES, Catalogue, Tally
from generator.catalogue.indices import INDICES
from generator.catalogue.kinds import RECORDS
from generator.ledger import Damaged, Ledger
from generator.schema.college import Programme
from generator.schema.record import Record

OF_COLLEGE = "college_of"
"""The one index that needs no rows: a programme lies in the file of its college."""


class Shelf:
    """Every record that was asked for, by its number in the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._rows = ledger.rows
        self._found: dict[int, Any] = {}
        self._bodies: dict[int, bytes] = {}

    def number(self, kind: str, identifier: str) -> int | None:
        found = self._rows.execute(
            "SELECT number FROM records WHERE kind = ? AND id = ?", (kind, identifier)
        ).fetchone()
        return int(found[0]) if found else None

    def record(self, number: int) -> Any:
        if number not in self._found:
            self._found[number] = self._read(number)
        return self._found[number]

    def numbers(self, statement: str, *values: object) -> list[int]:
        return [int(number) for (number,) in self._rows.execute(statement, values)]

    def pairs(self, statement: str, *values: object) -> list[tuple[str, Any]]:
        return self._rows.execute(statement, values).fetchall()

    def _read(self, number: int) -> Any:
        found = self._rows.execute(
            "SELECT kind, file, begins, ends FROM records WHERE number = ?", (number,)
        ).fetchone()
        if found is None:
            raise Damaged
        kind, file, begins, ends = found
        body = self._body(file)
        if kind == "programmes":
            return checked(Programme, body[begins:ends])
        if not begins:
            return checked(RECORDS[kind], body)
        # The programmes are nine tenths of a college, and most who ask for one want its name.
        head = body[: begins - len(PROGRAMMES)].rstrip(b",") + b"}"
        college = checked(RECORDS[kind], head)
        inside = "SELECT number FROM records WHERE file = ? AND number != ? ORDER BY begins"
        college.__dict__["programmes"] = Some(self, self.numbers(inside, file, number))
        return college

    def _body(self, file: int) -> bytes:
        if file not in self._bodies:
            found = self._rows.execute(
                "SELECT json, body FROM files JOIN bodies ON file = number WHERE number = ?",
                (file,),
            ).fetchone()
            if found is None or digest_of(found[0]) != found[1]:
                raise Damaged
            self._bodies[file] = bytes(found[0])
        return self._bodies[file]


def checked(kind: type[Record], json: bytes) -> Any:
    try:
        return kind.model_validate_json(json, strict=True)
    except ValidationError as error:
        raise Damaged from error


class Some(Sequence[Any]):
    """Records in their order, each read when it is looked at."""

    def __init__(self, shelf: Shelf, numbers: Sequence[int]) -> None:
        self._shelf, self._numbers = shelf, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> "Some": ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return Some(self._shelf, self._numbers[place])
        return self._shelf.record(self._numbers[place])

    def __iter__(self) -> Iterator[Any]:
        return map(self._shelf.record, self._numbers)


class _Kind(Mapping[str, Any]):
    """Id -> record of one kind, by id."""

    def __init__(self, shelf: Shelf, kind: str) -> None:
        self._shelf, self._kind = shelf, kind

    @cached_property
    def _numbers(self) -> dict[str, int]:
        asked = "SELECT id, number FROM records WHERE kind = ? ORDER BY id"
        return dict(self._shelf.pairs(asked, self._kind))

    def __getitem__(self, identifier: str) -> Any:
        number = self._shelf.number(self._kind, identifier)
        if number is None:
            raise KeyError(identifier)
        return self._shelf.record(number)

    def __contains__(self, identifier: object) -> bool:
        return self._shelf.number(self._kind, str(identifier)) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def values(self) -> Any:
        return Some(self._shelf, [*self._numbers.values()])


class _Index:
    """Key -> records under it, by id (`indices.ByKey`)."""

    def __init__(self, shelf: Shelf, name: str) -> None:
        self._shelf, self._name = shelf, name

    def __getitem__(self, key: str, /) -> Some:
        if self._name == OF_COLLEGE:
            asked = (
                "SELECT college.number FROM records AS college JOIN records AS taught"
                " ON college.file = taught.file AND college.kind = 'colleges'"
                " WHERE taught.kind = 'programmes' AND taught.id = ?"
            )
            numbers = self._shelf.numbers(asked, key)
        else:
            asked = (
                "SELECT record FROM entries JOIN records ON number = record WHERE question = ?"
                " ORDER BY id"
            )
            numbers = self._shelf.numbers(asked, f"{self._name} {key}")
        if not numbers:
            raise KeyError(key)
        return Some(self._shelf, numbers)

    def get(self, key: str, default: Any, /) -> Any:
        try:
            return self[key]
        except KeyError:
            return default


class _Marks(Mapping[str, str]):
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def __getitem__(self, name: str) -> str:
        asked = "SELECT id, mark FROM records WHERE kind = ? AND id = ?"
        for _, mark in self._shelf.pairs(asked, *name.split(" ")):
            return str(mark)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        asked = "SELECT kind, id FROM records ORDER BY kind, id"
        return (f"{kind} {identifier}" for kind, identifier in self._shelf.pairs(asked))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class KeptCatalogue(Catalogue):
    """The same answers as a catalogue that was read whole."""

    shelf: Shelf

    @classmethod
    def of(cls, ledger: Ledger) -> "KeptCatalogue":
        shelf = Shelf(ledger)
        found = cls(**{kind: _Kind(shelf, kind) for kind in RECORDS}, marks=_Marks(shelf))
        found.__dict__["shelf"] = shelf
        found.__dict__["programmes"] = _Kind(shelf, "programmes")
        found.__dict__["_indices"] = {name: _Index(shelf, name) for name in INDICES}
        return found

    def tally(self, question: str) -> Tally:
        kind, _, key = question.partition(" ")
        if kind == OF_COLLEGE:
            return super().tally(question)
        if key:
            asked = "SELECT sample FROM entries JOIN records ON number = record WHERE question = ?"
            found = self.shelf.numbers(asked, question)
        else:
            found = self.shelf.numbers("SELECT sample FROM records WHERE kind = ?", kind)
        return Tally(real=len(found) - sum(found), samples=sum(found))

    def real(self, kind: str) -> Sequence[Any]:
        asked = "SELECT number FROM records WHERE kind = ? AND NOT sample ORDER BY id"
        return Some(self.shelf, self.shelf.numbers(asked, kind))

    @cached_property
    def _layouts(self) -> Mapping[str, Mapping[str, int]]:
        asked = (
            "SELECT substr(question, 13), count(*) FROM entries JOIN records ON number = record"
            " WHERE question > 'colleges_in ' AND question < 'colleges_in!' AND sample = ?"
            " GROUP BY question"
        )
        return {name: dict(self.shelf.pairs(asked, name == SAMPLES)) for name in (REAL, SAMPLES)}
