"""取件码 slips of a class, ten on an A4 page, to cut out and hand to each family."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from generator.printing.paper import Address, Line, Paper, Part, Required

A_PAGE = 10
MOST = 60


class Slip(Part):
    """One child's slip; ``student`` is empty where the name is to be written by hand."""

    student: Line = ""
    code: Required
    status: Line = ""


class SlipsPaper(Paper):
    """Slips in the order of the class. No birth date stands on them: it is the second fact."""

    template: ClassVar[str] = "slips"

    cycle: Required
    closes_on: date
    slips: tuple[Slip, ...] = Field(min_length=1, max_length=MOST)
    return_address: Address

    @property
    def title(self) -> str:
        """What it is and how many."""
        return f"取件码单 {len(self.slips)}张"

    @property
    def qr_address(self) -> str:
        """The page where the code is entered: the code itself stands in no address."""
        return self.return_address

    @property
    def page_limit(self) -> int:
        """Ten a page."""
        return -(-len(self.slips) // A_PAGE)

    def context(self, _size: str, /) -> dict[str, object]:
        """The slips in pages."""
        dumped = [slip.model_dump() for slip in self.slips]
        return {"sheets": [dumped[at : at + A_PAGE] for at in range(0, len(dumped), A_PAGE)]}
