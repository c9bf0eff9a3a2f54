"""A reckoning's first year as a family pays it: on the first day, later, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.aid.reckoning import Reckoning
from generator.aid.span import Span
from generator.schema.policy import AidRule

COLLEGE, CANTEEN, STATION = "学校", "食堂", "车站"


@dataclass(frozen=True, slots=True)
class Payment:
    """`rule` is set for money that comes to the family; all else is paid by it."""

    when: str
    what: str
    whom: str
    amount: Span
    rule: AidRule | None = None


def payments(reckoning: Reckoning) -> Iterator[Payment]:
    """In the order of the year. A sum of nothing is left out."""
    costs, first = reckoning.costs, reckoning.years[0]
    paid = (
        ("报到那天", "学校要的钱", COLLEGE, _exactly(costs.on_arrival)),
        ("报到时先问学校", "没有免的学费", COLLEGE, first.tuition),
        ("每个月", "吃饭", CANTEEN, _exactly(costs.meals_per_month)),
        ("每趟回家", "来回路费", STATION, _exactly(costs.travel // max(costs.trips, 1))),
    )
    yield from (Payment(*one) for one in paid if one[3].high)
    for one in first.aid:
        rule = one.entitlement.rule
        if rule.waiver is None and one.amount.high:
            when = rule.paid_when or "先问清楚"
            yield Payment(when, str(rule.kind), rule.paid_to, one.amount, rule)


def _exactly(amount: int) -> Span:
    return Span(amount, amount)
