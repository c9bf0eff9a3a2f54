"""What the records hold around each place: colleges, courses, counts, help desks.

Looked up once for all places, so that one county's page costs next to nothing. Asked by code, as
the catalogue is by id, so that a page whose answers are unchanged is not made.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TypeVar

from generator.catalogue.catalogue import Catalogue
from generator.divisions import places
from generator.divisions.nearby import Nearby
from generator.pages import grouping
from generator.schema.campaign import Desk
from generator.schema.college import College
from generator.schema.statistics import Statistics, StatisticsRow
from generator.schema.training import TrainingProject

NEAREST = 5

Kind = TypeVar("Kind")
Near = tuple[College, float, float]
"""A college, its straight-line kilometres, and the direction in which it lies."""


class Surroundings:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def colleges_in(self, code: str) -> list[College]:
        """Those of a county, by id."""
        return self._colleges.get(code, [])

    def colleges_within(self, code: str) -> list[College]:
        """Those of a prefecture, by division."""
        return self._prefectures.get(code, [])

    def nearest_real(self, code: str) -> list[Near]:
        """The five nearest; colleges of one place by id. Empty where no centre is known."""
        return self._nearest(code, *self._real)

    def nearest_samples(self, code: str) -> list[Near]:
        """The same among the samples."""
        return self._nearest(code, *self._samples)

    def _nearest(self, code: str, nearby: Nearby, colleges: dict[str, list[College]]) -> list[Near]:
        found = [
            (college, neighbour.km, neighbour.bearing)
            for neighbour in nearby.nearest(code, NEAREST)
            for college in colleges[neighbour.code]
        ]
        return found[:NEAREST]

    def training_around(self, code: str) -> list[TrainingProject]:
        """Courses of the county, then of the rest of its prefecture."""
        return sorted(
            self._training.get(_around(code), []), key=lambda one: code not in _places_of(one)
        )

    def counts_of(self, code: str) -> list[tuple[Statistics, StatisticsRow]]:
        return self._counts.get(code, [])

    def desks_of(self, code: str) -> list[Desk]:
        return self._desks.get(code, [])

    @cached_property
    def _colleges(self) -> dict[str, list[College]]:
        return _grouped(self._catalogue.colleges.values(), lambda one: [places.today(one.division)])

    @cached_property
    def _prefectures(self) -> dict[str, list[College]]:
        return grouping.by_prefecture(self._catalogue.colleges.values())

    @cached_property
    def _real(self) -> tuple[Nearby, dict[str, list[College]]]:
        return self._by_place(samples=False)

    @cached_property
    def _samples(self) -> tuple[Nearby, dict[str, list[College]]]:
        return self._by_place(samples=True)

    def _by_place(self, *, samples: bool) -> tuple[Nearby, dict[str, list[College]]]:
        kept = (one for one in self._catalogue.colleges.values() if one.is_sample is samples)
        colleges = _grouped(kept, lambda one: [places.today(one.division)])
        return Nearby(Counter({code: len(found) for code, found in colleges.items()})), colleges

    @cached_property
    def _training(self) -> dict[str, list[TrainingProject]]:
        return _grouped(
            self._catalogue.training.values(), lambda one: map(_around, _places_of(one))
        )

    @cached_property
    def _counts(self) -> dict[str, list[tuple[Statistics, StatisticsRow]]]:
        every = [(one, row) for one in self._catalogue.statistics.values() for row in one.rows]
        return _grouped(every, lambda pair: [places.today(pair[1].division)])

    @cached_property
    def _desks(self) -> dict[str, list[Desk]]:
        cycles = [one.admission for one in self._catalogue.campaigns.values() if one.admission]
        every = [desk for admission in cycles for desk in admission.desks]
        return _grouped(every, lambda desk: [places.today(desk.division)])


def _places_of(project: TrainingProject) -> set[str]:
    sessions = {session.division for session in project.sessions}
    return {places.today(code) for code in {project.division, *sessions}}


def _around(code: str) -> str:
    """The prefecture that a place is in; the place itself where there is none."""
    return places.find(code).prefecture_code or code


def _grouped(
    records: Iterable[Kind], keys: Callable[[Kind], Iterable[str]]
) -> dict[str, list[Kind]]:
    found: dict[str, list[Kind]] = {}
    for record in records:
        for key in dict.fromkeys(keys(record)):
            found.setdefault(key, []).append(record)
    return found
