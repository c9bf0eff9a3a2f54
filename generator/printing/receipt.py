"""The half-page receipt (回执) with the return code; it holds no birth date, by design."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from generator.printing.paper import Address, Line, Name, Paper, Part, Required


class Step(Part):
    """What happens next, who does it and by when."""

    text: Required
    by: Line = ""


class ReceiptPaper(Paper):
    """Receipt on A5, kept with the household register.

    The code needs the student's birth date beside it. The date is not printed: whoever
    finds the slip must not be able to open the application. ``second_fact`` says, in
    words, what will be asked.
    """

    template: ClassVar[str] = "receipt"
    most_pages: ClassVar[int | None] = 1
    # A family without a receipt is worse off than one with two pages.
    spills: ClassVar[bool] = True
    prints: ClassVar[tuple[str, ...]] = ("large", "full", "dense", "tight")

    cycle: Required
    status: Required
    student: Name
    code: Required
    second_fact: Line = "打开时还要填学生的出生日期，照户口簿填。"
    choices: tuple[Required, ...] = Field(default=(), max_length=6)
    submitted_on: date | None = None
    steps: tuple[Step, ...] = Field(default=(), max_length=5)
    phone: Line = ""
    return_address: Address

    @property
    def title(self) -> str:
        """The receipt and its number."""
        return f"报名回执 {self.number}"

    @property
    def qr_address(self) -> str:
        """The page where the code is entered."""
        return self.return_address
