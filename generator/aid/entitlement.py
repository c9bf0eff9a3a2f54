"""Rules and a situation in, what each rule gives and why; nothing here knows a fee."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.aid.amounts import NO_AID, YEARS, YearOfAid, joined, years_of
from generator.aid.situation import QUESTIONS, Case, Situation, every_case
from generator.schema.policy import AidCase, AidRule

NONE_AT_ALL = tuple(NO_AID for _ in YEARS)


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What one rule gives in the years 1 to 7. `is_given` None: it depends; `reason` says on what.

    An entitlement that depends names the office to ask, which is the rule's own.
    """

    rule: AidRule
    is_given: bool | None
    reason: str
    years: tuple[YearOfAid, ...]


class Rulebook:
    """The published rules of one build; every situation is answered once, in the rules' order."""

    def __init__(self, rules: Iterable[AidRule]) -> None:
        self.rules = tuple(rules)
        self.counted = tuple(rule for rule in self.rules if rule.is_counted)
        self._answered: dict[Situation, tuple[Entitlement, ...]] = {}

    def entitlements(self, situation: Situation) -> tuple[Entitlement, ...]:
        if situation not in self._answered:
            self._answered[situation] = tuple(entitled(rule, situation) for rule in self.counted)
        return self._answered[situation]


def entitled(rule: AidRule, situation: Situation) -> Entitlement:
    """The range over every case that the situation allows."""
    verdicts = {case: qualifies(rule, case) for case in every_case(rule, situation)}
    found = set(verdicts.values())
    places = dict.fromkeys(case.home.place for case, is_given in verdicts.items() if is_given)
    years = [years_of(rule, situation.entry, place) for place in places]
    if found == {True}:
        return Entitlement(rule, True, _why(rule, verdicts), joined(years))
    if found == {False}:
        return Entitlement(rule, False, _why_not(rule, verdicts), NONE_AT_ALL)
    reason = _depends(rule, situation, verdicts)
    return Entitlement(rule, None, reason, joined([NONE_AT_ALL, *years]))


def qualifies(rule: AidRule, case: Case) -> bool:
    if rule.full_time_only and not case.full_time:
        return False
    if rule.not_for_stage_performance and case.stage_performance:
        return False
    if rule.divisions and not case.home.is_within(rule.divisions):
        return False
    return any(_holds(one, case) for one in rule.cases)


def _holds(one: AidCase, case: Case) -> bool:
    return (
        (not one.households or case.household in one.households)
        and (not one.hukou or case.hukou in one.hukou)
        and (not one.agricultural or case.agricultural)
        and (not one.special_area or case.home.is_special)
    )


def _why(rule: AidRule, cases: Iterable[Case]) -> str:
    """The first of its cases that holds however things are."""
    sure = (one.why for one in rule.cases if all(_holds(one, case) for case in cases))
    return f"算：{next(sure, '哪种情况都符合')}。"


def _why_not(rule: AidRule, cases: Iterable[Case]) -> str:
    if rule.full_time_only and not any(case.full_time for case in cases):
        return "不算：只给全日制的学生。"
    if rule.not_for_stage_performance and all(case.stage_performance for case in cases):
        return "不算：表演类专业不在里面。"
    return "不算：你家的情况不在里面。"


def _depends(rule: AidRule, situation: Situation, verdicts: dict[Case, bool]) -> str:
    """Names the open questions whose answer could change the verdict."""
    missing = rule.special_areas.missing if rule.special_areas else None
    words = {**QUESTIONS, "home": QUESTIONS["home"] if situation.home is None else missing}
    decisive = [str(word) for name, word in words.items() if _decides(name, verdicts)]
    return f"不一定：要看{'、'.join(decisive)}。"


def _decides(name: str, verdicts: dict[Case, bool]) -> bool:
    """Whether two cases that differ in this answer only come out differently."""
    found: dict[tuple[object, ...], bool] = {}
    others = [one for one in QUESTIONS if one != name]
    return any(
        found.setdefault(tuple(getattr(case, one) for one in others), is_given) is not is_given
        for case, is_given in verdicts.items()
    )
