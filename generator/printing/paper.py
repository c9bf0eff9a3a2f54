"""What every paper has in common: a closed record, clean text, a mark, dates and an address."""

import hashlib
import json
import re
import unicodedata
from abc import abstractmethod
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

SPACES = re.compile(r"[^\S\n]+")
LINES = re.compile(r"\n{2,}")


def clean(text: str) -> str:
    """NFC, without controls and invisible signs, which would print as something else.

    A direction mark, for example, makes a page read differently from the record it embeds.
    """
    text = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c]", "\n", unicodedata.normalize("NFC", text))
    kept = (
        character
        for character in text.replace("\t", " ")
        if character == "\n" or unicodedata.category(character) not in {"Cc", "Cf"}
    )
    return LINES.sub("\n", SPACES.sub(" ", "".join(kept))).strip()


def one_line(text: str) -> str:
    """``clean`` with line ends as spaces."""
    return clean(text).replace("\n", " ")


Line = Annotated[str, Field(max_length=400), AfterValidator(one_line)]
Required = Annotated[Line, Field(min_length=1)]
Name = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(one_line)]
Prose = Annotated[str, Field(max_length=4000), AfterValidator(clean)]
Address = Annotated[str, Field(pattern=r"^https?://[!-~]{1,400}$")]
Yuan = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]


class Part(BaseModel):
    """A piece of a paper: frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Paper(Part):
    """One document to print.

    Its fields are printed and, as JSON, attached to the PDF. ``made_at`` is the only time
    in the file, so that the same record gives the same bytes on any day and machine.
    """

    template: ClassVar[str]
    language: ClassVar[str] = "zh-CN"
    # A paper with a fixed number of pages is printed smaller until it fits; when even the
    # smallest print does not, it takes more pages if it ``spills``, else it is refused.
    most_pages: ClassVar[int | None] = None
    spills: ClassVar[bool] = False
    prints: ClassVar[tuple[str, ...]] = ("full",)
    not_real: ClassVar[str] = "这不是真的招生"

    number: Required
    made_at: AwareDatetime
    sample: bool = False
    trial: bool = False

    @property
    @abstractmethod
    def title(self) -> str:
        """Title of the document, as shown by a PDF reader."""

    @property
    @abstractmethod
    def qr_address(self) -> str:
        """The address behind the printed QR code."""

    @property
    def page_limit(self) -> int | None:
        """Most pages of this very paper; ``most_pages`` unless it depends on what it holds."""
        return self.most_pages

    @property
    def mark(self) -> str:
        """The diagonal words across a paper that is not real; empty on a real one."""
        if self.sample:
            return "示例 · 无效"
        return "试用 · 无效" if self.trial else ""

    @property
    def mark_line(self) -> str:
        """The sentence at the head of every page of a paper that is not real."""
        if self.sample:
            return f"示例数据：{self.not_real}"
        return f"试一试：{self.not_real}" if self.trial else ""

    @property
    def data(self) -> bytes:
        """The record as UTF-8 JSON, always the same bytes: keys sorted, no spare spaces."""
        fields = {"paper": self.template, **self.model_dump(mode="json")}
        text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()

    @property
    def data_sha256(self) -> str:
        """SHA-256 of ``data``, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def made_utc(self) -> datetime:
        """``made_at`` to the second in UTC, for the PDF's own dates."""
        return self.made_at.astimezone(UTC).replace(microsecond=0)

    def context(self, _size: str, /) -> dict[str, object]:
        """What the template sees beside the fields, in this print: text and numbers only."""
        return {}
