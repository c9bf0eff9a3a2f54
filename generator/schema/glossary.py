"""A word that families meet in papers, told in plain Chinese."""

from generator.schema.enums import GlossaryTopic
from generator.schema.identifiers import PolicyId, TermId
from generator.schema.record import Line, Record


class Term(Record):
    """The name is the word; `meaning` opens with what it is, `example` shows it in use."""

    topic: GlossaryTopic
    meaning: Line
    example: Line | None = None
    also_called: tuple[Line, ...] = ()
    policy: PolicyId | None = None
    see: tuple[TermId, ...] = ()
