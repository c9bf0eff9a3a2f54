"""Which records a record names, and what must hold between the two."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.catalogue.problems import Location
from generator.schema.college import College
from generator.schema.enterprise import OrderClass, Sponsorship
from generator.schema.glossary import Term
from generator.schema.guidance import Guidance
from generator.schema.pairing import Pairing
from generator.schema.policy import AidRule, Policy
from generator.schema.record import Record
from generator.schema.stories import Faq, Story
from generator.schema.synonyms import Synonyms
from generator.schema.training import TrainingProject


@dataclass(frozen=True, slots=True)
class Reference:
    """`field` of a record names the record `id` of a kind.

    `same_mark`: a sample may name a real specialty or policy, but never a real college,
    programme, enterprise or campaign; nothing real ever names a sample.
    """

    location: Location
    kind: str
    id: str
    same_mark: bool = False


def references(record: Record) -> Iterator[Reference]:
    """Every reference of a record, in the order of its file."""
    yield from _REFERENCES.get(type(record), _nothing)(record)


def _nothing(_: Any) -> Iterator[Reference]:
    return iter(())


def _college(college: College) -> Iterator[Reference]:
    if college.capacity is not None:
        for place, specialty in enumerate(college.capacity.signature_specialties):
            location = ("capacity", "signature_specialties", place)
            yield Reference(location, "specialties", specialty)
    for number, programme in enumerate(college.programmes):
        inside: Location = ("programmes", number)
        campaign = (*inside, "campaign")
        yield Reference(campaign, "campaigns", programme.campaign, same_mark=True)
        yield Reference((*inside, "specialty"), "specialties", programme.specialty)
        for place, certificate in enumerate(programme.certificates):
            yield Reference((*inside, "certificates", place), "certificates", certificate)


def _order_class(one: OrderClass) -> Iterator[Reference]:
    yield Reference(("programme",), "programmes", one.programme, same_mark=True)
    yield Reference(("enterprise",), "enterprises", one.enterprise, same_mark=True)


def _sponsorship(one: Sponsorship) -> Iterator[Reference]:
    yield Reference(("enterprise",), "enterprises", one.enterprise, same_mark=True)
    for place, college in enumerate(one.colleges):
        yield Reference(("colleges", place), "colleges", college, same_mark=True)


def _pairing(pairing: Pairing) -> Iterator[Reference]:
    yield Reference(("assisting",), "colleges", pairing.assisting, same_mark=True)
    yield Reference(("receiving",), "colleges", pairing.receiving, same_mark=True)
    for place, specialty in enumerate(pairing.specialties):
        yield Reference(("specialties", place), "specialties", specialty)
    for place, item in enumerate(pairing.items):
        if item.specialty is not None:
            yield Reference(("items", place, "specialty"), "specialties", item.specialty)


def _training(project: TrainingProject) -> Iterator[Reference]:
    if project.certificate is not None:
        yield Reference(("certificate",), "certificates", project.certificate)


def _policy(policy: Policy) -> Iterator[Reference]:
    if policy.replaced_by is not None:
        yield Reference(("replaced_by",), "policies", policy.replaced_by)


def _aid_rule(rule: AidRule) -> Iterator[Reference]:
    if rule.policy is not None:
        yield Reference(("policy",), "policies", rule.policy)


def _story(story: Story) -> Iterator[Reference]:
    if story.college is not None:
        yield Reference(("college",), "colleges", story.college, same_mark=True)
    if story.specialty is not None:
        yield Reference(("specialty",), "specialties", story.specialty)


def _faq(faq: Faq) -> Iterator[Reference]:
    if faq.policy is not None:
        yield Reference(("policy",), "policies", faq.policy)


def _term(term: Term) -> Iterator[Reference]:
    if term.policy is not None:
        yield Reference(("policy",), "policies", term.policy)
    for place, other in enumerate(term.see):
        yield Reference(("see", place), "glossary", other)


def _guidance(guidance: Guidance) -> Iterator[Reference]:
    for number, direction in enumerate(guidance.directions):
        for place, specialty in enumerate(direction.specialties):
            location = ("directions", number, "specialties", place)
            yield Reference(location, "specialties", specialty)


def _synonyms(synonyms: Synonyms) -> Iterator[Reference]:
    for number, entry in enumerate(synonyms.entries):
        for place, specialty in enumerate(entry.specialties):
            yield Reference(("entries", number, "specialties", place), "specialties", specialty)


_REFERENCES: dict[type[Record], Callable[[Any], Iterator[Reference]]] = {
    College: _college,
    OrderClass: _order_class,
    Sponsorship: _sponsorship,
    Pairing: _pairing,
    TrainingProject: _training,
    Policy: _policy,
    AidRule: _aid_rule,
    Story: _story,
    Faq: _faq,
    Term: _term,
    Guidance: _guidance,
    Synonyms: _synonyms,
}
