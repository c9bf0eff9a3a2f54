"""Makes the pages that a change touches and carries all others over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from generator.pages import kinds
from generator.pages.kinds import PageMaker
from generator.pages.memory import Memory, Output
from generator.pages.page import Page, Part
from generator.pages.portal import Portal
from generator.shells.filling import Filler
from generator.shells.publication import Publication

PARTS = "parts"
"""The nodes that know which pages a kind has."""

A_STEP = 100
"""Pages between two reports: a report for each page would cost a second."""

Parts = Callable[[], Iterator[Part]]


def every_kind(portal: Portal) -> dict[str, Parts]:
    """Name -> its parts: authored pages first, then the records, in their order."""
    found: dict[str, Parts] = {
        f"{maker.__module__}.{maker.__name__}": partial(_alone, maker, portal)
        for maker in kinds.AUTHORED_PAGES
    }
    for shell, kind in kinds.RECORD_PAGES.items():
        found[shell] = partial(kind.parts, portal)
    return found


def _alone(maker: PageMaker, portal: Portal) -> Iterator[Part]:
    def make() -> Page:
        (page,) = maker(portal)
        return page

    yield "", make


@dataclass(slots=True)
class Making:
    """`told` hears how many pages stand so far."""

    filler: Filler
    memory: Memory
    publication: Publication
    told: Callable[[int], None]
    count: int = 0

    def every_page(self) -> int:
        """Put all of them; how many there are."""
        every = every_kind(self.filler.portal)
        known: dict[str, dict[str, Callable[[], Page]]] = {}
        for kind, parts in every.items():
            if not self.memory.knows(PARTS, kind):
                known[kind] = self._look_over(kind, parts)
        lost = self._carry()
        for kind, parts in every.items():
            wanted = self.memory.stale.get(kind, set()) | lost.get(kind, set())
            if kind in known or wanted or self.memory.looks_new:
                made = known.get(kind) or dict(parts())
                self._make(kind, made, wanted, is_looked_over=kind in known)
        return self.count

    def _look_over(self, kind: str, parts: Parts) -> dict[str, Callable[[], Page]]:
        """Which pages the kind has now; those that are no more are forgotten."""
        with self.filler.portal.book.apart() as questions:
            found = dict(parts())
        for name in self.memory.names(kind) - found.keys():
            self.memory.forget(kind, name)
        self.memory.keep(PARTS, kind, reads=questions)
        return found

    def _carry(self) -> dict[str, set[str]]:
        """Keep what is as it was; the nodes whose file the live site has lost."""
        before = len(self.publication.keys)
        lost = self.publication.carry(self.memory.carried())
        self.count += len(self.publication.keys) - before
        self.told(self.count)
        return self.memory.named(lost)

    def _make(
        self,
        kind: str,
        parts: dict[str, Callable[[], Page]],
        wanted: set[str],
        *,
        is_looked_over: bool,
    ) -> None:
        again: dict[str, Output] = {}
        for name, make in parts.items():
            if name in wanted or (is_looked_over and not self.memory.knows(kind, name)):
                with self.filler.portal.book.apart() as questions:
                    page = make()
                self.memory.keep(kind, name, outputs=(self._put(page),), reads=questions)
            elif self.memory.looks_new:
                again[name] = self._put(make())
        self.memory.keep_keys(kind, again)

    def _put(self, page: Page) -> Output:
        filled = self.filler.made(page)
        self.publication.put(filled.file, filled.key, filled.fill)
        self.count += 1
        if self.count % A_STEP == 0:
            self.told(self.count)
        return Output(filled.file, filled.key, is_listed=not filled.is_sample)
