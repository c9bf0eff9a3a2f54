"""Copies lines of a YAML file into the next year: moves dates, marks what a person must look at.

It works on the text, so that comments, order and quotes stay as the editor typed them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pydantic import BaseModel

from generator.catalogue.inspection import UNCONFIRMED
from generator.catalogue.parsing import Part, Step, steps
from generator.catalogue.problems import Location
from generator.fields.descriptions import description
from generator.fields.shape import Shape, shape_of

VALUE = re.compile(r"(\s*(?:- +)*(?:[a-z_]+: +)?)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Years:
    """The year that is copied. `today` is when the copy is made."""

    old: int
    today: date

    @property
    def new(self) -> int:
        return self.old + 1

    def moved(self, text: str) -> str:
        """Years that belong to the cycle, one later; a whole date stays a day that exists."""
        text = re.sub(r"(?<![0-9])[0-9]{4}(?![0-9])", self._later, text)
        return re.sub(r"([0-9]{4})-02-29", _day_that_exists, text)

    def _later(self, found: re.Match[str]) -> str:
        year = int(found[0])
        return str(year + 1) if year in {self.old - 1, self.old, self.new} else found[0]

    def named(self, identifier: str) -> str:
        """The id of the copy: its year replaced, or put behind."""
        moved = re.sub(rf"(?<![0-9]){self.old}(?![0-9])", str(self.new), identifier)
        return moved if moved != identifier else f"{identifier}-{self.new}"


def _day_that_exists(found: re.Match[str]) -> str:
    year = int(found[1])
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return found[0] if is_leap else f"{year}-02-28"


Told = Callable[[Location, str], str | None]
"""What a field of the copy says, by its place in the copied record; None where the rules decide."""


def copied(text: str, inside: Location, record: type[BaseModel], years: Years, told: Told) -> str:
    """The lines of the part at `inside`, as they stand in the next year."""
    lines = text.splitlines(keepends=True)
    first, end = lines_of_part(text, inside)
    for step, last in _scalars(text, inside, end):
        location = step.location[len(inside) :]
        stated = told(location, step.text)
        at = step.line - 1
        if stated is not None:
            lines[at] = _replaced(lines[at], step.text, stated)
            continue
        moved, is_marked = _moved(record, location, step.text, years)
        if moved == step.text and not is_marked:
            continue
        if step.text and step.text in lines[at]:
            lines[at] = _replaced(lines[at], step.text, moved, is_marked=is_marked)
        else:
            _move_block(lines, at, last, years)
    return "".join(lines[first:end])


def lines_of_part(text: str, inside: Location) -> tuple[int, int]:
    """The first line of a part and the line behind its last, from 0; comments below it are not."""
    lines = text.splitlines(keepends=True)
    own, after = None, len(lines)
    for step in steps(text):
        within = step.location[: len(inside)] == inside
        if own is None and within and step.part is not Part.DOCUMENT:
            own = step.line - 1
        elif own is not None and not within:
            after = step.line - 1
            break
    if own is None or inside == ():
        return 0, len(lines)
    return own, _without_comments(lines, own, after)


def _without_comments(lines: list[str], first: int, end: int) -> int:
    """Comments at the depth of the part itself, or less deep, belong to what comes next."""
    depth = len(lines[first]) - len(lines[first].lstrip())
    while end > first + 1:
        line = lines[end - 1]
        is_outside = len(line) - len(line.lstrip()) <= depth
        if line.strip() and not (line.lstrip().startswith("#") and is_outside):
            break
        end -= 1
    return end


def _scalars(text: str, inside: Location, end: int) -> Iterator[tuple[Step, int]]:
    """Every value of the part with the line behind its last, from 0."""
    found: Iterable[Step] = [step for step in steps(text) if step.part is not Part.DOCUMENT]
    last = Step(Part.KEY, (), end + 1)
    for step, following in pairwise([*found, last]):
        if step.part is Part.SCALAR and step.location[: len(inside)] == inside:
            yield step, max(step.line, following.line - 1)


def _moved(
    record: type[BaseModel], location: Location, text: str, years: Years
) -> tuple[str, bool]:
    """The text of the next year, and whether a person has to look at it."""
    found = field_at(record, location)
    if found is None:
        return text, False
    part, field, shape = found
    if description(part, field).is_every_year:
        return years.moved(text), True
    if shape.kind == "text" and not shape.pattern:
        moved = years.moved(text)
        return moved, moved != text
    return text, False


def field_at(
    record: type[BaseModel], location: Location
) -> tuple[type[BaseModel], str, Shape] | None:
    """The class, the name and the shape of the field that a value belongs to."""
    part: type[BaseModel] | None = record
    found = None
    for step in location:
        if isinstance(step, int):
            continue
        if part is None or step not in part.model_fields:
            return None
        field = part.model_fields[step]
        shape = shape_of(field.annotation, field.metadata)
        found = part, step, shape
        part = shape.part
    return found


def _replaced(line: str, old: str, new: str, *, is_marked: bool = False) -> str:
    """Only the value changes; quotes and a comment behind it stay."""
    match = VALUE.match(line)
    assert match is not None, "every part of the pattern may be empty"
    head, rest = match.groups()
    quote = rest[0] if rest[:1] in {'"', "'"} else ""
    mark = UNCONFIRMED if is_marked else ""
    body = rest[len(quote) :].replace(old, new, 1)
    return f"{head}{quote}{mark}{body}"


def _move_block(lines: list[str], at: int, end: int, years: Years) -> None:
    """A text of several lines; the mark stands before its first word."""
    match = VALUE.match(lines[at])
    is_block = match is not None and match[2][:1] in {"|", ">"}
    start = at + 1 if is_block else at
    for number in range(start, end):
        lines[number] = years.moved(lines[number])
    if start < end:
        lines[start] = _replaced(lines[start], "", "", is_marked=True)
