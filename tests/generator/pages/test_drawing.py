"""Pictures are true: lengths follow the counts, dots the distances, and no label hides another."""

import math
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pages import drawing
from generator.pages.drawing import Bar, Dot

DOTS = st.lists(
    st.builds(
        Dot,
        number=st.just("1"),
        name=st.sampled_from(["临夏技工学校", "四川核工业技师学院"]),
        km=st.floats(0, 3000),
        bearing=st.floats(-math.pi, math.pi),
    ),
    min_size=1,
    max_size=5,
)


def numbers(text: str) -> tuple[int, int]:
    x, y = text.split()
    return int(x), int(y)


def made(dots: list[Dot]) -> dict[str, Any]:
    picture = drawing.sketch(dots)
    assert picture is not None
    return picture


@given(DOTS)
@settings(max_examples=40)
def test_dots_and_labels_stay_inside_and_labels_apart(dots: list[Dot]) -> None:
    picture = drawing.sketch(dots)
    if picture is None:
        assert all(dot.km < 1 for dot in dots)
        return
    sides: Any = picture["sides"]
    assert sum(len(side["dots"]) for side in sides) == len(dots)
    for side in sides:
        tops = []
        for dot in side["dots"]:
            (x, y), (across, down) = numbers(dot["at"]), numbers(dot["label"])
            assert abs(x - drawing.SKETCH_WIDTH // 2) <= drawing.RADIUS
            assert 0 < y < drawing.SKETCH_HEIGHT
            assert x + across in {180 - drawing.COLUMN, 180 + drawing.COLUMN}
            tops.append(y + down)
        assert all(10 < top <= drawing.SKETCH_HEIGHT - 17 for top in tops)
        assert all(after - before >= drawing.LABEL_STEP for before, after in pairwise(tops))


def test_north_is_up_and_twice_as_far_is_twice_as_far() -> None:
    picture = made([Dot("1", "北", 100, 0.0), Dot("2", "东", 200, math.pi / 2)])
    (left, right) = picture["sides"]
    assert left["dots"] == []
    north, east = (numbers(dot["at"]) for dot in right["dots"])
    middle = (picture["x"], picture["y"])
    assert north == (middle[0], middle[1] - drawing.RADIUS // 2)
    assert east == (middle[0] + drawing.RADIUS, middle[1])
    assert (picture["ring_km"], picture["ring"]) == (200, drawing.RADIUS)


def test_what_lies_all_in_one_county_needs_no_sketch() -> None:
    assert drawing.sketch([Dot("1", "这里", 0.0, 0.0)]) is None
    assert drawing.sketch([]) is None


def test_the_longest_bar_fills_the_picture_and_the_text_says_the_same() -> None:
    picture: Any = drawing.bars([Bar("甲", 8, "8 所"), Bar("乙", 2, "至少 2 所")], about="几所")
    assert [bar["width"] for bar in picture["bars"]] == [drawing.WIDTH, drawing.WIDTH // 4]
    assert picture["label"] == "条形图，几所：甲 8 所，乙 至少 2 所。"
    assert drawing.bars([], about="几所") is None
