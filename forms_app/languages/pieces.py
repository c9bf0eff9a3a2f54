"""What a template is made of: text, values, control statements and HTML tags, found in tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jinja2.lexer import Token

INLINE = frozenset({"a", "abbr", "b", "bdi", "code", "em", "i", "kbd", "mark", "span", "strong"})
TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")


@dataclass(slots=True)
class Words:
    """Text as it stands in the template."""

    text: str
    line: int


@dataclass(slots=True)
class Out:
    """`{{ … }}`, with its delimiters."""

    tokens: list[Token]


@dataclass(slots=True)
class Control:
    """`{% … %}`, with its delimiters."""

    tokens: list[Token]


@dataclass(slots=True)
class Tag:
    """One whole HTML tag; `pieces` are what it is made of."""

    name: str
    is_end: bool
    pieces: list[Words | Out | Control] = field(default_factory=list)

    @property
    def is_inline(self) -> bool:
        whole = not any(isinstance(piece, Control) for piece in self.pieces)
        return whole and (self.name in INLINE or self._is_link_of_a_button)

    @property
    def _is_link_of_a_button(self) -> bool:
        """A button that looks like a link stands inside a sentence, and so does its end."""
        first = self.pieces[0]
        return self.name == "button" and (
            self.is_end or (isinstance(first, Words) and 'class="link"' in first.text)
        )


Piece = Words | Out | Control | Tag


def grouped(stream: Iterable[Token]) -> Iterator[Words | Out | Control]:
    """Jinja's tokens as text, values and control statements, each whole."""
    group: list[Token] = []
    for token in stream:
        if token.type == "data" and not group:
            yield Words(token.value, token.lineno)
            continue
        group.append(token)
        if token.type == "variable_end":
            yield Out(group)
            group = []
        elif token.type == "block_end":
            yield Control(group)
            group = []


class _Tags:
    """Finds the HTML tags in a row of pieces; one may be made of several."""

    def __init__(self) -> None:
        self.tag: Tag | None = None
        self.quote = ""

    def of(self, words: Words) -> Iterator[Piece]:
        """The text and the tags that end in these words."""
        text, start = words.text, 0
        for at, character in enumerate(text):
            if self.tag is None and character == "<":
                yield from self._text(words, start, at)
                named = TAG_NAME.match(text, at)
                self.tag = Tag((named[1] if named else "!").lower(), text.startswith("</", at))
                start = at
            elif self.tag is not None and self._ends_with(character):
                self.tag.pieces.append(_part(words, start, at + 1))
                yield self.tag
                self.tag, start = None, at + 1
        if self.tag is not None:
            self.tag.pieces.append(_part(words, start, len(text)))
        else:
            yield from self._text(words, start, len(text))

    def _ends_with(self, character: str) -> bool:
        if self.quote:
            self.quote = "" if character == self.quote else self.quote
            return False
        if character in "\"'":
            self.quote = character
        return character == ">"

    @staticmethod
    def _text(words: Words, start: int, end: int) -> Iterator[Words]:
        if start < end:
            yield _part(words, start, end)


def tagged(pieces: Iterable[Words | Out | Control]) -> Iterator[Piece]:
    """The same pieces, with each HTML tag as one of them."""
    tags = _Tags()
    for piece in pieces:
        if isinstance(piece, Words):
            yield from tags.of(piece)
        elif tags.tag is not None:
            tags.tag.pieces.append(piece)
        else:
            yield piece
    if tags.tag is not None:
        yield from tags.tag.pieces


def _part(words: Words, start: int, end: int) -> Words:
    return Words(words.text[start:end], words.line + words.text.count("\n", 0, start))


def partners(pieces: list[Piece]) -> dict[int, int]:
    """Places of opening and closing tags that belong together, each way."""
    found, opened = dict[int, int](), list[int]()
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Tag):
            continue
        if not piece.is_end:
            opened.append(at)
            continue
        start = next((one for one in opened[::-1] if _is_start(pieces[one], piece)), None)
        if start is not None:
            found |= {start: at, at: start}
            del opened[opened.index(start) :]
    return found


def _is_start(start: Piece, end: Tag) -> bool:
    return isinstance(start, Tag) and start.name == end.name


def ends_of_elements(part: list[Piece]) -> list[int]:
    """Where each element ends when the part is elements and space alone: no sentence joins them."""
    ends, at, found = list[int](), 0, partners(part)
    while at < len(part):
        if isinstance(part[at], Tag):
            at = found[at]
            ends.append(at + 1)
        elif not is_blank(part[at]):
            return []
        at += 1
    if ends:
        ends[-1] = len(part)
    return ends


def is_blank(piece: Piece) -> bool:
    """Space between other pieces."""
    return isinstance(piece, Words) and not piece.text.strip()


def without_outer_space(part: list[Piece]) -> tuple[Words | None, Words | None, list[Piece]]:
    """The space before, the space after, and what is between."""
    before = after = None
    part = list(part)
    first, last = part[0], part[-1]
    if isinstance(first, Words):
        text = first.text.lstrip()
        before = Words(first.text[: len(first.text) - len(text)], first.line)
        part[0] = first = Words(text, first.line + before.text.count("\n"))
        last = first if len(part) == 1 else last
    if isinstance(last, Words):
        text = last.text.rstrip()
        after = Words(last.text[len(text) :], last.line)
        part[-1] = Words(text, last.line)
    return before, after, part
