"""What every page module is given: the records, the day of the build, and shared fragments."""

from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from generator.catalogue.catalogue import Catalogue
from generator.pages import addresses, wording
from generator.pages.rendering import Renderer
from generator.pages.wording import SHORT_PRIORITIES, Values
from generator.schema.college import College


@dataclass(frozen=True)
class Portal:
    """One build. Fragments that depend on one college only are made once for all its pages."""

    catalogue: Catalogue
    day: date
    renderer: Renderer
    _ticks: dict[str, Markup] = field(default_factory=dict)

    def college(self, identifier: str) -> Values:
        return wording.reference(self.catalogue.colleges[identifier], addresses.college(identifier))

    def specialty(self, identifier: str) -> Values:
        return wording.reference(
            self.catalogue.specialties[identifier], addresses.specialty(identifier)
        )

    def policy(self, identifier: str) -> Values:
        return wording.reference(self.catalogue.policies[identifier], addresses.policy(identifier))

    def ticks(self, college: College) -> Markup:
        """The six promises of a college as HTML."""
        if college.id not in self._ticks:
            self._ticks[college.id] = self.renderer.fragment(
                "ticks.html", {"promises": promises(college), "sample": college.is_sample}
            )
        return self._ticks[college.id]


def promises(college: College) -> list[Values]:
    """The six in the order of the notice; `what` is None where the college has said nothing."""
    return [
        {
            "priority": SHORT_PRIORITIES[priority],
            "full_name": str(priority),
            "what": item.what if item else None,
            "how_many": item.how_many if item else None,
            "until": wording.day(item.until) if item else None,
            "office": item.contact.office if item else None,
            "phone": item.contact.phone if item else None,
            "numbered": college.is_sample
            and item is not None
            and wording.has_number(item.how_many),
        }
        for priority, item in college.green_channel.items()
    ]
