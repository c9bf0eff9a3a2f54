"""The flyer: one sheet for a village wall (A4) or a hand (A5), always exactly one page."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field

from generator.printing.paper import Address, Paper, Part, Required, Yuan, one_line

ON_THE_PAGE = "…见网页"
DIGITS_AT_THE_END = re.compile(r"[\d,.]+$")
PAUSES = "，。；、！？,;"


class Sheet(StrEnum):
    """A4 is read standing, A5 is taken home."""

    WALL = "A4"
    HAND = "A5"


@dataclass(frozen=True, slots=True)
class Room:
    """How much prose a sheet has room for: characters of a text, lines of a list.

    `small` is for the sentences around the main text: whom to ask, who checked it.
    """

    lead: int
    line: int
    lines: int
    aid: int
    aids: int
    steps: int
    note: int
    name: int
    small: int


# The large prints take more words; the last is there for whoever fills every field.
ROOM = {
    Sheet.WALL: (Room(80, 60, 6, 60, 3, 4, 24, 40, 90), Room(50, 22, 5, 36, 3, 4, 18, 30, 60)),
    Sheet.HAND: (Room(60, 40, 4, 46, 3, 4, 18, 32, 60), Room(34, 20, 3, 30, 3, 3, 12, 22, 40)),
}
LEAST = {
    Sheet.WALL: Room(50, 22, 3, 36, 3, 3, 14, 26, 40),
    Sheet.HAND: Room(24, 18, 2, 24, 2, 3, 8, 18, 18),
}


def room_on(sheet: Sheet, size: str) -> Room:
    return LEAST[sheet] if size == "smallest" else ROOM[sheet][size == "tight"]


def cut(text: str, most: int) -> str:
    """``text`` within ``most`` characters, after a pause if there is one in the second half.

    What is left off is said, and no number is halved.
    """
    if len(text) <= most:
        return text
    kept = text[: most - len(ON_THE_PAGE)]
    pause = max(map(kept.rfind, PAUSES))
    if pause * 2 > len(kept):
        return kept[:pause] + ON_THE_PAGE
    if text[len(kept)].isdigit():
        kept = DIGITS_AT_THE_END.sub("", kept)
    return kept + ON_THE_PAGE


def shortened(most: int) -> AfterValidator:
    """Prose that is never longer on a flyer, whatever the print."""
    return AfterValidator(lambda text: cut(text, most))


# A line may hold all specialties of a college: it is cut in print, never refused.
Line = Annotated[str, Field(max_length=20_000), AfterValidator(one_line)]
Fact = Annotated[Required, shortened(20)]


class Cost(Part):
    """One line of cost; ``yuan`` is missing when the college has not said, and 0 is free."""

    label: Annotated[Required, Field(max_length=14)]
    yuan: Yuan | None = None
    note: Line = ""


class Section(Part):
    """A heading with its points; sections stand in pairs, beside each other."""

    title: Required
    lines: tuple[Line, ...] = ()


class FlyerPaper(Paper):
    """Flyer of a programme, a college, an order class, a county or a training project.

    The record is kept and attached whole. In print, prose is shortened, long lists keep their
    first lines and say how many are left, and the print gets smaller until it fits; amounts,
    dates, phones and addresses are never cut. ``expires_on`` tells whoever passes the board
    to take it down, ``expiry_rule`` why that day where the record names none.
    """

    template: ClassVar[str] = "flyer"
    most_pages: ClassVar[int | None] = 1
    prints: ClassVar[tuple[str, ...]] = ("largest", "large", "full", "dense", "tight", "smallest")

    sheet: Sheet = Sheet.WALL
    band: Required
    place: Annotated[Line, shortened(30)] = ""
    headline: Annotated[Required, shortened(26)]
    lead: Line = ""
    facts: tuple[Fact, ...] = Field(default=(), max_length=4)
    first_day: tuple[Cost, ...] = Field(default=(), max_length=4)
    each_year: tuple[Cost, ...] = Field(default=(), max_length=4)
    aid: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = Field(default=(), max_length=4)
    green_channel: tuple[Annotated[Line, Field(max_length=14)], ...] = Field(
        default=(), max_length=6
    )
    green_channel_for: Line = ""
    deadline: date | None = None
    phones: tuple[Annotated[Required, Field(max_length=20)], ...] = Field(default=(), max_length=3)
    how_to_apply: tuple[Line, ...] = Field(default=(), max_length=4)
    ask: Line = ""
    checked: Line = ""
    expires_on: date
    expiry_rule: Line = ""
    page_address: Annotated[Address, Field(max_length=160)]

    @property
    def title(self) -> str:
        """What a PDF reader shows in its window."""
        return f"{self.band}：{self.headline}"

    @property
    def qr_address(self) -> str:
        """The page with everything the flyer leaves out."""
        return self.page_address

    def on(self, sheet: Sheet) -> Self:
        """The same flyer on another sheet."""
        return self.model_copy(update={"sheet": sheet})

    def context(self, size: str, /) -> dict[str, object]:
        """The prose as far as this print has room; sums only where every line is known."""
        room = room_on(self.sheet, size)
        return {
            "band": cut(self.band, room.name),
            "lead": cut(self.lead, room.lead),
            "green_channel_for": cut(self.green_channel_for, room.small),
            "ask": cut(self.ask, room.small),
            "checked": cut(self.checked, room.small),
            "expiry_rule": cut(self.expiry_rule, room.small),
            "first_day": _costs(self.first_day, room),
            "each_year": _costs(self.each_year, room),
            "first_day_total": total(self.first_day),
            "each_year_total": total(self.each_year),
            "aid": [cut(line, room.aid) for line in self.aid[: room.aids]],
            "aid_left_off": max(0, len(self.aid) - room.aids),
            "section_rows": _in_pairs([_section(one, room) for one in self.sections]),
            "how_to_apply": [cut(line, room.aid) for line in self.how_to_apply[: room.steps]],
        }


def total(costs: tuple[Cost, ...]) -> str:
    """Sum in yuan as text; empty when there is one line or none, or one is unknown."""
    known = [cost.yuan for cost in costs if cost.yuan is not None]
    if len(costs) < 2 or len(known) < len(costs):
        return ""
    return str(sum(known, Decimal(0)))


def _costs(costs: tuple[Cost, ...], room: Room) -> list[dict[str, object]]:
    return [{**cost.model_dump(mode="json"), "note": cut(cost.note, room.note)} for cost in costs]


def _section(section: Section, room: Room) -> dict[str, object]:
    return {
        "title": cut(section.title, room.name),
        "lines": [cut(line, room.line) for line in section.lines[: room.lines]],
        "left_off": max(0, len(section.lines) - room.lines),
    }


def _in_pairs(sections: list[dict[str, object]]) -> list[list[dict[str, object]]]:
    return [sections[start : start + 2] for start in range(0, len(sections), 2)]
