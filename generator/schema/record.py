"""The base of every record: closed, frozen, and either sourced or visibly a sample."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints, model_validator

from generator.schema.enums import Confidence, RecordStatus
from generator.schema.identifiers import SAMPLE_PHONE, SAMPLE_PREFIX, PhoneNumber, Slug

SAMPLE_NAME_PREFIX = "示例"

SAMPLE = RecordStatus.SAMPLE
"""An enumeration looks its members up slowly, and every page asks for this one many times."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
"""One line of text, up to 200 characters."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=8000, strip_whitespace=True)]
"""Paragraphs separated by an empty line; plain text, never markup."""

Amount = Annotated[int, Field(ge=0, le=100_000_000)]
"""Whole yuan."""

Count = Annotated[int, Field(ge=0, le=1_000_000)]


_NO_FIELDS: set[str] = set()
"""One for all parts, never changed: a copy of a part gets a set of its own."""


class Part(BaseModel):
    """A piece of a record: closed and frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def model_post_init(self, _: Any, /) -> None:
        """Forget which fields were typed: nobody asks, and it is half of a catalogue's weight."""
        object.__setattr__(self, "__pydantic_fields_set__", _NO_FIELDS)


class Source(Part):
    """Where a fact was found. `place` is a document number, a page or an address without scheme."""

    title: Line
    place: Line | None = None
    url: HttpUrl | None = None
    seen_on: date | None = None
    confidence: Confidence = Confidence.SEEN


class Fact(Part):
    """One sentence with the sources that carry it."""

    text: Line
    sources: tuple[Source, ...] = Field(min_length=1)
    as_of: Line | None = None

    @property
    def is_publishable(self) -> bool:
        """False when no source is better than unsure."""
        return any(source.confidence is not Confidence.UNSURE for source in self.sources)


class Contact(Part):
    """Whom to ask. A sample's phone is 000-0000-0000 and nothing else."""

    office: Line
    phone: PhoneNumber
    hours: Line | None = None

    @property
    def is_sample(self) -> bool:
        return self.phone == SAMPLE_PHONE


class Record(Part):
    """A record with an address of its own: id, name, status and sources.

    Raises a validation error when a sample lacks its mark (id `sample-…`, name 示例…), when a
    record that is no sample carries one, or when an official record names no source.
    """

    id: Slug
    name: Line
    record_status: RecordStatus
    sources: tuple[Source, ...] = ()
    updated_on: date | None = None

    @property
    def is_sample(self) -> bool:
        return self.record_status is SAMPLE

    @model_validator(mode="after")
    def carry_the_mark_of_a_sample_and_nothing_else(self) -> Self:
        marked_id = self.id.startswith(SAMPLE_PREFIX)
        marked_name = self.name.startswith(SAMPLE_NAME_PREFIX)
        if self.is_sample and not (marked_id and marked_name):
            raise ValueError(
                "示例记录必须有标记：id 以 sample- 开头，名称以“示例”开头"
                " (a sample needs the id prefix sample- and a name that starts with 示例)"
            )
        if not self.is_sample and (marked_id or marked_name):
            raise ValueError(
                "不是示例的记录不能带示例标记"
                " (only a record with record_status: sample may carry the sample mark)"
            )
        if self.record_status is RecordStatus.OFFICIAL and not self.sources:
            raise ValueError(
                "official 记录必须写来源 (an official record needs at least one source)"
            )
        return self
