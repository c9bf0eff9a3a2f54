"""What the benchmark writes down: the table of the README, and the value that 95 of 100 keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.__main__ import write_into
from bench.measure import BETTER_HIGHER, Row, percentile

PAGE = """before
<!-- bench: begin -->
Full run; 2 cores

| Measure | Ours | Peer | Ratio | Must | Aim | Holds |
|---|---:|---:|---:|---:|---:|---|
| page saves, a second | 1.00 | 2.00 (bare) | 0.50 | – | – | yes |
| page saves, a second | 1.00 | 4.00 (plain) | 0.25 | – | – | yes |

A note that a person wrote.
<!-- bench: end -->
after
"""


def test_a_row_replaces_its_own_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(PAGE)
    again = Row("page saves", "a second", 3, "bare", 4, better=BETTER_HIGHER)
    new = Row("pages, p95", "s", 1.5, "", 0, must=1)
    write_into(page, [again, new])
    assert page.read_text() == PAGE.replace(
        "1.00 | 2.00 (bare) | 0.50", "3.00 | 4.00 (bare) | 0.75"
    ).replace(
        "(plain) | 0.25 | – | – | yes |",
        "(plain) | 0.25 | – | – | yes |\n| pages, p95, s | 1.50 | – | – | ≤ 1 | – | **no** |",
    )


@pytest.mark.parametrize(
    ("values", "share", "found"),
    [
        ([], 95, 0),
        ([7], 95, 7),
        (range(1, 101), 95, 95),
        (range(1, 21), 95, 19),
        ([3, 1, 2], 50, 2),
    ],
)
def test_a_percentile_is_the_nearest_rank(values: list[float], share: int, found: float) -> None:
    assert percentile(list(values), share) == found
