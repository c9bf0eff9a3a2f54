"""What a programme costs in its first year, and the national aid that can be subtracted.

An estimate for one family: 脱贫户, rural, full-time. Aid that differs from county to county is
named, never subtracted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.catalogue.catalogue import Catalogue
from generator.schema.college import Fees, Programme
from generator.schema.enums import AidKind, Confidence
from generator.schema.policy import AidAmount, AidRule
from generator.schema.record import Source
from generator.schema.specialty import Specialty

FIRST_YEAR = 1


@dataclass(frozen=True, slots=True)
class Subtracted:
    """Yuan in the first year, the rule that gives it, and what carries the figure."""

    rule: AidRule
    amount: int
    since: str
    """The month from which the amount holds; empty where the rule names none."""
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """Yuan in the first year; `own` is what is left after `aid`. `open_aid` is not counted."""

    fees: Fees
    gross: int
    aid: tuple[Subtracted, ...]
    own: int
    open_aid: tuple[AidRule, ...]


def first_year(rules: Sequence[AidRule], specialty: Specialty, programme: Programme) -> Cost | None:
    """`rules` are the published ones; None for a programme without fees."""
    if programme.fees is None:
        return None
    found = (_subtracted(rule, specialty, programme) for rule in rules)
    aid = tuple(entry for entry in found if entry is not None)
    gross = programme.fees.per_year
    taken = {entry.rule.id for entry in aid}
    return Cost(
        fees=programme.fees,
        gross=gross,
        aid=aid,
        own=gross - sum(entry.amount for entry in aid),
        open_aid=tuple(
            rule for rule in rules if rule.id not in taken and rule.kind is AidKind.YULU
        ),
    )


def published_rules(catalogue: Catalogue) -> list[AidRule]:
    """Rules that we are sure enough of, in the order of the kinds: what is waived comes first."""
    order = list(AidKind)
    found = [rule for rule in catalogue.aid_rules.values() if is_published(rule)]
    return sorted(found, key=lambda rule: (order.index(rule.kind), rule.id))


def is_published(rule: AidRule) -> bool:
    return rule.confidence is not Confidence.UNSURE


def _subtracted(rule: AidRule, specialty: Specialty, programme: Programme) -> Subtracted | None:
    """Only what holds in the whole country for a full-time student of a 脱贫户."""
    if not rule.is_counted or rule.divisions or not programme.full_time:
        return None
    if rule.kind is AidKind.TUITION_WAIVER:
        waived = _waived(specialty, programme)
        return Subtracted(rule, waived, "", rule.sources) if waived else None
    if rule.kind is not AidKind.NATIONAL_GRANT:
        return None
    amount = _amount_in_force(rule, programme)
    return Subtracted(rule, amount.low, amount.first_month, amount.sources) if amount else None


def _waived(specialty: Specialty, programme: Programme) -> int:
    """The fee, up to the level approved for public colleges; nothing for stage performance."""
    fees = programme.fees
    if fees is None or specialty.is_stage_performance:
        return 0
    public = fees.approved_public_tuition
    return fees.tuition_per_year if public is None else min(fees.tuition_per_year, public)


def _amount_in_force(rule: AidRule, programme: Programme) -> AidAmount | None:
    start = programme.starts_on
    if start is None:
        return None
    month = f"{start:%Y-%m}"
    for amount in rule.amounts:
        begun = amount.first_month <= month
        ended = amount.last_month is not None and amount.last_month < month
        if begun and not ended and FIRST_YEAR in amount.years:
            return amount
    return None
