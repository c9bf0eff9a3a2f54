"""All records of one build, by id, and the questions that pages and forms ask of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from generator.catalogue.indices import INDICES, ByKey
from generator.divisions import places
from generator.schema.campaign import Campaign
from generator.schema.college import College, Programme
from generator.schema.enterprise import Enterprise, OrderClass, Sponsorship
from generator.schema.glossary import Term
from generator.schema.guidance import Guidance
from generator.schema.pairing import Pairing
from generator.schema.policy import AidRule, Policy
from generator.schema.record import Record
from generator.schema.specialty import Specialty, SpecialtyClass
from generator.schema.statistics import Statistics
from generator.schema.stories import Faq, Story
from generator.schema.synonyms import Synonyms
from generator.schema.training import Certificate, TrainingProject

Kind = TypeVar("Kind", bound=Record)

REAL, SAMPLES = "real", "samples"


class Tally(NamedTuple):
    """The two are never added up."""

    real: int
    samples: int


def _empty() -> Mapping[str, Kind]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Catalogue:
    """Frozen: every mapping is id -> record, in the order of the ids.

    `programmes` holds the programmes of all colleges. Every answer below that is a sequence
    is in the order of the ids too, and empty for an id that nothing refers to.
    """

    colleges: Mapping[str, College] = field(default_factory=_empty)
    specialties: Mapping[str, Specialty] = field(default_factory=_empty)
    order_classes: Mapping[str, OrderClass] = field(default_factory=_empty)
    enterprises: Mapping[str, Enterprise] = field(default_factory=_empty)
    sponsorships: Mapping[str, Sponsorship] = field(default_factory=_empty)
    policies: Mapping[str, Policy] = field(default_factory=_empty)
    aid_rules: Mapping[str, AidRule] = field(default_factory=_empty)
    training: Mapping[str, TrainingProject] = field(default_factory=_empty)
    certificates: Mapping[str, Certificate] = field(default_factory=_empty)
    pairings: Mapping[str, Pairing] = field(default_factory=_empty)
    campaigns: Mapping[str, Campaign] = field(default_factory=_empty)
    stories: Mapping[str, Story] = field(default_factory=_empty)
    faq: Mapping[str, Faq] = field(default_factory=_empty)
    glossary: Mapping[str, Term] = field(default_factory=_empty)
    guidance: Mapping[str, Guidance] = field(default_factory=_empty)
    statistics: Mapping[str, Statistics] = field(default_factory=_empty)
    synonyms: Mapping[str, Synonyms] = field(default_factory=_empty)
    marks: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """"colleges x" -> the hash of its file, "programmes y" -> the hash of its part of a file.

    Empty for records that came from no file.
    """

    @cached_property
    def programmes(self) -> Mapping[str, Programme]:
        found = {
            programme.id: programme
            for college in self.colleges.values()
            for programme in college.programmes
        }
        return MappingProxyType(dict(sorted(found.items())))

    def college_of(self, programme: str) -> College:
        """The college that offers a programme; KeyError when there is no such programme."""
        found: College = self.index("college_of")[programme][0]
        return found

    def campaign_of(self, programme: str) -> Campaign:
        """The admission cycle of a programme; KeyError when there is no such programme."""
        return self.campaigns[self.programmes[programme].campaign]

    def colleges_in(self, county: str) -> Sequence[College]:
        return self._found(College, "colleges_in", county)

    def colleges_within(self, prefecture: str) -> Sequence[College]:
        """Those of a prefecture; those that no prefecture stands above, by their province."""
        return self._found(College, "colleges_within", prefecture)

    def colleges_under(self, province: str) -> Sequence[College]:
        return self._found(College, "colleges_under", province)

    def programmes_of(self, specialty: str) -> Sequence[Programme]:
        return self._found(Programme, "programmes_of", specialty)

    def programmes_in(self, campaign: str) -> Sequence[Programme]:
        return self._found(Programme, "programmes_in", campaign)

    def order_classes_of(self, programme: str) -> Sequence[OrderClass]:
        return self._found(OrderClass, "order_classes_of", programme)

    def order_classes_by(self, enterprise: str) -> Sequence[OrderClass]:
        return self._found(OrderClass, "order_classes_by", enterprise)

    def sponsorships_of(self, college: str) -> Sequence[Sponsorship]:
        return self._found(Sponsorship, "sponsorships_of", college)

    def sponsorships_by(self, enterprise: str) -> Sequence[Sponsorship]:
        return self._found(Sponsorship, "sponsorships_by", enterprise)

    def pairings_of(self, college: str) -> Sequence[Pairing]:
        """Pairings in which the college helps or is helped."""
        return self._found(Pairing, "pairings_of", college)

    def stories_of(self, college: str) -> Sequence[Story]:
        return self._found(Story, "stories_of", college)

    def aid_rules_of(self, policy: str) -> Sequence[AidRule]:
        return self._found(AidRule, "aid_rules_of", policy)

    def programmes_leading_to(self, certificate: str) -> Sequence[Programme]:
        return self._found(Programme, "programmes_leading_to", certificate)

    def training_leading_to(self, certificate: str) -> Sequence[TrainingProject]:
        return self._found(TrainingProject, "training_leading_to", certificate)

    def training_around(self, prefecture: str) -> Sequence[TrainingProject]:
        return self._found(TrainingProject, "training_around", prefecture)

    def pairings_about(self, specialty: str) -> Sequence[Pairing]:
        return self._found(Pairing, "pairings_about", specialty)

    def specialties_in(self, class_code: str) -> Sequence[Specialty]:
        return self._found(Specialty, "specialties_in", class_code)

    def statistics_of(self, county: str) -> Sequence[Statistics]:
        return self._found(Statistics, "statistics_of", county)

    def campaigns_with_desks_in(self, county: str) -> Sequence[Campaign]:
        return self._found(Campaign, "campaigns_with_desks_in", county)

    def colleges_offering(self, count: str) -> Sequence[College]:
        """Those that have written so many of the six promises, "1" to "6"."""
        return self._found(College, "colleges_offering", count)

    def tally(self, question: str) -> Tally:
        """How many records answer: `colleges`, `programmes_of x`; nobody needs to look at them."""
        name, _, key = question.partition(" ")
        found = self.index(name).get(key, ()) if key else getattr(self, name).values()
        samples = sum(1 for one in found if one.is_sample)
        return Tally(real=len(found) - samples, samples=samples)

    def real(self, kind: str) -> Sequence[Any]:
        """The records of a kind that are no samples, by id."""
        return [one for one in getattr(self, kind).values() if not one.is_sample]

    def layout(self, samples: str) -> Mapping[str, int]:
        """County -> how many colleges: the samples (SAMPLES) or the real ones (REAL)."""
        return self._layouts[samples]

    @cached_property
    def specialty_classes(self) -> Mapping[str, SpecialtyClass]:
        """Class code -> class, for the classes that have a specialty, in the order of the codes."""
        found = {
            one.class_code: SpecialtyClass(code=one.class_code, name=one.class_name)
            for one in self.specialties.values()
        }
        return MappingProxyType(dict(sorted(found.items())))

    def counts(self) -> dict[str, int]:
        """How many records of each kind, programmes beside the colleges that offer them."""
        counted = {"colleges": len(self.colleges), "programmes": len(self.programmes)}
        for name in (name for name in self.__dataclass_fields__ if name != "marks"):
            counted.setdefault(name, len(getattr(self, name)))
        return counted

    def _found(self, _: type[Kind], name: str, key: str) -> Sequence[Kind]:
        found: Sequence[Kind] = self.index(name).get(key, ())
        return found

    def index(self, name: str) -> ByKey:
        """Key -> the records found under it, by id; `INDICES` has the names."""
        if name not in self._indices:
            index = INDICES[name]
            found: dict[str, list[Any]] = {}
            for record in getattr(self, index.kind).values():
                for key in dict.fromkeys(index.keys(record)):
                    found.setdefault(key, []).append(record)
            self._indices[name] = {key: tuple(those) for key, those in found.items()}
        return self._indices[name]

    @cached_property
    def _indices(self) -> dict[str, ByKey]:
        return {}

    @cached_property
    def _layouts(self) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, Counter[str]] = {REAL: Counter(), SAMPLES: Counter()}
        for one in self.colleges.values():
            found[SAMPLES if one.is_sample else REAL][places.today(one.division)] += 1
        return found
