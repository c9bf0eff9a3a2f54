"""The pairing agreement (对口帮扶协议书) of two colleges; its text is fixed by a version."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar
from urllib.parse import quote

from pydantic import Field, model_validator

from generator.printing.paper import Address, Line, Paper, Part, Prose, Required, Yuan


class Party(Part):
    """One college, with what a contract names; an empty field prints as a line to fill."""

    name: Required
    credit_code: Line = ""
    representative: Line = ""
    address: Line = ""
    contact: Line = ""
    phone: Line = ""


class AidItem(Part):
    """One line of aid; ``yuan`` is the value of the whole line, missing when it has none."""

    kind: Required
    what: Line = ""
    specialty: Line = ""
    quantity: Annotated[Decimal, Field(gt=0, max_digits=9, decimal_places=2)]
    unit: Required
    yuan: Yuan | None = None
    due: date
    evidence: Line = ""


class AnnualTask(Part):
    """What is to be done in one year of the agreement."""

    year: Annotated[int, Field(ge=2000, le=2200)]
    task: Required
    measure: Line = ""


class Trainee(Part):
    """A teacher to be trained; listed only when both colleges agree to name them."""

    name: Required
    post: Line = ""
    training: Line = ""
    due: date | None = None


class AgreementPaper(Paper):
    """The agreement between an assisting college (甲方) and a receiving one (乙方).

    ``number`` is also the serial of the verification page. ``template_version`` names the
    standing clauses in the template; change it whenever their words change.
    The place of a seal stays empty: a picture of a seal is not a seal.
    """

    template: ClassVar[str] = "agreement"
    not_real: ClassVar[str] = "这不是真的协议"
    template_version: ClassVar[str] = "2026-2"

    assisting: Party
    receiving: Party
    purpose: Prose = ""
    policies: tuple[Required, ...] = Field(min_length=1, max_length=10)
    items: tuple[AidItem, ...] = Field(min_length=1, max_length=60)
    tasks: tuple[AnnualTask, ...] = Field(default=(), max_length=10)
    money: Prose = ""
    starts_on: date
    ends_on: date
    filing_authority: Line = ""
    teachers: tuple[Trainee, ...] = Field(default=(), max_length=200)
    supersedes: Line = ""
    text_version: Line = template_version
    site_address: Address

    @model_validator(mode="after")
    def term_has_an_order(self) -> "AgreementPaper":
        """An agreement ends after it starts."""
        if self.ends_on <= self.starts_on:
            raise ValueError("ends_on must be later than starts_on")
        if self.text_version != self.template_version:
            raise ValueError(f"the template holds text {self.template_version}")
        return self

    @property
    def title(self) -> str:
        """The agreement and its number."""
        return f"对口帮扶协议书 {self.number}"

    @property
    def qr_address(self) -> str:
        """The verification page, with the first 16 hex digits of the record's SHA-256."""
        serial = quote(self.number, safe="")
        return f"{self.site_address.rstrip('/')}/v/{serial}?h={self.data_sha256[:16]}"

    def context(self, _size: str, /) -> dict[str, object]:
        """The total of the lines that have a value, and the fingerprint to compare by eye."""
        values = [item.yuan for item in self.items if item.yuan is not None]
        return {
            "total": str(sum(values, Decimal(0))) if values else "",
            "fingerprint": self.data_sha256[:16],
        }
