"""The two dates of a flyer: when its facts were last looked at, and when it comes off the wall."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from generator.catalogue.catalogue import Catalogue
from generator.schema.college import Programme
from generator.schema.record import Record

NO_DEADLINE = "没有写截止日期，按资料更新后一年算。"


class NoDate(ValueError):
    """A record without any date: its flyer could not say until when it is true."""

    def __init__(self, record: str) -> None:
        super().__init__(f"{record} 没有日期，请在它的 YAML 里写 updated_on（最后核对的日子）")


@dataclass(frozen=True, slots=True)
class Expiry:
    """`rule` says why that day, where the record itself names none."""

    day: date
    rule: str = ""


def checked_on(*records: Record) -> date:
    """The newest day on which somebody looked at one of them; raises NoDate without any."""
    days = [one.updated_on for one in records if one.updated_on]
    days += [source.seen_on for one in records for source in one.sources if source.seen_on]
    if not days:
        raise NoDate(records[0].id)
    return max(days)


def expiry(deadline: date | None, checked: date) -> Expiry:
    """The deadline; without one, a year after the facts were checked."""
    return Expiry(deadline) if deadline else Expiry(a_year_after(checked), NO_DEADLINE)


def a_year_after(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap_day else day.day)


def deadlines(catalogue: Catalogue, programmes: Iterable[Programme]) -> list[date]:
    """The last days of the admission cycles, each once and in order."""
    cycles = (catalogue.campaigns[one.campaign].admission for one in programmes)
    return sorted({cycle.closes_at.date() for cycle in cycles if cycle is not None})


def midnight(day: date) -> datetime:
    """The one time in a flyer's file, so that the same record gives the same bytes."""
    return datetime.combine(day, time(), UTC)
