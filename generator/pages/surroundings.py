"""What the records hold around each place: colleges, courses, counts, help desks.

Asked by code, as the catalogue is by id, so that a page whose answers are unchanged is not made.
"""

from collections.abc import Sequence

from generator.catalogue.catalogue import REAL, SAMPLES, Catalogue
from generator.catalogue.indices import around, places_of
from generator.divisions import places
from generator.divisions.nearby import Nearby
from generator.schema.campaign import Desk
from generator.schema.college import College
from generator.schema.statistics import Statistics, StatisticsRow
from generator.schema.training import TrainingProject

NEAREST = 5

Near = tuple[College, float, float]
"""A college, its straight-line kilometres, and the direction in which it lies."""


class Surroundings:
    """Keeps nothing but where the colleges stand, so that the catalogue hears each question."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._nearby: dict[str, Nearby] = {}

    def colleges_in(self, code: str) -> Sequence[College]:
        """Those of a county, by id."""
        return self._catalogue.colleges_in(code)

    def colleges_within(self, code: str) -> list[College]:
        """Those of a prefecture, by division."""
        found = self._catalogue.colleges_within(code)
        return sorted(found, key=lambda one: (one.division, one.id))

    def nearest_real(self, code: str) -> list[Near]:
        """The five nearest; colleges of one place by id. Empty where no centre is known."""
        return self._nearest(code, REAL)

    def nearest_samples(self, code: str) -> list[Near]:
        """The same among the samples."""
        return self._nearest(code, SAMPLES)

    def _nearest(self, code: str, which: str) -> list[Near]:
        layout = self._catalogue.layout(which)
        if which not in self._nearby:
            self._nearby[which] = Nearby(layout)
        found = [
            (college, neighbour.km, neighbour.bearing)
            for neighbour in self._nearby[which].nearest(code, NEAREST)
            for college in self._catalogue.colleges_in(neighbour.code)
            if college.is_sample is (which == SAMPLES)
        ]
        return found[:NEAREST]

    def training_around(self, code: str) -> list[TrainingProject]:
        """Courses of the county, then of the rest of its prefecture."""
        found = self._catalogue.training_around(around(code))
        return sorted(found, key=lambda one: code not in places_of(one))

    def counts_of(self, code: str) -> list[tuple[Statistics, StatisticsRow]]:
        return [
            (one, row)
            for one in self._catalogue.statistics_of(code)
            for row in one.rows
            if places.today(row.division) == code
        ]

    def desks_of(self, code: str) -> list[Desk]:
        return [
            desk
            for one in self._catalogue.campaigns_with_desks_in(code)
            for desk in (one.admission.desks if one.admission else ())
            if places.today(desk.division) == code
        ]
