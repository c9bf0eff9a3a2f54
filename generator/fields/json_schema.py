"""A record class in, its JSON Schema with Chinese descriptions out, for editors' completion."""

from typing import Any

from pydantic import BaseModel

from generator.fields.descriptions import description, parts_of
from generator.fields.shape import shape_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(record: type[BaseModel], *, title: str) -> dict[str, Any]:
    """Closed like the class itself: an editor underlines a misspelt field while it is typed."""
    made = record.model_json_schema(mode="validation")
    known = {part.__name__: part for part in parts_of(record)}
    definitions = made.get("$defs", {})
    for name, definition in definitions.items():
        _explain(definition, known.get(name))
    _explain(made, record)
    return {"$schema": DIALECT, **made, "title": title}


def _explain(definition: dict[str, Any], part: type[BaseModel] | None) -> None:
    # Class names and docstrings are English and for programmers.
    definition.pop("title", None)
    definition.pop("description", None)
    for name, told in definition.get("properties", {}).items():
        told.pop("title", None)
        if part is not None:
            told |= _about(part, name)


def _about(part: type[BaseModel], name: str) -> dict[str, Any]:
    said = description(part, name)
    if not said.what:
        return {}
    about: dict[str, Any] = {"description": said.what}
    if said.example:
        field = part.model_fields[name]
        shape = shape_of(field.annotation, field.metadata)
        value = example_value(said.example, shape.kind)
        about["examples"] = [[value] if shape.is_list else value]
    return about


def example_value(example: str, kind: str) -> str | int | bool:
    """The example of the table as the value that a file would hold."""
    if kind == "number":
        return int(example)
    return example == "true" if kind == "yes_no" else example
