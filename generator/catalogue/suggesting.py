"""Answers to the picture questions in, directions out. The page's script follows the same rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from generator.schema.guidance import Choice, Direction, Guidance
from generator.schema.specialty import Specialty

MOST_SUGGESTIONS = 3
FEWEST_SPECIALTIES = 2
POINTS = {"fits_well": 2, "fits": 1, "does_not_fit": -2}

Answers = tuple[int, ...]
"""One way to answer: the place of the chosen answer for each question."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One direction, what is left of its specialties, and the answers that speak for it."""

    direction: Direction
    specialties: tuple[str, ...]
    reasons: tuple[str, ...]


class Advice:
    """The questions beside the specialties that they lead to; a specialty not there is left out."""

    def __init__(self, guidance: Guidance, specialties: Mapping[str, Specialty]) -> None:
        self.guidance = guidance
        self._points = [
            [points(guidance, choice) for choice in question.choices]
            for question in guidance.questions
        ]
        self._limits = [
            {
                one: frozenset(specialties[one].physical_limits)
                for one in direction.specialties
                if one in specialties
            }
            for direction in guidance.directions
        ]

    def suggest(self, answers: Answers) -> list[Suggestion]:
        """The directions with the most points, above none, that keep a specialty.

        Of two with as many points, the one that stands first in the file.
        """
        chosen = self._chosen(answers)
        return [
            Suggestion(direction, left, _reasons(chosen, direction))
            for direction, left in self._best(answers, chosen)
        ]

    def dead_ends(self) -> list[Answers]:
        """The ways to answer that lead to fewer than two specialties."""
        return [
            path for path in every_path(self.guidance) if self._leads_to(path) < FEWEST_SPECIALTIES
        ]

    def _leads_to(self, answers: Answers) -> int:
        """How many specialties are suggested; no reason is put together, which takes longest."""
        best = self._best(answers, self._chosen(answers))
        return len({one for _, left in best for one in left})

    def _chosen(self, answers: Answers) -> list[Choice]:
        questions = self.guidance.questions
        return [one.choices[place] for one, place in zip(questions, answers, strict=True)]

    def _best(
        self, answers: Answers, chosen: Sequence[Choice]
    ) -> Iterator[tuple[Direction, tuple[str, ...]]]:
        cannot = frozenset(limit for choice in chosen for limit in choice.cannot)
        rows = [table[place] for table, place in zip(self._points, answers, strict=True)]
        scores = [sum(column) for column in zip(*rows, strict=True)]
        found = 0
        for place in sorted(range(len(scores)), key=lambda place: (-scores[place], place)):
            if scores[place] <= 0 or found == MOST_SUGGESTIONS:
                return
            limits = self._limits[place]
            left = tuple(one for one, needed in limits.items() if cannot.isdisjoint(needed))
            if left:
                found += 1
                yield self.guidance.directions[place], left


def points(guidance: Guidance, choice: Choice) -> list[int]:
    """What an answer adds to each direction, in the order of the directions."""
    named = {name: POINTS[field] for field, name in choice.named}
    return [named.get(direction.id, 0) for direction in guidance.directions]


def _reasons(chosen: Sequence[Choice], direction: Direction) -> tuple[str, ...]:
    speaking = (one for one in chosen if direction.id in (*one.fits_well, *one.fits))
    return tuple(one.reason for one in speaking)


def every_path(guidance: Guidance) -> Iterator[Answers]:
    return product(*(range(len(question.choices)) for question in guidance.questions))
