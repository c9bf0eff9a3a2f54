"""Copies a year's admission cycles and their programmes to the next year; writes all or nothing.

What is copied is marked 待确认 wherever it was true of one year only: `check` names each place and
nothing is built until a person has confirmed it, so last year's date is never shown as a fact.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import to_json

from generator.catalogue import ContentErrors, load_catalogue
from generator.catalogue.files import ContentFile, find_files
from generator.catalogue.inspection import NOT_CONFIRMED, UNCONFIRMED
from generator.catalogue.kinds import RECORDS, SUFFIX
from generator.catalogue.parsing import Odd, read_value
from generator.catalogue.problems import Location
from generator.catalogue.reading import read
from generator.editing.year_copy import Years, copied, lines_of_part
from generator.schema.campaign import Campaign
from generator.schema.college import Programme

MOST_LISTED = 20


class CannotRollOver(ValueError):
    """Nothing was written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Change:
    """One file as it will be; `old` is None for a new one."""

    path: Path
    kind: str
    old: str | None
    new: str
    copies: int

    @property
    def marks(self) -> int:
        return self.new.count(UNCONFIRMED) - (self.old or "").count(UNCONFIRMED)

    def __str__(self) -> str:
        what = f"加 {self.copies} 个专业点" if self.old is not None else "新文件"
        return f"{self.path.as_posix()}: {what}，{self.marks} 处待确认"


@dataclass(slots=True)
class Plan:
    """Everything that one rollover will do. `there` counts copies that exist already."""

    years: Years
    changes: list[Change] = field(default_factory=list)
    there: int = 0

    def __str__(self) -> str:
        lines = [f"{self.years.old} → {self.years.new}", *map(str, self.changes)]
        marks = sum(change.marks for change in self.changes)
        lines.append(f"共 {len(self.changes)} 个文件，{marks} 处待确认")
        if self.there:
            lines.append(f"{self.there} 条以前已经抄过，没有动")
        return "\n".join(lines)


def plan(content: Path, year: int, today: date) -> Plan:
    """What to do, read from the files as they are; raises CannotRollOver."""
    _expect_sound(content)
    files, _ = find_files(content, include_sample=True)
    made = Plan(Years(year, today))
    campaigns = dict(_campaigns(made, files))
    if not campaigns:
        raise CannotRollOver(f"{year} 年没有招生季，看看 campaigns 里的 year 和 admission")
    for file in files:
        if file.kind == "colleges":
            _copy_programmes(made, file, campaigns)
    for change in made.changes:
        _expect_record(change)
    return made


def write(made: Plan) -> None:
    """Every file of the plan, or none; raises CannotRollOver."""
    fresh = [(change, change.path.with_name(f".{change.path.name}.new")) for change in made.changes]
    done: list[Change] = []
    try:
        for change, path in fresh:
            path.write_text(change.new, encoding="utf-8")
        for change, path in fresh:
            path.replace(change.path)
            done.append(change)
    except OSError as error:
        for change in done:
            _undo(change)
        for _, path in fresh:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise CannotRollOver(
            f"{error.filename}: 写不进去（{error.strerror}），什么都没改"
        ) from error


def _undo(change: Change) -> None:
    if change.old is None:
        change.path.unlink()
    else:
        change.path.write_text(change.old, encoding="utf-8")


def _expect_sound(content: Path) -> None:
    """Marks of an earlier rollover may be there; anything else is mended first."""
    try:
        load_catalogue(content)
    except ContentErrors as errors:
        others = [one for one in errors.problems if not one.wrong.startswith(NOT_CONFIRMED)]
        if others:
            named = "\n".join(map(str, others[:MOST_LISTED]))
            raise CannotRollOver(f"{named}\n先改好这些，再抄到下一年") from None


def _campaigns(made: Plan, files: list[ContentFile]) -> Iterator[tuple[str, str]]:
    """Old id -> new id of every admission cycle of the year."""
    for file in files:
        if file.kind != "campaigns":
            continue
        text, values = _read(file)
        if values.get("year") != made.years.old or "admission" not in values:
            continue
        new = made.years.named(file.id)
        yield file.id, new
        path = file.path.with_name(f"{new}{SUFFIX}")
        if path.exists():
            made.there += 1
            continue
        stated = {"id": new, "year": str(made.years.new), "updated_on": str(made.years.today)}
        copy = _copy(text, (), Campaign, made.years, stated)
        made.changes.append(Change(path, file.kind, None, copy, 1))


def _copy_programmes(made: Plan, file: ContentFile, campaigns: dict[str, str]) -> None:
    text, values = _read(file)
    programmes = values.get("programmes") or []
    ids = {one["id"] for one in programmes}
    blocks = []
    for number, one in enumerate(programmes):
        if one["campaign"] not in campaigns:
            continue
        new = made.years.named(one["id"])
        if new in ids:
            made.there += 1
            continue
        stated = {
            "id": new,
            "campaign": campaigns[one["campaign"]],
            "updated_on": str(made.years.today),
        }
        blocks.append(_copy(text, ("programmes", number), Programme, made.years, stated))
    if not blocks:
        return
    _, end = lines_of_part(text, ("programmes", len(programmes) - 1))
    lines = text.splitlines(keepends=True)
    if not lines[end - 1].endswith("\n"):
        lines[end - 1] += "\n"
    if any(not block.lstrip().startswith("-") for block in blocks):
        raise CannotRollOver(f"{file.shown}: 专业点要每个从短横线开始一行，先改成这样")
    added = [block if block.endswith("\n") else f"{block}\n" for block in blocks]
    new_text = "".join([*lines[:end], *added, *lines[end:]])
    made.changes.append(Change(file.path, file.kind, text, new_text, len(blocks)))


def _copy(
    text: str,
    inside: Location,
    record: type[Campaign] | type[Programme],
    years: Years,
    stated: dict[str, str],
) -> str:
    def told(location: Location, value: str) -> str | None:
        if location == ("name",):
            return years.moved(value)
        return stated.get(str(location[0])) if len(location) == 1 else None

    return copied(text, inside, record, years, told)


def _read(file: ContentFile) -> tuple[str, dict[str, Any]]:
    """The text and its values; marks of an earlier rollover are plain text here."""
    text = file.path.read_text(encoding="utf-8")
    try:
        values = read_value(text)
    except (yaml.YAMLError, Odd):
        values = None
    if not isinstance(values, dict):
        raise CannotRollOver(f"{file.shown}: 读不懂，先运行 python -m generator check")
    return text, values


def _expect_record(change: Change) -> None:
    """With every mark taken away the file is a sound record; else the copy is not written."""
    data = change.new.replace(UNCONFIRMED, "").encode()
    try:
        values = read(change.path.as_posix(), data)
        RECORDS[change.kind].model_validate_json(to_json(values), strict=True)
    except (ContentErrors, ValidationError) as error:
        raise CannotRollOver(
            f"{change.path.as_posix()}: 这个文件抄不了，请手工写\n{error}"
        ) from None
