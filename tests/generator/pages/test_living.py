"""Sleeping and eating: what nobody has said is 不清楚, and differing programmes are named."""

import pytest

from generator.pages import living
from generator.schema.college import Boarding
from tests.generator.pages import factories


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Boarding(), "不清楚，请问学校"),
        (Boarding(available=False), "不能住校"),
        (Boarding(available=True), "能住校，热水、暖气、清真食堂请问学校"),
        (
            Boarding(available=True, room="8 人一间", hot_water=True, heating=False),
            "能住校，8 人一间，有热水，没有暖气，清真食堂请问学校",
        ),
    ],
)
def test_what_is_not_known_is_never_a_no(said: Boarding, words: str) -> None:
    assert living.boarding(said) == words


@pytest.mark.parametrize(
    ("months", "words"), [(None, "不清楚，请问学校"), (0, "没有"), (6, "6 个月")]
)
def test_no_internship_is_said_and_an_unknown_one_is_asked(months: int | None, words: str) -> None:
    assert living.internship(months) == words


def test_programmes_that_agree_give_one_answer_and_others_are_named() -> None:
    one = factories.programme("上下铺")
    other = one.model_copy(update={"boarding": Boarding(available=False)})
    same = dict(living.of_college([("汽车维修", one), ("烹饪", one)]))
    assert "汽车维修" not in (same["能住校吗"] or "")
    answers = dict(living.of_college([("汽车维修", one), ("烹饪", other), ("护理", other)]))
    assert (answers["能住校吗"] or "").endswith("；烹饪、护理：不能住校")
    assert answers["吃饭"] == "大约 600 元一个月"


def test_a_college_without_programmes_sends_the_reader_to_the_college() -> None:
    assert living.of_college([]) == [("住校和吃饭", "不清楚，请问学校")]
