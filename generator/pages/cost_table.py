"""The calculator's sums as a table to print: typical families, the fees of some programmes."""

from collections.abc import Iterator

from generator.aid.reckoning import AidOfYear, Costs, Reckoning, reckon
from generator.aid.situation import Situation
from generator.aid.span import Span
from generator.pages import addresses, cost, wording
from generator.pages.aid import aid_row
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values, yuan
from generator.schema.college import Programme
from generator.schema.enums import Household, Hukou
from generator.schema.policy import AidRule

MOST_PROGRAMMES = 2

# Words, hukou, kind of household, and what the family knows of the special areas.
Family = tuple[str, Hukou | None, Household | None, bool | None]
FAMILIES: tuple[Family, ...] = (
    ("农村，脱贫户或监测户", Hukou.VILLAGE, Household.OUT_OF_POVERTY, None),
    ("农村，低保或特困", Hukou.VILLAGE, Household.LOW_INCOME, None),
    ("农村一般农户，在特殊困难地区", Hukou.VILLAGE, Household.ORDINARY_FARMING, True),
    ("农村一般农户，不在特殊困难地区", Hukou.VILLAGE, Household.ORDINARY_FARMING, False),
    ("县城或镇上，一般家庭", Hukou.COUNTY_TOWN, Household.NONE_OF_THESE, None),
    ("城市，困难家庭", Hukou.CITY, Household.CITY_HARDSHIP, None),
    ("城市，一般家庭", Hukou.CITY, Household.NONE_OF_THESE, None),
    ("什么都不清楚", None, None, None),
)


def table_page(portal: Portal) -> Iterator[Page]:
    yield Page(
        address="/costs/table/",
        shell_name="costs/table",
        bodies={"SUMS": "sums.html"},
        context={
            "kinds": [rule.kind.value for rule in portal.rulebook.counted],
            "programmes": [_programme(portal, one) for one in _shown(portal)],
            "notes": [
                {**aid_row(portal, rule), "paid_when": rule.paid_when, "ended": _ended(rule)}
                for rule in portal.rulebook.counted
            ],
        },
    )


def _ended(rule: AidRule) -> str | None:
    last = cost.last_month(rule)
    return wording.month(last) if last else None


def _shown(portal: Portal) -> list[Programme]:
    """The first programmes with fees of their own, by id."""
    found: dict[object, Programme] = {}
    for programme in portal.catalogue.programmes.values():
        if programme.fees is not None:
            found.setdefault(programme.fees, programme)
        if len(found) == MOST_PROGRAMMES:
            break
    return list(found.values())


def _programme(portal: Portal, programme: Programme) -> Values:
    college = portal.catalogue.college_of(programme.id)
    specialty = portal.catalogue.specialties[programme.specialty]
    assert programme.fees is not None
    costs = Costs.of(programme.fees, years=programme.years, ownership=college.ownership)
    entry = cost.entry_of(programme)
    return {
        "name": specialty.name,
        "href": addresses.programme(programme.id),
        "sample": programme.is_sample,
        "college": college.name,
        "years": programme.years,
        "entry": wording.month(entry) if entry else "哪个月没写，",
        "spent": "，".join(f"{name} {text}" for name, text in cost.spent(costs)),
        "gross": yuan(costs.gross),
        "first_day": yuan(costs.on_arrival),
        "rows": [
            _row(family[0], reckon(costs, portal.rulebook.entitlements(said)))
            for family in FAMILIES
            for said in [_situation(portal, programme, family)]
        ],
    }


def _situation(portal: Portal, programme: Programme, family: Family) -> Situation:
    _, hukou, household, told = family
    specialty = portal.catalogue.specialties[programme.specialty]
    return Situation(
        entry=cost.entry_of(programme),
        hukou=hukou,
        household=household,
        in_special_area=told,
        agricultural=specialty.is_agricultural,
        stage_performance=cost.is_stage_performance(specialty),
        full_time=programme.full_time,
    )


def _row(family: str, sums: Reckoning) -> Values:
    first = sums.years[0]
    return {
        "family": family,
        "aid": [_cell(one) for one in first.aid],
        "own": _plain(first.net),
        "total": _plain(sums.net),
    }


def _cell(one: AidOfYear) -> Values:
    return {
        "name": one.entitlement.rule.kind.value,
        "amount": _plain(one.amount),
        "expired": _plain(one.expired) if one.expired.high else None,
    }


def _plain(span: Span) -> str:
    """Without the unit, which the table's caption says once."""
    return f"{span.low:,}" if span.is_certain else f"{span.low:,} 到 {span.high:,}"
