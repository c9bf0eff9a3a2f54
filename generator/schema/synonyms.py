"""What people type for a specialty that is called otherwise: the finder's words, never printed."""

from typing import Annotated

from pydantic import Field

from generator.schema.identifiers import SpecialtyId
from generator.schema.record import Line, Part, Record


class Synonym(Part):
    """Words that all mean the same specialties."""

    words: Annotated[tuple[Line, ...], Field(min_length=1)]
    specialties: Annotated[tuple[SpecialtyId, ...], Field(min_length=1)]


class Synonyms(Record):
    """One list that an editor keeps; it finds specialties that exist and makes none."""

    entries: Annotated[tuple[Synonym, ...], Field(min_length=1)]
