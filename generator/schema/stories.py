"""Stories of people, told only with consent, and questions that parents ask."""

from datetime import date

from pydantic import Field

from generator.schema.identifiers import CollegeId, PolicyId, PortalAddress, SpecialtyId
from generator.schema.record import Line, Part, Record, Source, Text


class StoryConsent(Part):
    """Who agreed, when, and on which paper. Minors are pseudonymous and without a face."""

    given_by: Line
    given_on: date
    guardian_agreed: bool
    paper: Line


class Story(Record):
    """典型事迹, notice 四(四). No story without a consent record."""

    person: Line
    is_minor: bool
    consent: StoryConsent
    college: CollegeId | None = None
    specialty: SpecialtyId | None = None
    paragraphs: tuple[Text, ...] = Field(min_length=1)


class Way(Part):
    """Where on the portal an answer goes on."""

    word: Line
    address: PortalAddress


class Faq(Record):
    """A question in a parent's words; the name is the question."""

    topic: Line
    answer: Line
    reason: Text | None = None
    policy: PolicyId | None = None
    answer_sources: tuple[Source, ...] = ()
    ways: tuple[Way, ...] = ()
