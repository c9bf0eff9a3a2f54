"""A programme's cost card: the sums of the aid engine for one typical family, as values of a page.

The family is 脱贫户, rural, home unknown, travel not included. What is not certain for it is named
and not subtracted.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import cycle

from generator.aid.entitlement import Rulebook
from generator.aid.reckoning import AidOfYear, Costs, Reckoning, SchoolYear, reckon
from generator.aid.situation import Situation
from generator.catalogue.catalogue import Catalogue
from generator.pages import wording
from generator.pages.wording import Values, yuan, yuan_range
from generator.schema.college import College, Programme
from generator.schema.enums import AidKind, Confidence, Household, Hukou, Ownership
from generator.schema.policy import AidAmount, AidRule
from generator.schema.record import Source
from generator.schema.specialty import Specialty

BAR_COLOURS = ("a", "b", "c")
OWN, OPEN = "自己出", "看情况"

# 艺术类表演专业 are in class 14; elsewhere a specialty that says nothing is none.
CLASS_WITH_PERFORMANCE = "14"


def published_rules(catalogue: Catalogue) -> list[AidRule]:
    """Rules that we are sure enough of, in the order of the kinds: what is waived comes first."""
    order = list(AidKind)
    found = [rule for rule in catalogue.aid_rules.values() if is_published(rule)]
    return sorted(found, key=lambda rule: (order.index(rule.kind), rule.id))


def is_published(rule: AidRule) -> bool:
    return rule.confidence is not Confidence.UNSURE


def entry_of(programme: Programme) -> str | None:
    return _month_of(programme.starts_on)


@cache
def _month_of(day: date | None) -> str | None:
    return f"{day.year}-{day.month:02d}" if day else None


def is_stage_performance(specialty: Specialty) -> bool | None:
    if specialty.is_stage_performance is None and specialty.class_code != CLASS_WITH_PERFORMANCE:
        return False
    return specialty.is_stage_performance


def typical_family(specialty: Specialty, programme: Programme) -> Situation:
    stage = is_stage_performance(specialty)
    return _family(entry_of(programme), specialty.is_agricultural, stage, programme.full_time)


@cache
def _family(
    entry: str | None, agricultural: bool | None, stage: bool | None, full_time: bool | None
) -> Situation:
    """The few that all programmes share."""
    return Situation(
        entry=entry,
        hukou=Hukou.VILLAGE,
        household=Household.OUT_OF_POVERTY,
        agricultural=agricultural,
        stage_performance=stage,
        full_time=full_time,
    )


def typical_sums(
    rulebook: Rulebook, college: College, specialty: Specialty, programme: Programme
) -> Reckoning | None:
    """None for a programme without fees."""
    if programme.fees is None:
        return None
    costs = Costs.of(programme.fees, years=programme.years, ownership=college.ownership)
    return reckon(costs, rulebook.entitlements(typical_family(specialty, programme)))


def own_at_most(sums: Reckoning | None) -> int | None:
    """The most that is left to pay in the first year: nobody is promised less than it may be."""
    return None if sums is None else sums.years[0].net.high


def cost_card(sums: Reckoning) -> Values:
    """The bar, its text, and the list of what is paid."""
    first, costs = sums.years[0], sums.costs
    bars = bar_parts(first)
    return {
        "gross": yuan(first.gross),
        "own": yuan_range(*first.net),
        "years": costs.years,
        "total": yuan_range(*sums.net),
        "first_day": yuan(costs.on_arrival),
        "segments": segments(bars),
        "text": "；".join([f"{name} {yuan(amount)}" for _, name, amount in bars]),
        "spent": spent(costs),
        "open_aid": [_open_aid(one) for one in first.aid if is_open(one)],
        "asks_later": any(one.must_ask for year in sums.years for one in year.aid),
    }


def is_certain(one: AidOfYear) -> bool:
    """Whether at least a part of it is subtracted for certain."""
    return one.amount.low > 0


def is_open(one: AidOfYear) -> bool:
    return one.entitlement.is_given is not False and one.amount.low == 0


def bar_parts(year: SchoolYear) -> list[tuple[str, str, int]]:
    """Colour, name and yuan of each part; together they are what the year costs."""
    certain = [one for one in year.aid if is_certain(one)]
    parts: list[tuple[str, str, int]] = [
        (colour, one.entitlement.rule.kind.value, one.amount.low)
        for colour, one in zip(cycle(BAR_COLOURS), certain, strict=False)
    ]
    if not year.net.is_certain:
        parts.append(("rest", OPEN, year.net.high - year.net.low))
    return [*parts, ("d", OWN, year.net.low)]


def segments(parts: Sequence[tuple[str, str, int]]) -> list[Values]:
    """Start and width in thousandths of the bar, so that the picture needs no style attribute."""
    whole = sum([amount for _, _, amount in parts]) or 1
    found: list[Values] = []
    start = 0
    for colour, name, amount in parts:
        width = round(1000 * amount / whole)
        found.append(
            {"colour": colour, "name": name, "amount": yuan(amount), "start": start, "width": width}
        )
        start += width
    return found


def calculator_address(
    college: College, specialty: Specialty, programme: Programme, costs: Costs
) -> str:
    """The calculator with this programme's fees filled in: numbers and the programme's id only."""
    # Slugs and numbers only, so nothing needs to be quoted.
    entry = entry_of(programme)
    month = f"&entry={entry.replace('-', '')}" if entry else ""
    approved = "" if costs.public_tuition is None else f"&approved={costs.public_tuition}"
    first = "" if costs.first_day is None else f"&first={costs.first_day}"
    stage = is_stage_performance(specialty)
    flags = _flags(specialty.is_agricultural, stage, programme.full_time, college.ownership)
    return (
        f"/costs/?programme={programme.id}{month}&years={costs.years}&tuition={costs.tuition}"
        f"{approved}&boarding={costs.boarding}&books={costs.books}&meals={costs.meals_per_month}"
        f"&months={costs.months}{first}{flags}"
    )


@cache
def _flags(
    agricultural: bool | None, stage: bool | None, full_time: bool, ownership: Ownership
) -> str:
    """The answers that are known, as 0 and 1; the few that all programmes share."""
    public = {Ownership.PUBLIC: True, Ownership.PRIVATE: False}.get(ownership)
    said = {
        "agricultural": agricultural,
        "stage": stage,
        "fulltime": full_time,
        "public-college": public,
    }
    return "".join(f"&{name}={int(flag)}" for name, flag in said.items() if flag is not None)


def sources_of(rule: AidRule, entry: str | None) -> tuple[Source, ...]:
    """What carries the figure of somebody who starts in that month."""
    if rule.waiver is not None:
        return rule.waiver.sources
    found = [source for one in rule.amounts if _starts_in(one, entry) for source in one.sources]
    return tuple(found) or rule.sources


def _starts_in(amount: AidAmount, entry: str | None) -> bool:
    return entry is not None and (
        amount.first_month <= entry and (amount.last_month is None or entry <= amount.last_month)
    )


def last_month(rule: AidRule) -> str | None:
    """The end of the latest amount; None where one has no end."""
    ends = [one.last_month for one in rule.amounts]
    return max(filter(None, ends), default=None) if None not in ends else None


def _open_aid(one: AidOfYear) -> Values:
    rule = one.entitlement.rule
    return {
        "name": rule.kind.value,
        "answer": rule.answer,
        "expired": f"{yuan_range(*one.expired)}一年" if one.expired.high else None,
        "ended": wording.month(last) if (last := last_month(rule)) else None,
        "apply_at": rule.apply_at,
    }


def spent(costs: Costs) -> list[tuple[str, str]]:
    return [
        ("学费", f"{yuan(costs.tuition)}一年"),
        ("住宿", f"{yuan(costs.boarding)}一年"),
        ("书本杂费", f"{yuan(costs.books)}一年"),
        ("吃饭", f"{yuan(costs.meals_per_month)}一个月，按 {costs.months} 个月算"),
    ]
