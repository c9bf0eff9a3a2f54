"""Synthetic counts of people by home county, for every prefecture that lies in 三区三州."""

from collections.abc import Iterator
from random import Random
from typing import Any

from generator.bench_data.colleges import SAMPLE, YEAR
from generator.divisions import places
from generator.divisions.flags import sanqu_sanzhou_counties
from generator.schema.enums import Measure

MOST_CLASSES = 15


def counts_of_people(seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The folder and the record; half of the cells are under five."""
    random = Random(f"{seed} counted")  # noqa: S311
    counties = map(places.find, sanqu_sanzhou_counties(YEAR))
    above = sorted({county.prefecture_code for county in counties if county.prefecture_code})
    for code in above:
        yield (
            "statistics",
            {
                "id": f"sample-bench-statistics-{code}",
                "name": f"示例统计：{places.find(code).name}在读技工院校的学生",
                **SAMPLE,
                "measure": str(Measure.STUDENTS),
                "publisher": "示例人社局",
                "first_month": f"{YEAR - 1}-09",
                "last_month": f"{YEAR - 1}-09",
                "rows": [_row(random, county.code) for county in places.counties_of(code)],
            },
        )


def _row(random: Random, code: str) -> dict[str, Any]:
    classes = sorted(random.sample(range(1, MOST_CLASSES + 1), random.randint(2, 5)))
    return {
        "division": code,
        "cells": [
            {
                "specialty_class": f"{number:02d}",
                "count": random.choice([random.randint(0, 4), random.randint(5, 260)]),
            }
            for number in classes
        ],
    }
