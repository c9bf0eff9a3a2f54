"""The five consents of one application as a sheet to sign: each whole text, two boxes, a signature.

The child's name stands on it only where it may be stored; the serial says whose sheet it is.
"""

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from generator.printing.paper import Address, Line, Paper, Part, Required, clean


class TextToSign(Part):
    """One consent with its whole words, as long as the cycle lets them be."""

    title: Required
    text: Annotated[str, Field(max_length=8000), AfterValidator(clean)]
    version: Line
    required: bool


class ConsentSheetPaper(Paper):
    """One sheet; ``number`` is its serial as it is printed, on every page.

    ``student`` is the name, empty where it is to be written by hand. Without ``asks_student``
    nothing about the child is asked: then no name may be on the sheet before the guardian agreed.
    """

    template: ClassVar[str] = "consent_sheet"
    most_pages: ClassVar[int | None] = 2
    spills: ClassVar[bool] = True
    prints: ClassVar[tuple[str, ...]] = ("large", "full", "dense", "tight")

    cycle: Required
    student: Line = ""
    asks_student: bool = True
    colleges: tuple[Line, ...] = Field(default=(), max_length=6)
    relations: tuple[Required, ...] = Field(max_length=12)
    consents: tuple[TextToSign, ...] = Field(min_length=1, max_length=8)
    hand_to: tuple[Line, ...] = Field(default=(), max_length=4)
    address: Address

    @property
    def title(self) -> str:
        """What it is, without a name: the title stands in every list of files."""
        return f"监护人同意书（签字用）{self.number}"

    @property
    def qr_address(self) -> str:
        """The page that says where this sheet is."""
        return self.address
