"""Reads the tables beside this file, once and lazily. The only module that knows their columns."""

import csv
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


def rows(table: str) -> list[dict[str, str]]:
    """Every row of `<table>.csv` beside this file, as text."""
    with (HERE / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def successors() -> dict[str, str]:
    """Code of 2018 -> today's code, for the counties that became cities since."""
    return {
        row["code_2018_if_different"]: row["code"]
        for row in rows("sanqu_sanzhou_counties")
        if row["code_2018_if_different"]
    }
