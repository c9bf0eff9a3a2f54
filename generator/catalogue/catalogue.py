"""All records of one build, by id, and the questions that pages and forms ask of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

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
Index = Mapping[str, tuple[Kind, ...]]


def _empty() -> Mapping[str, Kind]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Catalogue:
    """Frozen: every mapping is id -> record, in the order of the ids.

    `programmes` holds the programmes of all colleges. Every answer below that is a tuple is in
    the order of the ids too, and empty for an id that nothing refers to.
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
    """"College x" -> the hash of its file; empty for records that came from no file."""

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
        return self._colleges_by_programme[programme]

    def campaign_of(self, programme: str) -> Campaign:
        """The admission cycle of a programme; KeyError when there is no such programme."""
        return self.campaigns[self.programmes[programme].campaign]

    def programmes_of(self, specialty: str) -> tuple[Programme, ...]:
        return self._programmes_by_specialty.get(specialty, ())

    def programmes_in(self, campaign: str) -> tuple[Programme, ...]:
        return self._programmes_by_campaign.get(campaign, ())

    def order_classes_of(self, programme: str) -> tuple[OrderClass, ...]:
        return self._order_classes_by_programme.get(programme, ())

    def order_classes_by(self, enterprise: str) -> tuple[OrderClass, ...]:
        return self._order_classes_by_enterprise.get(enterprise, ())

    def sponsorships_of(self, college: str) -> tuple[Sponsorship, ...]:
        return self._sponsorships_by_college.get(college, ())

    def sponsorships_by(self, enterprise: str) -> tuple[Sponsorship, ...]:
        return self._sponsorships_by_enterprise.get(enterprise, ())

    def pairings_of(self, college: str) -> tuple[Pairing, ...]:
        """Pairings in which the college helps or is helped."""
        return self._pairings_by_college.get(college, ())

    def stories_of(self, college: str) -> tuple[Story, ...]:
        return self._stories_by_college.get(college, ())

    def aid_rules_of(self, policy: str) -> tuple[AidRule, ...]:
        return self._aid_rules_by_policy.get(policy, ())

    def programmes_leading_to(self, certificate: str) -> tuple[Programme, ...]:
        return self._programmes_by_certificate.get(certificate, ())

    def training_leading_to(self, certificate: str) -> tuple[TrainingProject, ...]:
        return self._training_by_certificate.get(certificate, ())

    def pairings_about(self, specialty: str) -> tuple[Pairing, ...]:
        return self._pairings_by_specialty.get(specialty, ())

    def specialties_in(self, class_code: str) -> tuple[Specialty, ...]:
        return self._specialties_by_class.get(class_code, ())

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

    @cached_property
    def _colleges_by_programme(self) -> Mapping[str, College]:
        return {
            programme.id: college
            for college in self.colleges.values()
            for programme in college.programmes
        }

    @cached_property
    def _programmes_by_specialty(self) -> Index[Programme]:
        return _group(self.programmes.values(), lambda programme: (programme.specialty,))

    @cached_property
    def _programmes_by_campaign(self) -> Index[Programme]:
        return _group(self.programmes.values(), lambda programme: (programme.campaign,))

    @cached_property
    def _order_classes_by_programme(self) -> Index[OrderClass]:
        return _group(self.order_classes.values(), lambda one: (one.programme,))

    @cached_property
    def _order_classes_by_enterprise(self) -> Index[OrderClass]:
        return _group(self.order_classes.values(), lambda one: (one.enterprise,))

    @cached_property
    def _sponsorships_by_college(self) -> Index[Sponsorship]:
        return _group(self.sponsorships.values(), lambda one: one.colleges)

    @cached_property
    def _sponsorships_by_enterprise(self) -> Index[Sponsorship]:
        return _group(self.sponsorships.values(), lambda one: (one.enterprise,))

    @cached_property
    def _pairings_by_college(self) -> Index[Pairing]:
        return _group(self.pairings.values(), lambda one: (one.assisting, one.receiving))

    @cached_property
    def _stories_by_college(self) -> Index[Story]:
        return _group(self.stories.values(), lambda one: (one.college,) if one.college else ())

    @cached_property
    def _aid_rules_by_policy(self) -> Index[AidRule]:
        return _group(self.aid_rules.values(), lambda one: (one.policy,) if one.policy else ())

    @cached_property
    def _programmes_by_certificate(self) -> Index[Programme]:
        return _group(self.programmes.values(), lambda one: dict.fromkeys(one.certificates))

    @cached_property
    def _training_by_certificate(self) -> Index[TrainingProject]:
        return _group(
            self.training.values(), lambda one: (one.certificate,) if one.certificate else ()
        )

    @cached_property
    def _pairings_by_specialty(self) -> Index[Pairing]:
        return _group(self.pairings.values(), lambda one: dict.fromkeys(one.specialties))

    @cached_property
    def _specialties_by_class(self) -> Index[Specialty]:
        return _group(self.specialties.values(), lambda one: (one.class_code,))


def _group(records: Iterable[Kind], keys: Callable[[Kind], Iterable[str]]) -> Index[Kind]:
    grouped: dict[str, list[Kind]] = {}
    for record in records:
        for key in keys(record):
            grouped.setdefault(key, []).append(record)
    return {key: tuple(found) for key, found in grouped.items()}
