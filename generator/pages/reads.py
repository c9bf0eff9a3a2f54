"""Notes what a page asks of the catalogue, so that a page whose answers are unchanged is not made.

Nobody declares a dependency: the catalogue that page modules are given writes down each question,
in the words in which `catalogue.remembered` says what a changed file touches.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from sys import intern
from typing import Any, cast

from generator.catalogue.catalogue import Catalogue
from generator.catalogue.indices import INDICES
from generator.catalogue.kinds import RECORDS
from generator.catalogue.remembered import EVERY, IDS, LAYOUT, REALS, TALLY

DAY = "day"
ANYTHING = "anything"
"""Whoever asks what has no words of its own is made again with every change."""

MOST_QUESTIONS = 5_000
"""What is asked about each programme is asked by its own page alone, and not worth keeping."""

Reads = frozenset[str]
"""Questions, each "name of a mapping or method, argument": `colleges x`, `programmes_of y`."""


class Notebook:
    """The questions of whatever is being made now; of nothing, when nothing is.

    `open` is the set that is written into, or None. Those who note look at it themselves: a
    national build asks half a million questions.
    """

    def __init__(self) -> None:
        self.open: set[str] | None = None

    def note(self, question: str) -> None:
        if self.open is not None:
            self.open.add(question)

    def note_all(self, questions: Iterable[str]) -> None:
        if self.open is not None:
            self.open.update(questions)

    @contextmanager
    def apart(self) -> Iterator[set[str]]:
        """A page of its own: what is asked inside is noted in this set and nowhere else."""
        outer = self.open
        questions: set[str] = set()
        self.open = questions
        try:
            yield questions
        finally:
            self.open = outer


class _Questions(dict[Any, str]):
    """Argument -> the question, one object for all the pages that ask it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def __missing__(self, argument: Any) -> str:
        question = intern(f"{self._name} {argument}")
        if len(self) < MOST_QUESTIONS:
            self[argument] = question
        return question


class _WatchedMapping(Mapping[str, Any]):
    def __init__(self, name: str, found: Mapping[str, Any], book: Notebook) -> None:
        self._questions, self._found, self._book = _Questions(name), found, book

    def _note(self, key: Any) -> None:
        if self._book.open is not None:
            self._book.open.add(self._questions[key])

    def __getitem__(self, key: str) -> Any:
        if (questions := self._book.open) is not None:
            questions.add(self._questions[key])
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        self._note(IDS)
        return iter(self._found)

    def __len__(self) -> int:
        self._note(IDS)
        return len(self._found)

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return key in self._found

    def get(self, key: str, default: Any = None) -> Any:
        self._note(key)
        return self._found.get(key, default)

    def values(self) -> Any:
        self._note(EVERY)
        return self._found.values()

    def items(self) -> Any:
        self._note(EVERY)
        return self._found.items()


class _Watched:
    """Answers as the catalogue does."""

    def __init__(self, catalogue: Catalogue, book: Notebook) -> None:
        self._catalogue, self._book = catalogue, book

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._catalogue, name)
        if name in RECORDS or name == "programmes":
            found = _WatchedMapping(name, found, self._book)
        elif name in INDICES or name in {LAYOUT, TALLY, REALS}:
            found = self._asking(name, found)
        elif name == "marks":
            pass  # whoever asks for a mark has asked for its record
        else:
            # The classes are made of all specialties, and of nothing else.
            self._book.note(f"specialties {EVERY}" if name == "specialty_classes" else ANYTHING)
            return found
        setattr(self, name, found)
        return found

    def _asking(self, name: str, method: Callable[[str], Any]) -> Callable[[str], Any]:
        questions, book = _Questions(name), self._book

        def ask(key: str) -> Any:
            if book.open is not None:
                book.open.add(questions[key])
            return method(key)

        return ask


def watched(catalogue: Catalogue, book: Notebook) -> Catalogue:
    """The same catalogue, which notes every question in `book`."""
    return cast("Catalogue", _Watched(catalogue, book))
