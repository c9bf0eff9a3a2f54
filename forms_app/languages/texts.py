"""A Chinese text that knows how to be said in the reader's language. Knows no request and no file.

A `Text` is the Chinese string itself: it is compared, stored and sent like one. Only where it is
put out as HTML (`__html__`, which Jinja and WTForms ask for) is it looked up in the catalogue of
the language that is spoken then. So a text is marked once, where it is written: `said("…")`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from markupsafe import Markup, escape

CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
"""Han and the punctuation that goes with them."""
PLACEHOLDER = re.compile(r"\{(\w+)\}")
ISOLATE, ISOLATED = "\u2068", "\u2069"
"""First strong isolate and its end (Unicode Annex 9): a number keeps its order among Arabic."""
Key = TypeVar("Key")


class Speaker(Protocol):
    """What a text asks of a language."""

    @property
    def is_chinese(self) -> bool: ...

    @property
    def is_rtl(self) -> bool: ...

    def look_up(self, message: str) -> str:
        """The translation of a message; the message itself where there is none."""


_speaker: list[Callable[[], Speaker]] = []


def ask_for_speaker(speaker: Callable[[], Speaker]) -> None:
    """`speaker()` tells the language of whoever reads now; set once, by the package itself."""
    _speaker[:] = [speaker]


class Text(str):
    """`message` is what the catalogue knows, `values` fill its placeholders `{name}`."""

    __slots__ = ("message", "values")
    message: str
    values: Mapping[str, Any]

    def __new__(cls, message: str, values: Mapping[str, Any] | None = None) -> Text:
        given = values or {}
        text = super().__new__(cls, filled(message, {k: str(v) for k, v in given.items()}))
        text.message, text.values = message, given
        return text

    def __str__(self) -> str:
        """Itself: `str(error)` and `str(word)` must not forget how to be translated."""
        return self

    def __html__(self) -> Markup:
        return escape(self.spoken())

    def __reduce__(self) -> tuple[type[Text], tuple[str, Mapping[str, Any]]]:
        return Text, (self.message, self.values)

    def spoken(self, speaker: Speaker | None = None) -> str:
        """Plain text in this language, or in that of whoever reads now."""
        language = speaker or _speaker[0]()
        if language.is_chinese:
            return in_chinese(self)
        parts = {name: _value(value, language) for name, value in self.values.items()}
        return filled(language.look_up(self.message), parts)


def said(message: object, /, **values: Any) -> Text:
    """Mark a Chinese text: `said("最多{most}个字。", most=5)`. Of an enumeration: its word."""
    if isinstance(message, Text):
        return Text(message.message, {**message.values, **values}) if values else message
    word = message.value if isinstance(message, Enum) else message
    return Text(in_chinese(str(word)), values) if values else _plain(in_chinese(str(word)))


@lru_cache(maxsize=4096)
def _plain(message: str) -> Text:
    return Text(message)


def in_chinese(words: str) -> str:
    """A plain string: for a value of a form, which no language may change."""
    return str.__str__(words)


def said_all(words: Mapping[Key, str]) -> dict[Key, str]:
    """The same for each word of a table."""
    return {key: said(word) for key, word in words.items()}


def said_each(words: str) -> tuple[str, ...]:
    """Several words, written with 、 between them."""
    return tuple(said(word) for word in words.split("、"))


def said_lines(lines: Iterable[str]) -> Text:
    """Several texts below one another, each for itself."""
    named = {f"line{number}": line for number, line in enumerate(lines, start=1)}
    return Text("\n".join(f"{{{name}}}" for name in named), named)


def said_list(words: Iterable[str]) -> Text:
    """Several words one after the other, as 、 joins them."""
    first, *others = [said(word) for word in words] or [said("")]
    for word in others:
        first = said("{first}、{next}", first=first, next=word)
    return first


def is_chinese(message: str) -> bool:
    """True when there is something to translate in it."""
    return CHINESE.search(message) is not None


def spoken(words: str) -> str:
    """What is shown of it now, as plain text: for a template that has to cut it."""
    return words.spoken() if isinstance(words, Text) else words


def filled(message: str, values: Mapping[str, str]) -> str:
    """Put values in place of `{name}`. A name without a value stays: nothing else is evaluated."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), message)


def _value(value: object, language: Speaker) -> str:
    if isinstance(value, Text):
        text = value.spoken(language)
    elif isinstance(value, Enum):
        text = language.look_up(str(value.value))
    else:
        text = str(value)
    return _isolated(text, language)


def _isolated(value: str, language: Speaker) -> str:
    return ISOLATE + value + ISOLATED if language.is_rtl else value


def woven(message: str, parts: Mapping[str, Any], language: Speaker) -> Markup:
    """A sentence of a template in this language: tags and values in the places of `message`.

    `parts` holds a value for each placeholder and ready HTML for each tag, such as `<b>` and
    `</b>`. Everything else that a translator wrote is text, and escaped as such.
    """
    out = Markup()
    for piece in _pieces(message):
        name = piece[1:-1]
        if piece.startswith("<") and piece in parts:
            out += parts[piece]
        elif piece.startswith("{") and name in parts:
            value = escape(_told(parts[name], language))
            out += _isolated(value, language)
        else:
            out += escape(piece)
    return out


def _told(value: object, language: Speaker) -> object:
    return language.look_up(str(value.value)) if isinstance(value, Enum) else value


PIECES = re.compile(r"(\{\w+\}|</?[a-z]+\d*>)")


@lru_cache(maxsize=4096)
def _pieces(message: str) -> tuple[str, ...]:
    return tuple(part for part in PIECES.split(message) if part)
