"""What holds for every family and every fee, whatever the rules are."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.aid.entitlement import Rulebook
from generator.aid.reckoning import Costs, reckon
from generator.aid.situation import Situation
from generator.catalogue import load_catalogue
from generator.schema.enums import Household, Hukou, Ownership
from generator.schema.policy import AidRule
from tests.generator.aid import cases

RULES = tuple(load_catalogue(cases.CONTENT).aid_rules.values())
RULEBOOK = Rulebook(RULES)
HOMES = (cases.ZHAOJUE, cases.MULI, cases.LHASA, cases.CHONGQING, cases.HEFEI, cases.DONGGUAN)


def maybe(values: Any) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.sampled_from(list(values)))


situations = st.builds(
    Situation,
    entry=st.sampled_from(["2021-09", "2022-10", "2024-09", "2025-09", "2026-03", "2027-09", None]),
    hukou=maybe(Hukou),
    household=maybe(Household),
    home=maybe(HOMES),
    in_special_area=maybe([True, False]),
    agricultural=maybe([True, False]),
    stage_performance=maybe([True, False]),
    full_time=maybe([True, False]),
)
fees = st.builds(
    Costs,
    tuition=st.integers(0, 12_000),
    boarding=st.integers(0, 2_000),
    books=st.integers(0, 900),
    meals_per_month=st.integers(0, 1_500),
    months=st.integers(1, 12),
    years=st.integers(1, 7),
    public_tuition=st.one_of(st.none(), st.integers(0, 9_000)),
    ownership=st.sampled_from(Ownership),
    first_day=st.one_of(st.none(), st.integers(0, 9_000)),
    trips=st.integers(0, 12),
    fare=st.integers(0, 900),
)
usual = settings(max_examples=60, deadline=None, derandomize=True)


@usual
@given(situations, fees)
def test_a_sum_is_never_upside_down_nor_less_than_nothing(said: Situation, costs: Costs) -> None:
    found = reckon(costs, RULEBOOK.entitlements(said))
    for year in found.years:
        assert 0 <= year.net.low <= year.net.high <= year.gross
        assert all(0 <= one.amount.low <= one.amount.high for one in year.aid)
    assert found.net.low <= found.net.high <= found.gross


@usual
@given(situations, fees)
def test_help_with_tuition_never_gives_more_than_the_tuition(said: Situation, costs: Costs) -> None:
    waiver = next(rule for rule in RULES if rule.waiver is not None)
    twice = Rulebook([*RULES, waiver.model_copy(update={"id": "another-waiver"})])
    for year in reckon(costs, twice.entitlements(said)).years:
        assert 0 <= year.tuition.low <= year.tuition.high <= costs.tuition
        money = sum(one.amount.high for one in year.aid if one.entitlement.rule.waiver is None)
        assert year.net.low >= costs.gross - costs.tuition - money


@usual
@given(situations, fees, st.data())
def test_an_answer_more_never_makes_the_range_wider(
    known: Situation, costs: Costs, data: st.DataObject
) -> None:
    names = ("hukou", "household", "home", "agricultural", "stage_performance", "full_time")
    forgotten = data.draw(st.sets(st.sampled_from(names), min_size=1))
    vague = replace(known, **dict.fromkeys(forgotten))
    sure = reckon(costs, RULEBOOK.entitlements(known)).years
    for year, wide in zip(sure, reckon(costs, RULEBOOK.entitlements(vague)).years, strict=True):
        assert wide.net.low <= year.net.low <= year.net.high <= wide.net.high


@usual
@given(situations, fees, st.permutations(RULES))
def test_the_order_of_the_rules_changes_nothing(
    said: Situation, costs: Costs, shuffled: list[AidRule]
) -> None:
    one = reckon(costs, RULEBOOK.entitlements(said))
    other = reckon(costs, Rulebook(shuffled).entitlements(said))
    assert [year.net for year in one.years] == [year.net for year in other.years]
