"""Notes what a page asks of the catalogue, so that a page whose answers are unchanged is not made.

Nobody declares a dependency: the catalogue that page modules are given writes down each question.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from hashlib import blake2b
from sys import intern
from typing import Any, cast

from generator.catalogue.catalogue import Catalogue
from generator.pages.surroundings import Surroundings

EVERY = "*"
DAY = "day"
AROUND = "around."

Reads = frozenset[str]
"""Questions, each "name of a mapping or method, argument": `colleges x`, `around.desks_of y`."""


class Notebook:
    """The questions of whatever is being made now; of nothing, when nothing is."""

    def __init__(self) -> None:
        self._open: list[set[str]] = []

    def note(self, question: str) -> None:
        if self._open:
            self._open[-1].add(intern(question))  # the same few are asked by thousands of pages

    def note_all(self, questions: Iterable[str]) -> None:
        if self._open:
            self._open[-1].update(questions)

    @contextmanager
    def apart(self) -> Iterator[set[str]]:
        """A page of its own: what is asked inside is noted in this set and nowhere else."""
        self._open.append(set())
        try:
            yield self._open[-1]
        finally:
            self._open.pop()


class _WatchedMapping(Mapping[str, Any]):
    def __init__(self, name: str, found: Mapping[str, Any], book: Notebook) -> None:
        self._name, self._found, self._book = name, found, book

    def __getitem__(self, key: str) -> Any:
        self._book.note(f"{self._name} {key}")
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        self._book.note(f"{self._name} {EVERY}")
        return iter(self._found)

    def __len__(self) -> int:
        self._book.note(f"{self._name} {EVERY}")
        return len(self._found)

    def __contains__(self, key: object) -> bool:
        self._book.note(f"{self._name} {key}")
        return key in self._found

    def values(self) -> Any:
        self._book.note(f"{self._name} {EVERY}")
        return self._found.values()

    def items(self) -> Any:
        self._book.note(f"{self._name} {EVERY}")
        return self._found.items()


class _Watched:
    """Answers as what it watches does. What it cannot take apart counts as one question."""

    def __init__(self, watched: object, book: Notebook, prefix: str = "") -> None:
        self._object, self._book, self._prefix = watched, book, prefix

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._object, name)
        said = f"{self._prefix}{name}"
        if isinstance(found, Mapping):
            found = _WatchedMapping(said, found, self._book)
        elif callable(found):
            found = partial(self._ask, said, found)
        else:
            self._book.note(f"{said} ")
            return found
        setattr(self, name, found)
        return found

    def _ask(self, name: str, method: Callable[..., Any], *arguments: str) -> Any:
        self._book.note(f"{name} {' '.join(arguments)}")
        return method(*arguments)


def watched(catalogue: Catalogue, book: Notebook) -> Catalogue:
    """The same catalogue, which notes every question in `book`."""
    return cast("Catalogue", _Watched(catalogue, book))


def watched_around(around: Surroundings, book: Notebook) -> Surroundings:
    """The same surroundings, which note every question in `book`."""
    return cast("Surroundings", _Watched(around, book, AROUND))


class Answers:
    """The mark of what the catalogue answers now: two equal marks are two equal answers."""

    def __init__(
        self, catalogue: Catalogue, around: Surroundings, marks: Mapping[str, str], day: str
    ) -> None:
        self._catalogue, self._around = catalogue, around
        self._marks = marks
        self._known: dict[str, bytes] = {DAY: day.encode()}

    def mark(self, questions: Iterable[str]) -> str:
        """One mark for several questions, which the caller keeps in one order."""
        known = self._known
        answer = blake2b(digest_size=16)
        for question in questions:
            answer.update(known.get(question) or self._learn(question))
        return answer.hexdigest()

    def _learn(self, question: str) -> bytes:
        name, _, argument = question.partition(" ")
        asked = self._around if name.startswith(AROUND) else self._catalogue
        found = getattr(asked, name.removeprefix(AROUND), None)
        if isinstance(found, Mapping):
            found = [*found.values()] if argument == EVERY else found.get(argument)
        elif callable(found):
            try:
                found = found(*argument.split(" "))
            except (KeyError, TypeError):
                found = None
        mark = blake2b(self._said(found).encode(), digest_size=16).digest()
        self._known[question] = mark
        return mark

    def _said(self, answer: Any) -> str:
        if isinstance(answer, list | tuple):
            return " ".join(map(self._said, answer))
        identifier = getattr(answer, "id", None)
        mark = self._marks.get(f"{type(answer).__name__} {identifier}")
        return repr(answer) if mark is None else f"{identifier} {mark}"
