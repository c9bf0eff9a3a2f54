"""The A4 notice-board flyer: the family's questions answered, on exactly one page."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from generator.printing.paper import Address, Line, Paper, Part, Required, Yuan, first, shortened

Lead = Annotated[Line, shortened(50)]
Point = Annotated[Line, shortened(22)]
Sentence = Annotated[Line, shortened(36)]
Name = Annotated[Required, Field(max_length=40)]
Fact = Annotated[Required, Field(max_length=20)]


class Cost(Part):
    """One line of cost; ``yuan`` is missing when the college has not said, and 0 is free."""

    label: Annotated[Required, Field(max_length=14)]
    yuan: Yuan | None = None
    note: Annotated[Line, shortened(18)] = ""


class FlyerPaper(Paper):
    """Flyer of a programme or a college.

    Prose is shortened, long lists keep their first lines, and the print gets smaller until
    it fits; amounts, dates, phones and addresses are never cut. ``expires_on`` tells
    whoever passes the board to take it down.
    """

    template: ClassVar[str] = "flyer"
    most_pages: ClassVar[int | None] = 1
    prints: ClassVar[tuple[str, ...]] = ("large", "full", "dense", "tight", "smallest")

    college: Name
    headline: Annotated[Required, shortened(26)]
    place: Annotated[Line, Field(max_length=30)] = ""
    lead: Lead = ""
    facts: tuple[Fact, ...] = Field(default=(), max_length=4)
    learn: Annotated[tuple[Point, ...], first(5)] = ()
    work: Annotated[tuple[Point, ...], first(4)] = ()
    first_day: tuple[Cost, ...] = Field(default=(), max_length=5)
    each_year: tuple[Cost, ...] = Field(default=(), max_length=5)
    aid: Annotated[tuple[Sentence, ...], first(3)] = ()
    green_channel: tuple[Annotated[Line, Field(max_length=14)], ...] = Field(
        default=(), max_length=6
    )
    green_channel_for: Annotated[Line, shortened(40)] = ""
    how_to_apply: tuple[Sentence, ...] = Field(default=(), max_length=4)
    deadline: date | None = None
    phones: tuple[Annotated[Required, Field(max_length=20)], ...] = Field(default=(), max_length=3)
    checked: Annotated[Line, shortened(60)] = ""
    expires_on: date
    page_address: Annotated[Address, Field(max_length=100)]

    @property
    def title(self) -> str:
        """What a PDF reader shows in its window."""
        return f"{self.college}：{self.headline}"

    @property
    def qr_address(self) -> str:
        """The page with everything the flyer leaves out."""
        return self.page_address

    def context(self) -> dict[str, object]:
        """Totals, only where every line is known: a sum with a gap would mislead."""
        return {
            "first_day_total": total(self.first_day),
            "each_year_total": total(self.each_year),
        }


def total(costs: tuple[Cost, ...]) -> str:
    """Sum in yuan as text; empty when there is no line or one is unknown."""
    known = [cost.yuan for cost in costs if cost.yuan is not None]
    if not costs or len(known) < len(costs):
        return ""
    return str(sum(known, Decimal(0)))
