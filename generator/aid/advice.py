"""What a sum cannot say: whom to ask, what must be confirmed, and what is never counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.aid.homes import lies_in
from generator.aid.reckoning import AidOfYear, Reckoning
from generator.schema.policy import AidRule


class AdviceKind(StrEnum):
    """Why a rule is named beside the sums."""

    DEPENDS = "depends"
    """It depends on something that is not known: ask the rule's office."""
    LATER_YEARS = "later_years"
    CONFIRM = "confirm"
    EXPIRED = "expired"
    LOCAL = "local"
    """A local programme, named and not counted."""
    STRIVE = "strive"
    """可以争取, never counted."""


COUNTED: dict[AdviceKind, Callable[[AidOfYear], bool]] = {
    AdviceKind.DEPENDS: lambda one: one.entitlement.is_given is None,
    AdviceKind.LATER_YEARS: lambda one: one.must_ask,
    AdviceKind.CONFIRM: lambda one: one.is_warned,
    AdviceKind.EXPIRED: lambda one: one.expired.high > 0,
}


@dataclass(frozen=True, slots=True)
class Advice:
    kind: AdviceKind
    rule: AidRule


def advice(rules: Iterable[AidRule], reckoning: Reckoning, home: str | None) -> Iterator[Advice]:
    """In the order of the kinds for what is counted, then what is not."""
    found = [one for year in reckoning.years for one in year.aid]
    for kind, holds in COUNTED.items():
        named = {one.entitlement.rule.id: one.entitlement.rule for one in found if holds(one)}
        yield from (Advice(kind, rule) for rule in named.values())
    yield from uncounted(rules, home)


def uncounted(rules: Iterable[AidRule], home: str | None) -> Iterator[Advice]:
    """Aid of students that no sum holds; a local one for a home there, or for an unknown home."""
    for rule in rules:
        if rule.is_counted or not rule.for_students:
            continue
        if not rule.divisions:
            yield Advice(AdviceKind.STRIVE, rule)
        elif home is None or any(lies_in(home, code) for code in rule.divisions):
            yield Advice(AdviceKind.LOCAL, rule)
