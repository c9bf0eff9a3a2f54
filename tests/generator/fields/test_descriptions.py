"""Every field is told in Chinese, in one table; a field that the table forgets is still told."""

import json
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, TypeAdapter

from generator.catalogue.kinds import RECORDS
from generator.editing.blank import Blank
from generator.fields.descriptions import (
    description,
    parts_of,
    unused_rows,
    without_description,
)
from generator.fields.json_schema import example_value, json_schema
from generator.fields.shape import shape_of
from generator.schema.enterprise import Enterprise
from generator.schema.record import Line

FIELDS = sorted(
    {
        (part.__name__, name): (part, name)
        for record in RECORDS.values()
        for part in parts_of(record)
        for name in part.model_fields
    }.items()
)


class Forgotten(Enterprise):
    """A record whose newest field nobody has described yet."""

    colour: Line


def test_every_field_has_a_row_in_the_table() -> None:
    assert without_description(RECORDS.values()) == []


def test_a_field_without_a_row_is_named() -> None:
    assert without_description([Forgotten]) == ["Forgotten.colour"]


def test_no_row_is_left_of_a_field_that_is_gone() -> None:
    assert unused_rows(RECORDS.values()) == []
    assert "College.division" in unused_rows([Enterprise])


def test_a_field_without_a_row_is_asked_for_by_its_name() -> None:
    lines = Blank({}, is_sample=False).lines(Forgotten)
    assert "## colour。必填" in lines
    assert "colour:  # 必填" in lines
    assert "description" not in json_schema(Forgotten, title="x")["properties"]["colour"]


@pytest.mark.parametrize(("_name", "field"), FIELDS)
def test_the_example_of_a_field_is_one_that_the_field_takes(
    _name: tuple[str, str], field: tuple[type[BaseModel], str]
) -> None:
    part, name = field
    said = description(part, name)
    info = part.model_fields[name]
    shape = shape_of(info.annotation, info.metadata)
    assert bool(said.example) is (shape.part is None), "a part shows its own fields instead"
    if shape.part is not None:
        return
    value: Any = example_value(said.example, shape.kind)
    if shape.is_list:
        value = [value, value] if "tuple[int, int]" in str(info.annotation) else [value]
    told: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    TypeAdapter(told).validate_json(json.dumps(value), strict=True)


def test_a_description_is_short_plain_text() -> None:
    for (part, name), (owner, field) in FIELDS:
        what = description(owner, field).what
        assert "<" not in what, (part, name)
        assert len(what) <= 90, (part, name)
