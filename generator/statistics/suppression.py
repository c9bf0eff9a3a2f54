"""A table of counts in, the table that may be published out: what is under five stays hidden.

Totals add up the published cells only. So the published table says nothing about a hidden cell but
that it is under five, and no subtraction brings it back; rounding totals, or hiding a second cell
in each line, would still narrow it down.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST = 5
"""The smallest count of people that is published."""

Row = Sequence[int | None]
"""Counts; None where nothing was reported, which is not zero."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell or a total. `count` is None where there is no number to publish.

    `is_short`: something was hidden, so a cell shows no number and a total is "at least".
    """

    count: int | None
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """Cells row by row, a total beside each row and under each column, and one for all."""

    rows: tuple[tuple[Figure, ...], ...]
    row_totals: tuple[Figure, ...]
    column_totals: tuple[Figure, ...]
    total: Figure


def publish(table: Sequence[Row], *, least: int = LEAST) -> Published:
    """Raises ValueError unless every row has the same number of cells."""
    rows = tuple(tuple(_cell(count, least) for count in row) for row in table)
    columns = tuple(zip(*rows, strict=True))
    return Published(
        rows=rows,
        row_totals=tuple(map(total_of, rows)),
        column_totals=tuple(map(total_of, columns)),
        total=total_of(figure for row in rows for figure in row),
    )


def total_of(figures: Iterable[Figure]) -> Figure:
    """The sum of what is published; no number where nothing is."""
    every = tuple(figures)
    shown = [one.count for one in every if one.count is not None]
    return Figure(sum(shown) if shown else None, any(one.is_short for one in every))


def _cell(count: int | None, least: int) -> Figure:
    if count is None:
        return Figure(None)
    return Figure(count) if count >= least else Figure(None, is_short=True)
