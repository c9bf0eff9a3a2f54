"""The whole application form to fill in by pen: two A4 pages a copy, each copy with its serial."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from generator.printing.paper import Address, Line, Paper, Part, Prose, Required
from generator.printing.qr import qr_code

PAGES = 2
MOST_COPIES = 10
"""Copies in one file: more would keep the press, which prints one paper at a time, too long."""


class Copy(Part):
    """One sheet: its serial as it is printed, and the address behind its QR code."""

    serial: Required
    address: Address


class ConsentToSign(Part):
    """One consent: its whole words, because nobody signs what does not stand there."""

    title: Required
    text: Prose
    version: Line
    required: bool


class PenFormPaper(Paper):
    """Empty forms; nothing personal stands on them. All copies differ in serial and QR only.

    ``closes`` and ``hand_to`` are ready words: until when, and to whom the paper is handed.
    """

    template: ClassVar[str] = "pen_form"
    prints: ClassVar[tuple[str, ...]] = ("large", "full", "dense", "tight")

    cycle: Required
    closes: Required
    hand_to: tuple[Line, ...] = Field(default=(), max_length=4)
    asks_number: bool = True
    household_kinds: tuple[Required, ...] = Field(max_length=16)
    relations: tuple[Required, ...] = Field(max_length=12)
    fillers: tuple[Required, ...] = Field(max_length=8)
    schoolings: tuple[Required, ...] = Field(max_length=8)
    adjustments: tuple[Required, ...] = Field(max_length=4)
    boardings: tuple[Required, ...] = Field(max_length=4)
    choices: int = Field(ge=1, le=6)
    consents: tuple[ConsentToSign, ...] = Field(min_length=1, max_length=8)
    copies: tuple[Copy, ...] = Field(min_length=1, max_length=MOST_COPIES)

    @model_validator(mode="after")
    def keep_copies_apart(self) -> Self:
        if len({copy.serial for copy in self.copies}) != len(self.copies):
            raise ValueError("two copies with one serial")
        return self

    @property
    def title(self) -> str:
        """The form and how many copies of it."""
        return f"技工院校报名表（用笔填）{len(self.copies)}份"

    @property
    def qr_address(self) -> str:
        """The first copy's address; the template draws each copy's own."""
        return self.copies[0].address

    @property
    def page_limit(self) -> int:
        """Two pages a copy."""
        return PAGES * len(self.copies)

    def context(self, _size: str, /) -> dict[str, object]:
        """Each copy's own QR code."""
        codes = [(copy.serial, qr_code(copy.address)) for copy in self.copies]
        sheets = [
            {"serial": one, "qr_size": code.size, "qr_path": code.path} for one, code in codes
        ]
        return {"sheets": sheets}
