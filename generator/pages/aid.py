"""Aid rules as rows of a table; an amount whose period is over is greyed and says so."""

from generator.pages import wording
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.policy import AidAmount, AidRule
from generator.schema.record import Source


def aid_row(portal: Portal, rule: AidRule) -> Values:
    month = f"{portal.day:%Y-%m}"
    return {
        "name": rule.name,
        "kind": str(rule.kind),
        "answer": rule.answer,
        "for_whom": list(rule.for_whom),
        "amounts": [_amount(amount, month) for amount in rule.amounts],
        "places": [wording.place_name(code) for code in rule.divisions],
        "apply_at": rule.apply_at,
        "paid_to": rule.paid_to,
        "note": rule.note,
        "warn_from": wording.month(rule.warn_from) if rule.warn_from else None,
        "policy": portal.policy(rule.policy) if rule.policy else None,
        "sources": wording.sources(_every_source(rule)),
        "sample": rule.is_sample,
    }


def _amount(amount: AidAmount, month: str) -> Values:
    first = wording.month(amount.first_month)
    last = f"到{wording.month(amount.last_month)}" if amount.last_month else "起"
    places = "、".join(wording.place_name(code) for code in amount.divisions)
    return {
        "sum": f"{places}{wording.yuan_range(amount.low, amount.high)}一年",
        "when": f"{first}{last}",
        "years": "、".join(f"{_ordinal(year)}年级" for year in amount.years),
        "is_over": amount.last_month is not None and amount.last_month < month,
    }


def _every_source(rule: AidRule) -> list[Source]:
    """Of its amounts, of what it waives, and of the rule itself."""
    found = [source for amount in rule.amounts for source in amount.sources]
    waived = rule.waiver.sources if rule.waiver else ()
    return [*found, *waived, *rule.sources]


def _ordinal(year: int) -> str:
    return "一二三四五六七"[year - 1]
