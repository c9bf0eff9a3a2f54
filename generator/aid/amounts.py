"""What a rule gives in each year of a programme, for somebody who gets it: dated amounts only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.aid.homes import lies_in
from generator.aid.span import NOTHING, Span, hull
from generator.schema.enums import AidCounting
from generator.schema.policy import MOST_YEARS, AidAmount, AidRule, Waiver

MONTHS = 12
YEARS = range(1, MOST_YEARS + 1)


@dataclass(frozen=True, slots=True)
class YearOfAid:
    """`money` in yuan; `share` of the tuition that is waived, 0 or 1; `expired` is not counted.

    `must_ask`: the rule itself says that the college decides about this year.
    `is_warned`: from the month of the rule's warning on, name and amount must be confirmed.
    """

    money: Span = NOTHING
    share: Span = NOTHING
    expired: Span = NOTHING
    must_ask: bool = False
    is_warned: bool = False


NO_AID = YearOfAid()


def month_after(month: str, count: int) -> str:
    """2026-09 and 6 -> 2027-03."""
    whole = int(month[:4]) * MONTHS + int(month[5:]) - 1 + count
    return f"{whole // MONTHS:04d}-{whole % MONTHS + 1:02d}"


def school_year(entry: str, number: int) -> tuple[str, ...]:
    """The twelve months of the first, second, … year."""
    return tuple(month_after(entry, (number - 1) * MONTHS + step) for step in range(MONTHS))


def years_of(rule: AidRule, entry: str | None, place: str | None) -> tuple[YearOfAid, ...]:
    """Years 1 to 7. Without an entry month an amount counts for its whole range, from nothing."""
    if rule.waiver is not None:
        return tuple(_waived(rule.waiver, number) for number in YEARS)
    amounts = amounts_at(rule, place)
    return tuple(_given(rule, amounts, entry, number) for number in YEARS)


def amounts_at(rule: AidRule, place: str | None) -> tuple[AidAmount, ...]:
    """The amounts of a place of its own, else those for everybody."""
    own = tuple(
        amount
        for amount in rule.amounts
        if place is not None and any(lies_in(place, code) for code in amount.divisions)
    )
    return own or tuple(amount for amount in rule.amounts if not amount.divisions)


def _waived(waiver: Waiver, number: int) -> YearOfAid:
    if number in waiver.ask_years:
        return YearOfAid(share=Span(0, 1), must_ask=True)
    return YearOfAid(share=Span(1, 1)) if number in waiver.years else NO_AID


def _given(
    rule: AidRule, amounts: tuple[AidAmount, ...], entry: str | None, number: int
) -> YearOfAid:
    due = [amount for amount in amounts if number in amount.years]
    if entry is None:
        return YearOfAid(money=hull([NOTHING, *(Span(one.low, one.high) for one in due)]))
    months = school_year(entry, number)
    counted = months if rule.counted is AidCounting.BY_MONTH else months[:1]
    spans = [_in_force(due, month) for month in counted]
    # A part of a yuan is not promised.
    money = Span(sum(s.low for s in spans) // len(spans), sum(s.high for s in spans) // len(spans))
    return YearOfAid(
        money=money,
        expired=_expired(due, counted[-1]),
        is_warned=rule.warn_from is not None and months[-1] >= rule.warn_from,
    )


def _in_force(amounts: Iterable[AidAmount], month: str) -> Span:
    return hull(Span(one.low, one.high) for one in amounts if _holds(one, month))


def _expired(amounts: list[AidAmount], month: str) -> Span:
    """The last amount that ended before this month, when nothing has come in its place."""
    if any(_holds(one, month) for one in amounts):
        return NOTHING
    ended = [one for one in amounts if one.last_month is not None and one.last_month < month]
    last = max((one.last_month or "" for one in ended), default="")
    return hull(Span(one.low, one.high) for one in ended if one.last_month == last)


def _holds(amount: AidAmount, month: str) -> bool:
    return amount.first_month <= month and (amount.last_month is None or month <= amount.last_month)


def joined(found: Iterable[tuple[YearOfAid, ...]]) -> tuple[YearOfAid, ...]:
    """Year by year, the range over every case; equal years are one object, told apart at once."""
    known: dict[YearOfAid, YearOfAid] = {}
    years = map(_over_every_case, zip(*found, strict=True))
    return tuple(known.setdefault(year, year) for year in years)


def _over_every_case(year: Iterable[YearOfAid]) -> YearOfAid:
    cases = tuple(year)
    return YearOfAid(
        money=hull(one.money for one in cases),
        share=hull(one.share for one in cases),
        expired=_hull_of_expired(one.expired for one in cases),
        must_ask=any(one.must_ask for one in cases),
        is_warned=any(one.is_warned for one in cases),
    )


def _hull_of_expired(spans: Iterable[Span]) -> Span:
    """Nothing is no amount that has expired."""
    return hull(span for span in spans if span != NOTHING)
