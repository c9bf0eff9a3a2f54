"""Promised beside delivered: the state, the days that are late, the order and the bar."""

from datetime import date, timedelta

import pytest

from generator.pages.delivery import COMING, DONE, LATE, UNKNOWN, Promise, described, progress

DAY = date(2026, 7, 1)
PAST, LATER = DAY - timedelta(days=61), DAY + timedelta(days=1)


def promise(delivered: int = 0, due: date | None = PAST, *, whole: bool = False) -> Promise:
    return Promise(quantity=10, unit="台", delivered=delivered, is_delivered=whole, due=due)


@pytest.mark.parametrize(
    ("one", "state", "said"),
    [
        (promise(10, whole=True), DONE, "办好了"),
        (promise(4), LATE, "过了 61 天"),
        (promise(4, DAY), COMING, "还没到日子"),
        (promise(0, LATER), COMING, "还没到日子"),
        (promise(0, None), UNKNOWN, "没查到"),
    ],
)
def test_each_state_is_said_in_words_and_with_a_shape_of_its_own(
    one: Promise, state: str, said: str
) -> None:
    values = described(one, DAY)
    assert (one.state(DAY), values["said"]) == (state, said)
    assert values["shape"] == {DONE: "✓", LATE: "!", COMING: "○", UNKNOWN: "?"}[state]


def test_what_is_late_stands_first_and_the_longest_before_all() -> None:
    longest = promise(0, PAST - timedelta(days=9))
    every = [promise(10, whole=True), promise(0, LATER), promise(), longest, promise(0, None)]
    states = [one.state(DAY) for one in sorted(every, key=lambda one: one.order(DAY))]
    assert states == [LATE, LATE, COMING, UNKNOWN, DONE]
    assert min(every, key=lambda one: one.order(DAY)) is longest


def test_the_bar_of_one_item_shows_what_arrived_and_hatches_what_is_late() -> None:
    arrived, rest = described(promise(4), DAY)["bar"]["segments"]  # type: ignore[index]
    assert (arrived["start"], arrived["width"], arrived["hatch"]) == (0, 400, None)
    assert (rest["start"], rest["width"]) == (400, 600)
    assert rest["hatch"].startswith("M400 30l")


def test_more_than_was_promised_stays_inside_the_bar() -> None:
    bar = described(promise(25, whole=True), DAY)["bar"]
    assert [one["width"] for one in bar["segments"]] == [1000]  # type: ignore[index]
    assert bar["text"] == "答应 10 台，到了 25 台"  # type: ignore[index]


def test_the_whole_bar_has_no_gap_at_its_end() -> None:
    three = progress([promise(), promise(0, LATER), promise(10, whole=True)], DAY)
    assert three is not None
    last = three["segments"][-1]  # type: ignore[index]
    assert last["start"] + last["width"] == 1000
    assert three["text"] == "答应 3 件，办好 1 件，1 件过了日子"
