"""YAML text in, plain values or every step of the file out. The only module that knows libyaml.

The values are built from libyaml's events, not from PyYAML's nodes: that is three times as fast as
CSafeLoader on a national catalogue, shows anchors and tags as they are typed, and cannot overflow
the stack on a file of brackets, because nothing here recurses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from generator.catalogue.problems import Location

Value = Any
"""Text, whole number, decimal, yes or no, nothing, list of values, or text -> value."""

MOST_LEVELS = 12
"""How deep a record nests; a college's deepest fact lies at level 7."""

NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d{0,14})")
DECIMAL = re.compile(r"[-+]?\d{1,15}\.\d{1,15}")
YES = frozenset({"true", "yes", "on"})

MAYBE_NOT_TEXT = frozenset("0123456789+-.~nNtTfFyYoO<")
_STANDARD = yaml.resolver.Resolver()
_STARTS = frozenset({MappingStartEvent, SequenceStartEvent})
_ENDS = frozenset({MappingEndEvent, SequenceEndEvent})
_OUTSIDE = (StreamStartEvent, StreamEndEvent, DocumentStartEvent, DocumentEndEvent)
_SEEN: dict[str, Value] = {}
_MOST_SEEN = 10_000


class Odd(Exception):
    """Something that no record contains; `inspection` says what and where."""


def read_value(text: str) -> Value:
    """The value of the only document of a file; raises Odd or yaml.YAMLError."""
    next_event = CParser(text).get_event
    documents: list[Value] = []
    outer: list[Any] = []
    here: Any = documents
    key: str | None = None
    while (kind := (event := next_event()).__class__) is not StreamEndEvent:
        if kind is ScalarEvent:
            value = _scalar(event)
        elif kind in _STARTS:
            value = _container(event, kind, len(outer))
        elif kind in _ENDS:
            here = outer.pop()
            continue
        elif kind in _OUTSIDE:
            continue
        else:
            raise Odd  # an alias
        if here.__class__ is list:
            here.append(value)
        elif key is None:
            key = _key(value, here)
            continue
        else:
            here[key], key = value, None
        if kind in _STARTS:
            outer.append(here)
            here = value
    return _only(documents)


def _scalar(event: Any) -> Value:
    if event.tag is not None or event.anchor is not None:
        raise Odd
    text = event.value
    if event.implicit[0] and (not text or text[0] in MAYBE_NOT_TEXT):
        return plain_value(text)
    return text


def _container(event: Any, kind: type, level: int) -> Value:
    if event.tag is not None or event.anchor is not None or level == MOST_LEVELS:
        raise Odd
    return {} if kind is MappingStartEvent else []


def _key(value: Value, here: dict[str, Value]) -> str:
    if value.__class__ is not str or value in here:
        raise Odd
    return str(value)


def _only(documents: list[Value]) -> Value:
    if len(documents) != 1:
        raise Odd
    return documents[0]


def plain_value(text: str) -> Value:
    """What unquoted text means; a date stays text, so that the record decides. Raises Odd."""
    if text in _SEEN:
        return _SEEN[text]
    value = _plain_value(text)
    if len(_SEEN) < _MOST_SEEN:
        _SEEN[text] = value  # keys and small numbers come back thousands of times
    return value


def _plain_value(text: str) -> Value:
    # PyYAML's stubs do not describe the resolver.
    tag = str(_STANDARD.resolve(yaml.ScalarNode, text, (True, False))).rpartition(":")[2]  # type: ignore[no-untyped-call]
    if tag in {"str", "timestamp", "value"}:
        return text
    if tag == "null":
        return None
    if tag == "bool":
        return text.lower() in YES
    if tag == "int" and NUMBER.fullmatch(text):
        return int(text)
    if tag == "float" and DECIMAL.fullmatch(text):
        return float(text)
    raise Odd


class Part(Enum):
    """What a step is. BAD_KEY is a list or mapping where the name of a field should stand."""

    KEY = auto()
    SCALAR = auto()
    MAPPING = auto()
    LIST = auto()
    ALIAS = auto()
    BAD_KEY = auto()
    DOCUMENT = auto()
    TOO_DEEP = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """One key, value or beginning; `line` counts from 1."""

    part: Part
    location: Location
    line: int
    text: str = ""
    is_plain: bool = False
    tag: str | None = None
    anchor: str | None = None


@dataclass(slots=True)
class _Level:
    location: Location
    is_mapping: bool
    stands_as_key: bool = False
    key: str | None = None
    position: int = 0

    def next_location(self) -> Location:
        if self.is_mapping:
            return (*self.location, self.key or "?")
        return (*self.location, self.position)

    def take(self) -> None:
        """One value of this level has been read."""
        self.key = None
        self.position += 1


def steps(text: str) -> Iterator[Step]:
    """Every step of a file in its order, with location and line; raises yaml.YAMLError.

    Ends early, with TOO_DEEP, at the first step below MOST_LEVELS.
    """
    levels: list[_Level] = []
    events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            yield Step(Part.DOCUMENT, (), line)
        if isinstance(event, _OUTSIDE):
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            _leave(levels)
            continue
        step = _step(event, line, levels)
        yield step
        if step.part is Part.TOO_DEEP:
            return


def _leave(levels: list[_Level]) -> None:
    left = levels.pop()
    if levels and left.stands_as_key:
        levels[-1].key = "?"
    elif levels:
        levels[-1].take()


def _step(event: Any, line: int, levels: list[_Level]) -> Step:
    level = levels[-1] if levels else None
    awaits_key = level is not None and level.is_mapping and level.key is None
    location = level.next_location() if level else ()
    if isinstance(event, yaml.CollectionStartEvent):
        is_mapping = isinstance(event, MappingStartEvent)
        part = Part.BAD_KEY if awaits_key else Part.MAPPING if is_mapping else Part.LIST
        if len(levels) == MOST_LEVELS:
            return Step(Part.TOO_DEEP, location, line)
        levels.append(_Level(location, is_mapping, stands_as_key=awaits_key))
        return Step(part, location, line, tag=event.tag, anchor=event.anchor)
    if isinstance(event, yaml.AliasEvent):
        part, text, plain, tag = Part.ALIAS, event.anchor or "", False, None
    else:
        part = Part.KEY if awaits_key else Part.SCALAR
        text, plain, tag = event.value, bool(event.implicit[0]), event.tag
    if level is not None and awaits_key:
        level.key = text or "?"
        location = level.next_location()
    elif level is not None:
        level.take()
    return Step(part, location, line, text=text, is_plain=plain, tag=tag, anchor=event.anchor)
