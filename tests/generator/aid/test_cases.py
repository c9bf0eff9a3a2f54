"""What families pay, against sums done by hand."""

import pytest

from generator.aid.advice import AdviceKind, advice
from generator.aid.cash_flow import payments
from generator.aid.entitlement import Rulebook
from generator.aid.reckoning import AidOfYear, SchoolYear
from generator.aid.span import Span
from tests.generator.aid.cases import CHONGQING, FAMILIES, POOR, ZHAOJUE, Case, rural
from tests.generator.aid.families import reckoned
from tests.generator.aid.fee_cases import FEES_AND_MONTHS

CASES = FAMILIES + FEES_AND_MONTHS


def span(said: int | tuple[int, int]) -> Span:
    return Span(said, said) if isinstance(said, int) else Span(*said)


def by_rule(year: SchoolYear) -> dict[str, AidOfYear]:
    return {one.entitlement.rule.id: one for one in year.aid}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_family_pays_what_the_hand_calculates(rulebook: Rulebook, case: Case) -> None:
    found = reckoned(rulebook, case.said, **case.fees)
    expected = [span(year) for year in case.years]
    assert [year.net for year in found.years] == expected, case.sums
    assert found.net == Span(sum(one.low for one in expected), sum(one.high for one in expected))


def test_there_are_three_cases_of_the_authority_and_thirty_more() -> None:
    assert len({case.name for case in CASES}) >= 33


def test_each_aid_of_the_first_case_is_named_with_its_sum_and_its_reason(
    rulebook: Rulebook,
) -> None:
    first = reckoned(rulebook, CASES[0].said).years[0]
    assert first.gross == 10_400
    assert {
        one.entitlement.rule.id: (one.amount.low, one.entitlement.reason) for one in first.aid
    } == {
        "tuition-waiver": (3000, "算：老家在农村或县镇。"),
        "national-grant": (2300, "算：家里经济困难。"),
        "yulu-plan": (3000, "算：脱贫户或监测户。"),
    }


@pytest.mark.parametrize(
    ("said", "rule", "reason"),
    [
        (rural(full_time=False), "tuition-waiver", "不算：只给全日制的学生。"),
        (rural(stage_performance=True), "tuition-waiver", "不算：表演类专业不在里面。"),
        (rural(in_special_area=False), "yulu-plan", "不算：你家的情况不在里面。"),
        (rural(None), "yulu-plan", "不一定：要看家里情况。"),
        (rural(home=None), "national-grant", "不一定：要看老家在哪。"),
    ],
)
def test_a_family_reads_why_an_aid_does_not_count_or_on_what_it_depends(
    rulebook: Rulebook, said: dict[str, object], rule: str, reason: str
) -> None:
    assert by_rule(reckoned(rulebook, said).years[0])[rule].entitlement.reason == reason


def test_what_a_table_cannot_say_is_named(rulebook: Rulebook) -> None:
    found = {
        one.entitlement.rule.id: one for one in reckoned(rulebook, rural(home=ZHAOJUE)).years[0].aid
    }
    assert "名单没有查到" in found["national-grant"].entitlement.reason
    assert found["national-grant"].entitlement.rule.apply_at == "学校的资助办"


def test_money_past_its_period_is_shown_and_not_counted(rulebook: Rulebook) -> None:
    first = reckoned(rulebook, rural(POOR, entry="2027-09", home=ZHAOJUE)).years[0]
    yulu = by_rule(first)["yulu-plan"]
    assert (yulu.amount, yulu.expired) == (Span(0, 0), Span(3000, 5000))


def test_a_replaced_amount_has_not_expired(rulebook: Rulebook) -> None:
    first = reckoned(rulebook, rural(POOR, entry="2027-09")).years[0]
    assert by_rule(first)["national-grant"].expired == Span(0, 0)


def test_the_first_day_comes_first_and_the_grant_comes_later_to_the_student(
    rulebook: Rulebook,
) -> None:
    said = [
        (one.when, one.whom, one.amount.high)
        for one in payments(reckoned(rulebook, CASES[0].said, first_day=1600))
    ]
    assert said == [
        ("报到那天", "学校", 1600),
        ("每个月", "食堂", 600),
        ("每趟回家", "车站", 200),
        ("在学校申请，批下来按学期发", "学生本人", 2300),
        ("乡镇先审，县里批，再打到卡上", "家里的一卡通", 3000),
    ]


def test_without_the_colleges_word_the_first_day_is_bed_books_and_a_month_of_meals(
    rulebook: Rulebook,
) -> None:
    first, tuition, *_ = payments(reckoned(rulebook, rural(None, hukou=None)))
    assert first.amount == Span(1600, 1600)
    assert (tuition.what, tuition.amount) == ("没有免的学费", Span(0, 3000))


def test_a_family_is_told_whom_to_ask_and_what_is_never_counted(rulebook: Rulebook) -> None:
    said = rural(POOR, entry="2026-09", home="513431")
    found = reckoned(rulebook, said, years=5)
    told = [(one.kind, one.rule.id) for one in advice(rulebook.rules, found, "513431")]
    assert told == [
        (AdviceKind.LATER_YEARS, "tuition-waiver"),
        (AdviceKind.CONFIRM, "yulu-plan"),
        (AdviceKind.EXPIRED, "yulu-plan"),
        (AdviceKind.STRIVE, "internship-pay"),
        (AdviceKind.STRIVE, "national-scholarship"),
        (AdviceKind.LOCAL, "sichuan-nine-plus-three"),
    ]
    away = [one.rule.id for one in advice(rulebook.rules, found, CHONGQING)]
    assert "sichuan-nine-plus-three" not in away
