"""A programme's cost card: a typical family's first year, and a link with the fees."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.aid.entitlement import Rulebook
from generator.aid.reckoning import Reckoning
from generator.aid.span import Span
from generator.catalogue import Catalogue
from generator.pages import cost
from generator.schema.college import Programme
from generator.schema.enums import AidKind, Confidence, Ownership
from generator.schema.policy import AidAmount, AidRule
from generator.schema.record import Source
from tests.generator.pages import factories


def sums(
    programme: Programme | None = None, rules: tuple[AidRule, ...] | None = None
) -> Reckoning | None:
    found = factories.catalogue()
    aid = found.aid_rules if rules is None else {rule.id: rule for rule in rules}
    return cost.typical_sums(
        Rulebook(cost.published_rules(Catalogue(aid_rules=aid))),
        found.colleges["sample-helped"],
        found.specialties["car-repair"],
        programme or factories.programme("话"),
    )


def rule(**changes: object) -> AidRule:
    made = factories.aid_rule("one", AidKind.NATIONAL_GRANT, "话", Source(title="话"))
    return made.model_copy(update=changes)


def amount(first: str, last: str | None = None, years: tuple[int, ...] = (1, 2)) -> AidAmount:
    return AidAmount(
        first_month=first,
        last_month=last,
        years=years,
        low=2300,
        high=2300,
        sources=(Source(title="话"),),
    )


def test_the_card_says_fees_less_what_the_state_gives_for_certain() -> None:
    found = sums()
    assert found is not None
    card = cost.cost_card(found)
    # 3000 tuition + 600 boarding + 400 books + 600 x 10 meals; less 3000 waived and 2300 granted.
    assert (card["gross"], card["own"], card["total"]) == ("10,000 元", "4,700 元", "14,100 元")
    assert card["text"] == "免学费 3,000 元；国家助学金 2,300 元；自己出 4,700 元"


def test_aid_past_its_period_is_named_and_not_subtracted() -> None:
    found = sums()
    assert found is not None
    named = cost.cost_card(found)["open_aid"]
    assert isinstance(named, list)
    assert [(one["name"], one["expired"], one["ended"]) for one in named] == [
        ("雨露计划", "3,000 到 5,000 元一年", "2025年12月")
    ]


def test_a_programme_without_fees_has_no_sum() -> None:
    assert sums(factories.programme("话").model_copy(update={"fees": None})) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"confidence": Confidence.UNSURE},
        {"is_counted": False},
        {"cases": ()},
        {"divisions": ("513431",)},
        {"amounts": ()},
        {"amounts": (amount("2025-03", years=(2, 3)),)},
        {"amounts": (amount("2027-03"),)},
        {"amounts": (amount("2020-03", "2026-08"),)},
    ],
    ids=[
        "unsure",
        "not counted",
        "for nobody",
        "one county only",
        "no amount",
        "later years",
        "not yet",
        "over",
    ],
)
def test_nothing_is_subtracted_that_is_not_certain(changes: dict[str, object]) -> None:
    found = sums(rules=(rule(**{"amounts": (amount("2025-03"),), **changes}),))
    assert found is not None
    assert found.years[0].net.high == found.years[0].gross


def test_what_is_not_certain_stands_in_the_bar_as_open() -> None:
    found = sums(rules=(rule(amounts=(amount("2025-03"),), divisions=("513431",)),))
    assert found is not None
    assert found.years[0].net == Span(7_700, 10_000)
    assert cost.bar_parts(found.years[0]) == [("rest", "看情况", 2300), ("d", "自己出", 7700)]


def test_the_parts_of_the_bar_fill_it() -> None:
    found = sums()
    assert found is not None
    widths = [one["width"] for one in cost.segments(cost.bar_parts(found.years[0]))]
    assert widths == [300, 230, 470]


def test_the_calculator_opens_with_the_programmes_fees() -> None:
    found = factories.catalogue()
    college, specialty = found.colleges["sample-helped"], found.specialties["car-repair"]
    programme = factories.programme("话").model_copy(update={"starts_on": date(2026, 9, 1)})
    made = sums(programme)
    assert made is not None
    private = college.model_copy(update={"ownership": Ownership.PRIVATE})
    address = cost.calculator_address(private, specialty, programme, made.costs)
    said = {name: value for name, [value] in parse_qs(urlsplit(address).query).items()}
    assert said == {
        "programme": "sample-helped-car-repair",
        "entry": "202609",
        "years": "3",
        "tuition": "3000",
        "approved": "3000",
        "boarding": "600",
        "books": "400",
        "meals": "600",
        "months": "10",
        "first": "1000",
        "stage": "0",
        "fulltime": "1",
        "public-college": "0",
    }
