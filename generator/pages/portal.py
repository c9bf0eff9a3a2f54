"""What every page module is given: the records, the day of the build, and shared fragments."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from generator.aid.entitlement import Rulebook
from generator.catalogue.catalogue import Catalogue
from generator.pages import addresses, wording
from generator.pages.cost import published_rules
from generator.pages.page import Context, Fragment
from generator.pages.rendering import Renderer
from generator.pages.wording import SHORT_PRIORITIES, Values
from generator.schema.college import College
from generator.schema.policy import AidRule


@dataclass(frozen=True)
class Portal:
    """One build. Fragments that several pages show are made once."""

    catalogue: Catalogue
    day: date
    renderer: Renderer
    _shared: dict[tuple[object, ...], Fragment] = field(default_factory=dict)

    def college(self, identifier: str) -> Values:
        return wording.reference(self.catalogue.colleges[identifier], addresses.college(identifier))

    def specialty(self, identifier: str) -> Values:
        return wording.reference(
            self.catalogue.specialties[identifier], addresses.specialty(identifier)
        )

    def certificate(self, identifier: str) -> Values:
        return wording.reference(
            self.catalogue.certificates[identifier], addresses.certificate(identifier)
        )

    def policy(self, identifier: str) -> Values:
        return wording.reference(self.catalogue.policies[identifier], addresses.policy(identifier))

    def ticks(self, college: College) -> Fragment:
        """The six promises of a college."""
        return self.shared(
            "ticks.html",
            (college.id,),
            lambda: {"promises": promises(college, self.day), "sample": college.is_sample},
        )

    def shared(
        self, template: str, key: tuple[object, ...], context: Callable[[], Context]
    ) -> Fragment:
        """What depends on the key only, made once for all the pages that show it."""
        name = (template, *key)
        if name not in self._shared:
            self._shared[name] = Fragment(template, context())
        return self._shared[name]

    @cached_property
    def complete(self) -> frozenset[str]:
        """Ids of the colleges that fill all six promises and so carry the badge."""
        every = self.catalogue.colleges.values()
        return frozenset(one.id for one in every if one.green_channel.is_complete)

    @cached_property
    def aid_rules(self) -> list[AidRule]:
        """Rules that we are sure enough of, in the order of the kinds."""
        return published_rules(self.catalogue)

    @cached_property
    def rulebook(self) -> Rulebook:
        """Answers each situation once for all the programmes that share it."""
        return Rulebook(self.aid_rules)


def promises(college: College, day: date) -> list[Values]:
    """The six in the order of the notice; `what` is None where the college has said nothing."""
    return [
        {
            "priority": SHORT_PRIORITIES[priority],
            "full_name": str(priority),
            "what": item.what if item else None,
            "how_many": item.how_many if item else None,
            "until": wording.day(item.until) if item else None,
            "ended": item is not None and item.until < day,
            "office": item.contact.office if item else None,
            "phone": item.contact.phone if item else None,
            "numbered": college.is_sample
            and item is not None
            and wording.has_number(item.how_many),
        }
        for priority, item in college.green_channel.items()
    ]
