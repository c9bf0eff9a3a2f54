"""Aid rules as rows of a table, and the costs page with its sums for every sample of fees."""

from collections.abc import Iterator

from generator.pages import addresses, wording
from generator.pages.cost import first_year
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.college import Programme
from generator.schema.policy import AidAmount, AidRule
from generator.schema.record import Source

MOST_SUMS = 12


def costs_page(portal: Portal) -> Iterator[Page]:
    rules = portal.aid_rules
    yield Page(
        address="/costs/",
        shell_name="costs",
        bodies={"AID": "aid_table.html", "SUMS": "sums.html"},
        context={
            "counted": [aid_row(portal, rule) for rule in rules if rule.is_counted],
            "others": [aid_row(portal, rule) for rule in rules if not rule.is_counted],
            "sums": _sums(portal),
        },
    )


def aid_row(portal: Portal, rule: AidRule) -> Values:
    return {
        "name": rule.name,
        "kind": str(rule.kind),
        "answer": rule.answer,
        "for_whom": list(rule.for_whom),
        "amounts": [_amount(amount) for amount in rule.amounts],
        "places": [wording.place_name(code) for code in rule.divisions],
        "apply_at": rule.apply_at,
        "paid_to": rule.paid_to,
        "note": rule.note,
        "warn_from": wording.month(rule.warn_from) if rule.warn_from else None,
        "policy": portal.policy(rule.policy) if rule.policy else None,
        "sources": wording.sources(_every_source(rule)),
        "sample": rule.is_sample,
    }


def _amount(amount: AidAmount) -> Values:
    first = wording.month(amount.first_month)
    last = f"到{wording.month(amount.last_month)}" if amount.last_month else "起"
    return {
        "sum": f"{wording.yuan_range(amount.low, amount.high)}一年",
        "when": f"{first}{last}",
        "years": "、".join(f"{_ordinal(year)}年级" for year in amount.years),
    }


def _every_source(rule: AidRule) -> list[Source]:
    """Of its amounts and of the rule itself."""
    return [*(source for amount in rule.amounts for source in amount.sources), *rule.sources]


def _ordinal(year: int) -> str:
    return "一二三四五六七"[year - 1]


def _sums(portal: Portal) -> list[Values]:
    """The first programmes that state their fees, by id."""
    found = (_sum(portal, one) for one in portal.catalogue.programmes.values() if one.fees)
    return [row for row, _ in zip(found, range(MOST_SUMS), strict=False)]


def _sum(portal: Portal, programme: Programme) -> Values:
    specialty = portal.catalogue.specialties[programme.specialty]
    cost = first_year(portal.aid_rules, specialty, programme)
    if cost is None:
        raise ValueError(f"{programme.id} has no fees")
    return {
        "name": specialty.name,
        "college": portal.catalogue.college_of(programme.id).name,
        "href": addresses.programme(programme.id),
        "gross": wording.yuan(cost.gross),
        "aid": wording.yuan(sum(entry.amount for entry in cost.aid)),
        "own": wording.yuan(max(cost.own, 0)),
        "sample": programme.is_sample,
    }
