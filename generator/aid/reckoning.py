"""Fees and entitlements in, sums out: each year, the whole programme, and what is paid when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.aid.amounts import YearOfAid
from generator.aid.entitlement import Entitlement
from generator.aid.span import Span, added, left_of
from generator.schema.college import Fees
from generator.schema.enums import Ownership
from generator.schema.policy import AidRule

TRIP = 2
"""There and back."""

STANDARD_SHARE = {Ownership.PUBLIC: Span(1, 1)}
"""A public college asks the approved tuition; elsewhere the approved part is unknown until said."""
UNKNOWN_SHARE = Span(0, 1)


class Costs(NamedTuple):
    """Whole yuan. `public_tuition` None: nobody has said what is approved for public colleges."""

    tuition: int
    boarding: int
    books: int
    meals_per_month: int
    months: int
    years: int
    public_tuition: int | None = None
    ownership: Ownership = Ownership.UNKNOWN
    first_day: int | None = None
    trips: int = 0
    fare: int = 0

    @classmethod
    def of(cls, fees: Fees, *, years: int, ownership: Ownership = Ownership.UNKNOWN) -> Costs:
        """What a college states; travel is the family's own and starts from nothing."""
        return cls(
            fees.tuition_per_year,
            fees.boarding_per_year,
            fees.books_per_year,
            fees.meals_per_month,
            fees.months_per_year,
            years,
            fees.approved_public_tuition,
            ownership,
            fees.first_day,
        )

    @property
    def meals(self) -> int:
        return self.meals_per_month * self.months

    @property
    def travel(self) -> int:
        return self.trips * TRIP * self.fare

    @property
    def gross(self) -> int:
        return self.tuition + self.boarding + self.books + self.meals + self.travel

    @property
    def standard(self) -> Span:
        """The part of the tuition up to the approved level."""
        if self.public_tuition is not None:
            part = min(self.tuition, self.public_tuition)
            return Span(part, part)
        share = STANDARD_SHARE.get(self.ownership, UNKNOWN_SHARE)
        return Span(self.tuition * share.low, self.tuition * share.high)

    @property
    def on_arrival(self) -> int:
        """What the college says to bring, else boarding, books and the first month's meals."""
        if self.first_day is not None:
            return self.first_day
        return self.boarding + self.books + self.meals_per_month


class AidOfYear(NamedTuple):
    """What one entitlement is worth in one year, in yuan; `expired` is not in `amount`."""

    entitlement: Entitlement
    amount: Span
    expired: Span
    must_ask: bool
    is_warned: bool


class SchoolYear(NamedTuple):
    number: int
    gross: int
    aid: tuple[AidOfYear, ...]
    tuition: Span
    """What is left of the tuition after the waiver."""
    net: Span


class Reckoning(NamedTuple):
    """Every year of a programme and their sum."""

    costs: Costs
    years: tuple[SchoolYear, ...]

    @property
    def gross(self) -> int:
        return sum(year.gross for year in self.years)

    @property
    def net(self) -> Span:
        return added([year.net for year in self.years])


def reckon(costs: Costs, entitlements: Iterable[Entitlement]) -> Reckoning:
    """Years with the same aid are added up once: a national build reckons 25,000 programmes."""
    given = tuple(entitlements)
    reckoned: dict[tuple[int, ...], SchoolYear] = {}
    years = []
    for number in range(1, costs.years + 1):
        same = tuple([id(one.years[number - 1]) for one in given])
        if same not in reckoned:
            reckoned[same] = _school_year(costs, given, number)
        year = reckoned[same]
        years.append(year if year.number == number else SchoolYear(number, *year[1:]))
    return Reckoning(costs, tuple(years))


def _school_year(costs: Costs, given: tuple[Entitlement, ...], number: int) -> SchoolYear:
    aid = tuple([_aid_of_year(costs, one, one.years[number - 1]) for one in given])
    waived = added([one.amount for one in aid if one.entitlement.rule.waiver is not None])
    # Two waivers never give more than the tuition; the rest of the aid is money.
    tuition = left_of(costs.tuition, waived)
    money = added([one.amount for one in aid if one.entitlement.rule.waiver is None])
    gross = costs.gross
    others = gross - costs.tuition
    to_pay = Span(others + tuition.low, others + tuition.high)
    net = Span(max(to_pay.low - money.high, 0), max(to_pay.high - money.low, 0))
    return SchoolYear(number, gross, aid, tuition, net)


def _aid_of_year(costs: Costs, entitlement: Entitlement, year: YearOfAid) -> AidOfYear:
    return AidOfYear(
        entitlement,
        amount=_worth(costs, entitlement.rule, year),
        expired=year.expired,
        must_ask=year.must_ask,
        is_warned=year.is_warned,
    )


def _worth(costs: Costs, rule: AidRule, year: YearOfAid) -> Span:
    if rule.waiver is None:
        return year.money
    whole = Span(costs.tuition, costs.tuition)
    standard = costs.standard if rule.waiver.capped_at_public_tuition else whole
    return Span(standard.low * year.share.low, standard.high * year.share.high)
