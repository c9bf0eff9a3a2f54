"""What a field takes, read from its annotation: text, number, date, word, part or list."""

import types
import typing
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

Inner = TypeVar("Inner", bound=BaseModel)

_KINDS = {bool: "yes_no", int: "number", float: "number", datetime: "time", date: "date"}


@dataclass(frozen=True, slots=True)
class Shape:
    """`kind` is text, number, yes_no, date, time, word or part; `is_list` a list of these."""

    kind: str = "text"
    is_list: bool = False
    words: tuple[str, ...] = ()
    part: type[BaseModel] | None = None
    least: int | None = None
    most: int | None = None
    pattern: str = ""


def shape_of(annotation: Any, metadata: Iterable[Any] = ()) -> Shape:
    """None beside a type is dropped: whether a field may be left out is another question."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is typing.Annotated:
        return shape_of(arguments[0], (*arguments[1:], *metadata))
    if origin in {types.UnionType, typing.Union}:
        given = next(one for one in arguments if one is not types.NoneType)
        return shape_of(given, metadata)
    if origin is tuple:
        return replace(shape_of(arguments[0]), is_list=True)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape("part", part=annotation)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return Shape("word", words=tuple(annotation))
    return _bounded(Shape(_KINDS.get(annotation, "text")), metadata)


def _bounded(shape: Shape, metadata: Iterable[Any]) -> Shape:
    for one in metadata:
        if isinstance(one, FieldInfo):
            shape = _bounded(shape, one.metadata)
        elif isinstance(one, StringConstraints):
            shape = replace(shape, pattern=str(one.pattern or ""))
        elif hasattr(one, "ge"):
            shape = replace(shape, least=one.ge)
        elif hasattr(one, "le"):
            shape = replace(shape, most=one.le)
    return shape


def lists_of(record: type[BaseModel], base: type[Inner]) -> dict[str, type[Inner]]:
    """Fields that are lists of a kind of part: a college's programmes, when asked for records."""
    shapes = {
        name: shape_of(field.annotation, field.metadata)
        for name, field in record.model_fields.items()
    }
    return {
        name: shape.part
        for name, shape in shapes.items()
        if shape.is_list and shape.part is not None and issubclass(shape.part, base)
    }
