"""What every page module is given: the records, the day of the build, and shared fragments."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any, TypeVar, cast

from generator.aid.entitlement import Rulebook
from generator.catalogue.catalogue import Catalogue
from generator.pages import addresses, wording
from generator.pages.cost import published_rules
from generator.pages.page import Context, Fragment
from generator.pages.reads import DAY, Notebook, Reads, watched
from generator.pages.rendering import Renderer
from generator.pages.surroundings import Surroundings
from generator.pages.wording import SHORT_PRIORITIES, Values
from generator.schema.college import College
from generator.schema.policy import AidRule

Kept = TypeVar("Kept")


class Portal:
    """One build. Fragments that several pages show are made once.

    What a page asks of `catalogue` and `day` is noted; an answer that is kept for other
    pages is kept by `recall`, which notes its questions for each of them.
    """

    def __init__(self, catalogue: Catalogue, day: date, renderer: Renderer) -> None:
        self.book = Notebook()
        self.catalogue = watched(catalogue, self.book)
        self.around = Surroundings(self.catalogue)
        self.renderer = renderer
        self._day = day
        self._kept: dict[tuple[object, ...], tuple[Any, Reads]] = {}
        self._own: dict[str, int | None] = {}

    @property
    def day(self) -> date:
        self.book.note(DAY)
        return self._day

    def recall(self, key: tuple[object, ...], make: Callable[[], Kept]) -> Kept:
        """What depends on the records and this key only, made for the first page that asks."""
        kept = self._kept.get(key)
        if kept is None:
            with self.book.apart() as questions:
                made = make()
            kept = self._kept[key] = made, frozenset(questions)
        found, reads = kept
        self.book.note_all(reads)
        return cast("Kept", found)

    def forget(self) -> None:
        """Let go of what pages share, once they stand; what is asked for again is made again."""
        self._kept.clear()
        self.renderer.forget()

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
        return self.recall((template, *key), lambda: Fragment(template, context()))

    def note_own(self, programme: str, own: int | None) -> None:
        """What a page has reckoned for the first year; the finder shows the same sum."""
        self._own[programme] = own

    def own_of(self, programme: str, reckon: Callable[[], int | None]) -> int | None:
        """The sum that a page has noted in this build, else what `reckon` says.

        Whoever asks must have asked the catalogue for what the sum is made of: the college, the
        specialty and the rulebook.
        """
        return self._own[programme] if programme in self._own else reckon()

    @property
    def complete(self) -> "Complete":
        """Ids of the colleges that fill all six promises and so carry the badge."""
        return Complete(self.catalogue)

    @property
    def aid_rules(self) -> list[AidRule]:
        """Rules that we are sure enough of, in the order of the kinds."""
        return self.recall(("aid_rules",), lambda: published_rules(self.catalogue))

    @property
    def rulebook(self) -> Rulebook:
        """Answers each situation once for all the programmes that share it."""
        return self.recall(("rulebook",), lambda: Rulebook(self.aid_rules))


class Complete(Collection[str]):
    """Asks about one college at a time, so that a page depends on its own college only."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._colleges = catalogue.colleges

    def __contains__(self, identifier: object) -> bool:
        found = self._colleges.get(str(identifier))
        return found is not None and found.green_channel.is_complete

    def __iter__(self) -> Iterator[str]:
        return (one.id for one in self._colleges.values() if one.green_channel.is_complete)

    def __len__(self) -> int:
        return sum(1 for _ in self)


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
