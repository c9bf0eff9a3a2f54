"""A hundred thousand inputs of each kind: nothing crashes, and nothing right is refused."""

from __future__ import annotations

from random import Random

import pytest

from bench import inputs
from forms_app.applications import names

MANY = 100_000


@pytest.mark.parametrize("kind", list(inputs.KINDS))
def test_a_hundred_thousand_inputs_are_kept_or_answered_in_words(kind: str) -> None:
    kept = inputs.accepted(kind, MANY, seed=2018)
    assert MANY // 8 <= kept < MANY * 0.95, "every right one passes, and not every slip does"


def test_two_thousand_unusual_names_are_all_kept() -> None:
    assert inputs.refused("names", 2000, seed=63) == []


def test_a_thousand_right_numbers_are_all_kept() -> None:
    assert inputs.refused("identity numbers", 1000, seed=63) == []


def test_the_right_ones_reach_the_edges() -> None:
    """The control of the two above: short and long names, every place, the X at the end."""
    random = Random(63)
    found = [inputs.right_name(random) for _ in range(2000)]
    assert {len(names.clean(name)) for name in found} >= {1, 50}
    numbers = [inputs.right_number(random) for _ in range(1000)]
    assert {number[:6] for number in numbers} == set(inputs.PLACES)
    assert any(number.endswith("X") for number in numbers)


def test_a_right_value_that_is_refused_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(inputs.KINDS, "names", (lambda _: "\ue000", names.clean))
    assert inputs.refused("names", 1, seed=1) == ["\ue000"]
