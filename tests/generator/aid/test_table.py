"""The table that a phone looks into says what the engine says, for every combination tried."""

from random import Random

import pytest

from generator.aid.entitlement import Rulebook, entitled
from generator.aid.homes import elsewhere, home_choices, lies_in, name_of
from generator.aid.table import Outcome, Question, RuleTable, questions, situation, tabulate

ENTRIES = ("2022-10", "2024-09", "2025-09", "2026-09", "2027-09")


@pytest.fixture(scope="module")
def asked(rulebook: Rulebook) -> tuple[Question, ...]:
    return questions(ENTRIES, home_choices(rulebook.rules))


@pytest.fixture(scope="module")
def tables(rulebook: Rulebook, asked: tuple[Question, ...]) -> list[RuleTable]:
    return [tabulate(rule, asked) for rule in rulebook.counted]


def test_the_table_answers_as_the_engine_does(
    asked: tuple[Question, ...], tables: list[RuleTable]
) -> None:
    random = Random(7)
    for _ in range(300):
        answers = [random.randrange(len(question.answers)) for question in asked]
        said = situation(asked, answers)
        for table in tables:
            assert table.look_up(answers) == Outcome.of(entitled(table.rule, said)), said


def test_the_table_is_small_enough_for_a_phone(tables: list[RuleTable]) -> None:
    assert sum(len(table.cells) for table in tables) < 1500


def test_places_are_told_apart_only_where_a_rule_does(rulebook: Rulebook) -> None:
    choices = home_choices(rulebook.rules)
    names = {name_of(choice) for choice in choices}
    assert {"西藏自治区", "重庆市", "木里藏族自治县", "天祝藏族自治县"} <= names
    assert "凉山彝族自治州（木里藏族自治县除外）" in names
    assert not any(lies_in(elsewhere(choices), choice.code) for choice in choices)
    assert len(choices) < 30
