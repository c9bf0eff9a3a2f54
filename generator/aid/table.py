"""Every answer enumerated at build time, so that a phone looks up and adds and decides nothing.

For each rule: answers that never make a difference share a class, and a cell a combination of
classes holds the number of an outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from generator.aid.amounts import YearOfAid, years_of
from generator.aid.entitlement import Entitlement, entitled
from generator.aid.homes import HomeChoice, elsewhere, home_cases, named_divisions
from generator.aid.situation import Situation, asks_about
from generator.schema.enums import Household, Hukou
from generator.schema.policy import AidRule

YES_NO_UNKNOWN = (True, False, None)

Answer = Mapping[str, Any]
"""Fields of a situation that an answer fills."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the page, with its answers in the order of the page."""

    name: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An entitlement without its rule."""

    is_given: bool | None
    reason: str
    years: tuple[YearOfAid, ...]

    @classmethod
    def of(cls, entitlement: Entitlement) -> Outcome:
        return cls(entitlement.is_given, entitlement.reason, entitlement.years)


@dataclass(frozen=True, slots=True)
class RuleTable:
    """`classes[question][answer]` is the class; `cells` are in row-major order of the classes."""

    rule: AidRule
    classes: tuple[tuple[int, ...], ...]
    cells: tuple[int, ...]
    outcomes: tuple[Outcome, ...]

    def look_up(self, answers: Sequence[int]) -> Outcome:
        """What the page's script does, said once more: the answers are positions."""
        cell = 0
        for classes, answer in zip(self.classes, answers, strict=True):
            cell = cell * (max(classes) + 1) + classes[answer]
        return self.outcomes[self.cells[cell]]


def questions(entries: Iterable[str], choices: Sequence[HomeChoice]) -> tuple[Question, ...]:
    """The seven questions that decide about aid; fees are numbers and need no table."""
    other = elsewhere(choices)
    homes: list[Answer] = [{"home": choice.code} for choice in choices]
    homes += [{"home": other, "in_special_area": told} for told in (None, True, False)]
    return (
        Question("entry", tuple({"entry": entry} for entry in entries)),
        Question("hukou", tuple({"hukou": one} for one in (*Hukou, None))),
        Question("household", tuple({"household": one} for one in (*Household, None))),
        Question("home", (*homes, {"home": None})),
        Question("agricultural", tuple({"agricultural": one} for one in YES_NO_UNKNOWN)),
        Question("stage_performance", tuple({"stage_performance": one} for one in YES_NO_UNKNOWN)),
        Question("full_time", ({"full_time": True}, {"full_time": False})),
    )


def situation(asked: Sequence[Question], answers: Sequence[int]) -> Situation:
    """What a family has said, from the positions of its answers."""
    said: dict[str, Any] = {}
    for question, answer in zip(asked, answers, strict=True):
        said.update(question.answers[answer])
    return Situation(**said)


def tabulate(rule: AidRule, asked: Sequence[Question]) -> RuleTable:
    """One rule's table over all answers to all questions."""
    ways = [_ways(rule, question, asked) for question in asked]
    outcomes: dict[Outcome, int] = {}
    found: dict[tuple[int, ...], int] = {}
    for picked in product(*(range(max(way) + 1) for way in ways)):
        # The first answer of each way stands for all of them.
        answers = [way.index(one) for way, one in zip(ways, picked, strict=True)]
        outcome = Outcome.of(entitled(rule, situation(asked, answers)))
        found[picked] = outcomes.setdefault(outcome, len(outcomes))
    merged = [_merged(found, place, max(way) + 1) for place, way in enumerate(ways)]
    classes = tuple(
        tuple(kinds[one] for one in way) for way, kinds in zip(ways, merged, strict=True)
    )
    cells = tuple(
        found[tuple(kinds.index(one) for kinds, one in zip(merged, picked, strict=True))]
        for picked in product(*(range(max(kinds) + 1) for kinds in merged))
    )
    return RuleTable(rule, classes, cells, tuple(outcomes))


def _ways(rule: AidRule, question: Question, asked: Sequence[Question]) -> list[int]:
    """Answers that the rule cannot tell apart are one way; the rest are told apart by trial."""
    years = {Situation(**answer).year for answer in asked[0].answers}
    seen = [_seen(rule, question.name, answer, years) for answer in question.answers]
    kinds = list(dict.fromkeys(seen))
    return [kinds.index(one) for one in seen]


def _seen(rule: AidRule, name: str, answer: Answer, years: Iterable[int | None]) -> object:
    """All that a rule sees of an answer."""
    said = answer[name]
    if name == "entry":
        places = dict.fromkeys([None, *named_divisions(rule)])
        return tuple(years_of(rule, said, place) for place in places)
    if name == "home":
        told = answer.get("in_special_area")
        cases = tuple(home_cases(rule, said, year, told=told) for year in years)
        return said is None, cases
    if name not in asks_about(rule):
        return None
    if name == "hukou" and said is not None:
        return tuple(said in case.hukou for case in rule.cases)
    if name == "household" and said is not None:
        return tuple(said in case.households for case in rule.cases)
    return said


def _merged(found: Mapping[tuple[int, ...], int], place: int, count: int) -> list[int]:
    """Class of each way of one question: equal whenever everything else is equal."""
    slices = [
        tuple(outcome for picked, outcome in found.items() if picked[place] == one)
        for one in range(count)
    ]
    kinds = list(dict.fromkeys(slices))
    return [kinds.index(one) for one in slices]
