"""On which line a field of a file stands. Asked only of files that have a problem."""

from collections.abc import Mapping

import yaml

from generator.catalogue.parsing import Part, steps
from generator.catalogue.problems import Location


def lines_of(data: bytes) -> dict[Location, int]:
    """Location -> line, from 1; as far as the file can be read."""
    lines: dict[Location, int] = {}
    try:
        for step in steps(data.decode("utf-8", errors="replace")):
            if step.part is not Part.DOCUMENT:
                # The key comes before its value: a block of text is named by the line of its key.
                lines.setdefault(step.location, step.line)
    except yaml.YAMLError:
        pass  # the form of the file is reported elsewhere; what was read so far has its lines
    return lines


def line_at(lines: Mapping[Location, int], location: Location) -> int:
    """The line of a field, or of the nearest part around it when the field is missing."""
    while location and location not in lines:
        location = location[:-1]
    return lines.get(location, 1)


def location_of_text(data: bytes, inside: Location, text: str) -> Location:
    """The first place within a part where exactly this text is typed; else the part itself."""
    try:
        for step in steps(data.decode("utf-8", errors="replace")):
            within = step.location[: len(inside)] == inside
            if within and step.part is Part.SCALAR and step.text == text:
                return step.location
    except yaml.YAMLError:
        pass  # as above
    return inside
