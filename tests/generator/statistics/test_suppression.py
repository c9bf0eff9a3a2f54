"""Nobody is found through a small number: not in a cell, and not by taking totals apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.statistics.suppression import LEAST, Figure, publish

COUNTS = st.none() | st.integers(0, 12) | st.integers(0, 5000)


@st.composite
def tables(draw: st.DrawFn) -> list[list[int | None]]:
    width = draw(st.integers(1, 5))
    return draw(st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=1, max_size=6))


def is_hidden(count: int | None) -> bool:
    return count is not None and count < LEAST


@given(tables(), st.data())
@settings(max_examples=60)
def test_whatever_hides_under_five_the_published_table_is_the_same(
    table: list[list[int | None]], data: st.DataObject
) -> None:
    other = [
        [data.draw(st.integers(0, LEAST - 1)) if is_hidden(one) else one for one in row]
        for row in table
    ]
    assert publish(table) == publish(other)


@given(tables())
@settings(max_examples=60)
def test_taking_a_line_apart_gives_nothing_for_a_hidden_cell(
    table: list[list[int | None]],
) -> None:
    published = publish(table)
    lines = [*zip(published.rows, published.row_totals, strict=True)]
    lines += zip(zip(*published.rows, strict=True), published.column_totals, strict=True)
    for cells, total in lines:
        shown = [one.count for one in cells if one.count is not None]
        assert (total.count or 0) - sum(shown) == 0
        assert total.is_short == any(one.is_short for one in cells)
    rows = [one.count or 0 for one in published.row_totals]
    columns = [one.count or 0 for one in published.column_totals]
    assert (published.total.count or 0) == sum(rows) == sum(columns)


@given(tables())
@settings(max_examples=60)
def test_every_count_of_five_or_more_is_published_and_no_smaller_one(
    table: list[list[int | None]],
) -> None:
    for row, figures in zip(table, publish(table).rows, strict=True):
        for count, figure in zip(row, figures, strict=True):
            assert figure.count == (count if count is not None and count >= LEAST else None)
            assert figure.is_short == is_hidden(count)


def test_zero_is_hidden_like_four_and_what_nobody_reported_is_neither() -> None:
    published = publish([[0, 4, None, 12]])
    assert published.rows == ((Figure(None, True), Figure(None, True), Figure(None), Figure(12)),)
    assert published.row_totals == (Figure(12, True),)
    assert publish([[3], [2]]).total == Figure(None, True)


def test_rows_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        publish([[1, 2], [3]])
