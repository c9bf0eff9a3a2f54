"""A hundred thousand inputs of each kind: nothing crashes, and nothing right is refused."""

from __future__ import annotations

from random import Random

import pytest

from bench import inputs
from forms_app.applications import identity_number, names

MANY = 100_000


@pytest.mark.parametrize("kind", list(inputs.KINDS))
def test_a_hundred_thousand_inputs_are_kept_or_answered_in_words(kind: str) -> None:
    kept = inputs.accepted(kind, MANY, seed=2018)
    assert MANY // 8 <= kept < MANY * 0.95, "every right one passes, and not every slip does"


def test_two_thousand_unusual_names_are_all_kept() -> None:
    random, found = Random(63), set[str]()
    while len(found) < 2000:
        found.add(inputs.right_name(random))
    kept = {names.clean(name) for name in found}
    assert len(kept) > 1900
    assert {len(name) for name in kept} >= {1, 50}


def test_a_thousand_right_numbers_are_all_kept() -> None:
    random, found = Random(63), set[str]()
    while len(found) < 1000:
        found.add(inputs.right_number(random))
    for number in found:
        assert identity_number.read(number, today=inputs.TODAY).number == number
    assert {number[:6] for number in found} == set(inputs.PLACES)
    assert any(number.endswith("X") for number in found)
