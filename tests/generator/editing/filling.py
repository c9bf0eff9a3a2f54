"""Fills in the places that a new file marks, and nothing else, as an editor would."""

import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from generator.catalogue.lines import lines_of
from generator.editing.blank import NEEDED
from generator.editing.year_copy import field_at
from generator.fields.descriptions import description
from generator.yaml_text import scalar_text

PUT_INTO_USE = re.compile(r"^( *)# ", re.MULTILINE)


def fill(path: Path, record: type[BaseModel], instead: Mapping[str, str]) -> None:
    """`instead`: field -> what to write where the example of the table does not fit."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    # An empty value has no place of its own: the line is that of its field, or of its dash.
    for location, number in lines_of(text.encode()).items():
        line = lines[number - 1]
        if not line.endswith(NEEDED):
            continue
        found = field_at(record, location)
        assert found is not None, location
        part, field, shape = found
        if shape.part is not None:
            continue
        value = shape.words[0] if shape.words else description(part, field).example
        value = instead.get(field, value)
        told = value if shape.kind in {"number", "yes_no"} else scalar_text(value)
        lines[number - 1] = f"{line.removesuffix(NEEDED)} {told}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
