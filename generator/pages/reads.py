"""Notes what a page asks of the catalogue, so that a page whose answers are unchanged is not made.

Nobody declares a dependency: the catalogue that page modules are given writes down each question.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from sys import intern
from typing import Any, cast

from generator.catalogue.catalogue import Catalogue
from generator.pages.surroundings import Surroundings

EVERY = "*"
DAY = "day"
SHORT = 160
"""Up to this many bytes an answer is its own mark."""

MOST_QUESTIONS = 5_000
"""What is asked about each programme is asked by its own page alone, and not worth keeping."""

NEVER_MARKED = frozenset({str, int, float, bool, type(None)})
AROUND = "around."

Reads = frozenset[str]
"""Questions, each "name of a mapping or method, argument": `colleges x`, `around.desks_of y`."""


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
        if argument.__class__ is not tuple:
            said = argument
        else:
            said = argument[0] if len(argument) == 1 else " ".join(argument)
        question = intern(f"{self._name} {said}")
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
        self._note(EVERY)
        return iter(self._found)

    def __len__(self) -> int:
        self._note(EVERY)
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
    """Answers as what it watches does. What it cannot take apart counts as one question."""

    def __init__(self, watched: object, book: Notebook, prefix: str = "") -> None:
        self._object, self._book, self._prefix = watched, book, prefix

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._object, name)
        said = f"{self._prefix}{name}"
        if isinstance(found, Mapping):
            found = _WatchedMapping(said, found, self._book)
        elif callable(found):
            found = self._asking(said, found)
        else:
            self._book.note(f"{said} ")
            return found
        setattr(self, name, found)
        return found

    def _asking(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        questions, book = _Questions(name), self._book

        def ask(*arguments: str) -> Any:
            if book.open is not None:
                book.open.add(questions[arguments])
            return method(*arguments)

        return ask


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
        said = self._said(found).encode()
        # With its length: two answers side by side are never read as two others.
        short = len(said) <= SHORT
        mark = b"%d %b" % (len(said), said if short else blake2b(said, digest_size=16).digest())
        self._known[question] = mark
        return mark

    def _said(self, answer: Any) -> str:
        kind = answer.__class__
        if kind is list or kind is tuple or isinstance(answer, list | tuple):
            return " ".join(map(self._said, answer))
        if kind in NEVER_MARKED:
            return repr(answer)
        identifier = getattr(answer, "id", None)
        mark = self._marks.get(f"{kind.__name__} {identifier}")
        return repr(answer) if mark is None else f"{identifier} {mark}"
