"""Reads the YAML that editors nearly always write, a line at a time; leaves the rest to libyaml.

Block mappings and lists, one-line text, quoted text without a backslash, `|` blocks and lines that
are a comment: this subset means the same to every parser, and reading it takes a fifth of the time.
Whatever lies outside it, right or wrong, is answered with None, so nothing is ever read otherwise.
"""

import re
from typing import Any, NamedTuple

from generator.catalogue.parsing import MAYBE_NOT_TEXT, MOST_LEVELS, Odd, Value, plain_value

# Unquoted text: a harmless first sign, then anything without ": ", " #" or a blank at the end.
_TEXT = r"([^\s?:,\[\]{}#&*!|>'\"%@`-][^:#]*(?:(?::(?=[^ ])|(?<! )#)[^:#]*)*(?<![ :]))"
_QUOTED = r"(?:\"([^\"]*)\"|'([^']*)')"
_LINE = re.compile(
    rf"( *)(- )?(?:([a-z_][a-z0-9_]{{0,60}}):(?: (?:{_TEXT}|{_QUOTED}|(\|-?)))?"
    rf"|{_TEXT}|{_QUOTED})"
).fullmatch
_COMMENT = re.compile(r" *#").match
_MOST_SEEN = 20_000


class _Line(NamedTuple):
    """One line: how far it stands in, whether it begins an entry of a list, key and value."""

    indent: int
    is_entry: bool
    key: str | None
    value: Value


class _NotPlain(Exception):
    """The text leaves the subset."""


_OPENS, _KEEPS_BREAK, _STRIPS = object(), object(), object()
"""In the place of a value: a mapping or list follows, a `|` block follows, a `|-` block follows."""

_NOTHING = _Line(-1, False, None, None)
_SEEN: dict[str, _Line] = {}
"""Most lines of a catalogue come back: its keys, its yes and no, its offices."""


def read_plain(text: str) -> dict[str, Value] | None:
    """The mapping that a text holds, or None when it is not of the plain kind.

    The caller has made sure that there is no tab, backslash, carriage return or hidden sign.
    """
    if not text.endswith("\n"):
        return None
    try:
        return _read(text.split("\n"))
    except (_NotPlain, Odd):
        return None


def _read(lines: list[str]) -> dict[str, Value]:  # noqa: C901, PLR0915  a call a line costs as much
    top: dict[str, Value] = {}
    here: Any = top
    level = 0
    outer: list[tuple[int, Any]] = []
    waiting: str | None = None  # the key whose mapping or list must begin on this line
    upto = 0  # lines before this one belong to a block
    for number, line in enumerate(lines):
        if number < upto:
            continue
        indent, is_entry, key, value = _SEEN.get(line) or _line(line)
        if indent < 0:
            continue
        if waiting is not None:
            child: Any = [] if is_entry else {}
            here[waiting] = child
            _open(outer, level, here, indent)
            level, here, waiting = indent, child, None
        elif indent != level:
            level, here = _back_to(indent, level, outer)
        if is_entry is not (here.__class__ is list):
            raise _NotPlain
        if is_entry:
            if key is None:
                here.append(value)
                continue
            here.append(child := {})
            _open(outer, level, here, level + 2)
            level, here = level + 2, child
        if key is None or key in here:
            raise _NotPlain
        if value is _OPENS:
            waiting = key
        elif value is _STRIPS or value is _KEEPS_BREAK:
            here[key], upto = _block(lines, number + 1, level, value)
        else:
            here[key] = value
    if waiting is not None or not top:
        raise _NotPlain
    return top


def _line(line: str) -> _Line:
    found = _LINE(line)
    if found is None:
        if line and not _COMMENT(line):
            raise _NotPlain
        return _NOTHING
    blank, dash, key, *values = found.groups()
    if key is not None and not isinstance(plain_value(key), str):
        raise _NotPlain  # yes and null are no names of fields
    answer = _Line(len(blank), dash is not None, key, _value(*values))
    if len(_SEEN) < _MOST_SEEN:
        _SEEN[line] = answer
    return answer


def _value(
    plain: str | None, double: str | None, single: str | None, block: str | None, *entry: str | None
) -> Value:
    """After a key there may be one of the first four, without a key there is one of `entry`."""
    for text in (plain, entry[0]):
        if text is not None:
            return plain_value(text) if text[0] in MAYBE_NOT_TEXT else text
    for text in (double, single, *entry[1:]):
        if text is not None:
            return text
    if block is None:
        return _OPENS
    return _KEEPS_BREAK if block == "|" else _STRIPS


def _open(outer: list[tuple[int, Any]], level: int, here: Any, indent: int) -> None:
    if indent <= level or len(outer) == MOST_LEVELS - 1:
        raise _NotPlain
    outer.append((level, here))


def _back_to(indent: int, level: int, outer: list[tuple[int, Any]]) -> tuple[int, Any]:
    here: Any = None
    while indent < level:
        level, here = outer.pop()
    if indent != level or here is None:
        raise _NotPlain
    return level, here


def _block(lines: list[str], start: int, level: int, kind: object) -> tuple[str, int]:
    """The text of a `|` block, and the number of the line after it."""
    inside: list[str] = []
    margin = ""
    number = start
    while number < len(lines):
        line = lines[number]
        if line and not margin:
            margin = " " * (len(line) - len(line.lstrip(" ")))
            if len(margin) <= level:
                raise _NotPlain
        if line and not line.startswith(margin):
            break
        if line and not line.strip(" "):
            raise _NotPlain
        inside.append(line[len(margin) :])
        number += 1
    if not margin:
        raise _NotPlain
    text = "\n".join(inside).rstrip("\n")
    return (f"{text}\n" if kind is _KEEPS_BREAK else text), number
