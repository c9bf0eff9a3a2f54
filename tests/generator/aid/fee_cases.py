"""Fees, years and months, each calculated by hand; the family and the usual fees as in `cases`."""

from generator.schema.enums import Household, Ownership
from tests.generator.aid.cases import CHONGQING, OUTSIDE, POOR, Case, rural

FEES_AND_MONTHS = (
    Case(
        "private college above the approved level",
        "waived up to 3000 of 8000: 15400 - 3000 = 12400",
        rural(**OUTSIDE),
        (12400, 12400, 12400),
        {"tuition": 8000, "ownership": Ownership.PRIVATE},
    ),
    Case(
        "tuition below the approved level: never more than the tuition",
        "2000 waived of 2000: 9400 - 2000 = 7400",
        rural(**OUTSIDE),
        (7400, 7400, 7400),
        {"tuition": 2000},
    ),
    Case(
        "private college, approved level unknown",
        "nothing or all of 8000: 15400 - 8000 = 7400 to 15400",
        rural(**OUTSIDE),
        ((7400, 15400),) * 3,
        {"tuition": 8000, "public_tuition": None, "ownership": Ownership.PRIVATE},
    ),
    Case(
        "public college: its tuition is the approved one",
        "13400 - 6000 = 7400",
        rural(**OUTSIDE),
        (7400, 7400, 7400),
        {"tuition": 6000, "public_tuition": None, "ownership": Ownership.PUBLIC},
    ),
    Case(
        "five years: the college says whether years 4 and 5 are waived; the grant has three years",
        "5100 three times, then 10400 - 3000 = 7400 to 10400",
        rural(Household.LOW_INCOME),
        (5100, 5100, 5100, (7400, 10400), (7400, 10400)),
        {"years": 5},
    ),
    Case(
        "third year under the old standard: years 1 and 2 only",
        "2021-09: 2000, 2000, 0; 10400 - 5000 = 5400, 5400, 7400; 雨露 3000 is in each year",
        rural(POOR, entry="2021-09", home=CHONGQING),
        (2400, 2400, 4400),
    ),
    Case(
        "third year half under the new standard",
        "2022-09: third year from 2024-09, 2300 x 6/12 = 1150; 10400 - 3000 - 1150 = 6250",
        rural(Household.LOW_INCOME, entry="2022-09"),
        (5400, 5400, 6250),
    ),
    Case(
        "spring of 2025: the whole first year is under the new standard",
        "10400 - 3000 - 2300 = 5100",
        rural(Household.LOW_INCOME, entry="2025-03"),
        (5100, 5100, 5100),
    ),
    Case(
        "spring of 2024: the whole first year is under the old one",
        "10400 - 3000 - 2000 = 5400, then 5100",
        rural(Household.LOW_INCOME, entry="2024-03"),
        (5400, 5100, 5100),
    ),
    Case(
        "October 2022: a part of a yuan is not promised",
        "third year 2300 x 7/12 = 1341.67: 10400 - 3000 - 1341 = 6059",
        rural(Household.LOW_INCOME, entry="2022-10"),
        (5400, 5400, 6059),
    ),
    Case(
        "nobody knows when: every dated amount counts from nothing",
        "waiver 3000; grant 0 to 2300: 5100 to 7400",
        rural(Household.LOW_INCOME, entry=None),
        ((5100, 7400),) * 3,
    ),
    Case(
        "more aid than cost leaves nothing to pay, never less than nothing",
        "3000 + 600 + 400 + 1000 = 5000 - 3000 - 2300 = 0",
        rural(Household.LOW_INCOME),
        (0, 0, 0),
        {"meals_per_month": 100, "fare": 0},
    ),
    Case(
        "far from home: four trips of 2 x 250",
        "10400 - 400 + 2000 = 12000 - 5300 = 6700",
        rural(Household.LOW_INCOME),
        (6700, 6700, 6700),
        {"trips": 4, "fare": 250},
    ),
)
