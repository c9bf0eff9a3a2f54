"""What a family and a programme say that decides about aid, and every case that fits it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from generator.aid.homes import HomeCase, home_cases
from generator.schema.enums import Household, Hukou
from generator.schema.policy import AidRule

Answer = TypeVar("Answer")

QUESTIONS = {
    "hukou": "户口",
    "household": "家里情况",
    "home": "老家在哪",
    "agricultural": "是不是涉农专业",
    "stage_performance": "是不是表演类专业",
    "full_time": "是不是全日制",
}
"""Field of a situation -> what a family is told that it depends on."""


@dataclass(frozen=True, slots=True)
class Situation:
    """None is 不清楚: every case that it allows is counted, and the answer is a range.

    `entry` is the first month, "2027-09". `home` is a division code of today.
    """

    entry: str | None
    hukou: Hukou | None = None
    household: Household | None = None
    home: str | None = None
    in_special_area: bool | None = None
    """What the family has been told, for a home about which our tables are silent."""
    agricultural: bool | None = None
    stage_performance: bool | None = None
    full_time: bool | None = True

    @property
    def year(self) -> int | None:
        return int(self.entry[:4]) if self.entry else None


@dataclass(frozen=True, slots=True)
class Case:
    """One way in which everything could be: nothing is unknown here."""

    hukou: Hukou
    household: Household
    home: HomeCase
    agricultural: bool
    stage_performance: bool
    full_time: bool


def asks_about(rule: AidRule) -> frozenset[str]:
    """The fields of a situation that can change whether this rule gives anything."""
    cases = rule.cases
    asked = {
        "hukou": any(case.hukou for case in cases),
        "household": any(case.households for case in cases),
        "home": bool(
            rule.divisions
            or any(case.special_area for case in cases)
            or any(amount.divisions for amount in rule.amounts)
        ),
        "agricultural": any(case.agricultural for case in cases),
        "stage_performance": rule.not_for_stage_performance,
        "full_time": rule.full_time_only,
    }
    return frozenset(name for name, is_asked in asked.items() if is_asked)


def every_case(rule: AidRule, situation: Situation) -> Iterator[Case]:
    """What a rule does not ask about stands for itself once."""
    asked = asks_about(rule)
    yield from (
        Case(*answers)
        for answers in product(
            _choices(situation.hukou, tuple(Hukou), "hukou" in asked),
            _choices(situation.household, tuple(Household), "household" in asked),
            home_cases(rule, situation.home, situation.year, told=situation.in_special_area),
            _choices(situation.agricultural, (True, False), "agricultural" in asked),
            _choices(situation.stage_performance, (True, False), "stage_performance" in asked),
            _choices(situation.full_time, (True, False), "full_time" in asked),
        )
    )


def _choices(said: Answer | None, every: tuple[Answer, ...], is_asked: bool) -> tuple[Answer, ...]:
    if said is not None:
        return (said,)
    return every if is_asked else every[:1]
