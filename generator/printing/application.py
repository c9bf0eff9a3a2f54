"""The application form that a family prints, signs and keeps; it decides nothing."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from generator.printing.paper import Address, Line, Name, Paper, Part, Required


class Guardian(Part):
    """Who signs for the student; the identity number is asked at enrolment, not here."""

    name: Name
    relation: Line = ""
    phone: Line = ""


class Choice(Part):
    """One choice, in the family's order; ``kind`` is 普通班 or 订单班 in plain words."""

    college: Required
    specialty: Required
    level: Line = ""
    kind: Line = ""


class Consent(Part):
    """One consent as it was given or not given, with the version of its text."""

    text: Required
    given: bool
    version: Line = ""
    given_on: date | None = None
    by: Line = ""


class ApplicationPaper(Paper):
    """Application form, one page or two.

    ``identity_number`` is printed as passed, masked or whole; ``code`` (取件码) opens the
    application, so it is printed only when passed. Empty fields print as lines to write on.
    """

    template: ClassVar[str] = "application"

    cycle: Required
    status: Required
    student: Name
    former_name: Line = ""
    gender: Line = ""
    ethnicity: Line = ""
    identity_number: Line = ""
    birth_date: date | None = None
    home_county: Line = ""
    home_address: Line = ""
    phone: Line = ""
    guardians: tuple[Guardian, ...] = Field(default=(), max_length=4)
    household: Line = ""
    school: Line = ""
    choices: tuple[Choice, ...] = Field(min_length=1, max_length=6)
    adjustment: Line = ""
    boarding: Line = ""
    consents: tuple[Consent, ...] = Field(default=(), max_length=10)
    submitted_on: date | None = None
    helper: Line = ""
    code: Line = ""
    status_address: Address

    @property
    def title(self) -> str:
        """The form and its number; a name has no place in a file list."""
        return f"技工院校报名表 {self.number}"

    @property
    def qr_address(self) -> str:
        """The family's status page."""
        return self.status_address
