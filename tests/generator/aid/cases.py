"""Families, each calculated by hand; the first three are the authority's own cases.

Unless a case says otherwise: tuition 3000, approved 3000, boarding 600, books 400, meals 600 x 10,
two trips home of 2 x 100, so a year costs 3000 + 600 + 400 + 6000 + 400 = 10400; three years,
full-time, neither agricultural nor stage performance, and the family knows that its home is in no
special area.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.schema.enums import Household, Hukou

VILLAGE, TOWN, CITY = Hukou.VILLAGE, Hukou.COUNTY_TOWN, Hukou.CITY
POOR, FARMING = Household.OUT_OF_POVERTY, Household.ORDINARY_FARMING
NONE = Household.NONE_OF_THESE

CONTENT = Path("content")

ZHAOJUE, MULI, MAERKANG, LHASA, AKSU = "513431", "513422", "513201", "540102", "652901"
CHONGQING, HEFEI, DONGGUAN, TIEMENGUAN = "500101", "340102", "441900", "659006"


@dataclass(frozen=True)
class Case:
    """`years` are what the family pays itself, year by year: one sum, or (low, high)."""

    name: str
    sums: str
    said: dict[str, Any]
    years: tuple[int | tuple[int, int], ...]
    fees: dict[str, Any] = field(default_factory=dict)


def rural(household: Household | None = FARMING, **more: Any) -> dict[str, Any]:
    return {"entry": "2025-09", "hukou": VILLAGE, "household": household, **more}


OUTSIDE = {"in_special_area": False}

FAMILIES = (
    Case(
        "脱贫户农村, the amount of Chongqing",
        "10400 - 3000 - 2300 - 3000 = 2100; from 2026 on 雨露 is not counted: 10400 - 5300 = 5100",
        rural(POOR, home=CHONGQING),
        (2100, 5100, 5100),
    ),
    Case(
        "一般农户农村 outside the special areas",
        "10400 - 3000 = 7400",
        rural(**OUTSIDE),
        (7400, 7400, 7400),
    ),
    Case(
        "脱贫户农村 that starts under two standards",
        "2000 x 6/12 + 2300 x 6/12 = 2150; 10400 - 3000 - 2150 - 3000 = 2250, then 2100, then 5100",
        rural(POOR, entry="2024-09", home=CHONGQING),
        (2250, 2100, 5100),
    ),
    Case(
        "脱贫户 elsewhere: 雨露 is a range",
        "10400 - 3000 - 2300 - 5000 = 100, - 3000 = 2100; later years 10400 - 5300 = 5100",
        rural(POOR, home=ZHAOJUE),
        ((100, 2100), 5100, 5100),
    ),
    Case(
        "脱贫户 from an unknown home: Chongqing's 3000 and 3000 to 5000 are within one range",
        "as before",
        rural(POOR),
        ((100, 2100), 5100, 5100),
    ),
    Case(
        "脱贫户 starting in 2027",
        "雨露 is past its period: 10400 - 3000 - 2300 = 5100",
        rural(POOR, entry="2027-09", home=ZHAOJUE),
        (5100, 5100, 5100),
    ),
    Case(
        "脱贫户 starting in the last month of 雨露's period",
        "2025-12 is in: 10400 - 3000 - 2300 - 3000 = 2100",
        rural(POOR, entry="2025-12", home=CHONGQING),
        (2100, 5100, 5100),
    ),
    Case(
        "脱贫户 starting a month later",
        "2026-01 is out: 10400 - 5300 = 5100",
        rural(POOR, entry="2026-01", home=CHONGQING),
        (5100, 5100, 5100),
    ),
    Case(
        "边缘易致贫户 is treated as 脱贫户",
        "10400 - 3000 - 2300 - 3000 = 2100",
        rural(Household.NEARLY_POOR, home=CHONGQING),
        (2100, 5100, 5100),
    ),
    Case(
        "脱贫不稳定户 too",
        "10400 - 8300 = 2100",
        rural(Household.UNSTABLE, home=CHONGQING),
        (2100, 5100, 5100),
    ),
    Case(
        "突发严重困难户 too",
        "10400 - 8300 = 2100",
        rural(Household.SUDDEN_HARDSHIP, home=CHONGQING),
        (2100, 5100, 5100),
    ),
    Case(
        "低保或特困: waiver and grant, no 雨露",
        "10400 - 3000 - 2300 = 5100",
        rural(Household.LOW_INCOME, home=CHONGQING),
        (5100, 5100, 5100),
    ),
    Case(
        "残疾学生或残疾人家庭 in a city",
        "10400 - 3000 - 2300 = 5100",
        rural(Household.DISABILITY, hukou=CITY),
        (5100, 5100, 5100),
    ),
    Case(
        "城市困难家庭",
        "10400 - 3000 - 2300 = 5100",
        rural(Household.CITY_HARDSHIP, hukou=CITY),
        (5100, 5100, 5100),
    ),
    Case(
        "city family without hardship",
        "nothing: 10400",
        rural(NONE, hukou=CITY),
        (10400, 10400, 10400),
    ),
    Case(
        "city family, agricultural major",
        "10400 - 3000 - 2300 = 5100",
        rural(NONE, hukou=CITY, agricultural=True),
        (5100, 5100, 5100),
    ),
    Case(
        "county town without hardship: the waiver only",
        "10400 - 3000 = 7400",
        rural(NONE, hukou=TOWN),
        (7400, 7400, 7400),
    ),
    Case(
        "county town of a special area: 不含县城",
        "10400 - 3000 = 7400",
        rural(NONE, hukou=TOWN, home=MAERKANG),
        (7400, 7400, 7400),
    ),
    Case(
        "village in 阿坝州, 四省涉藏州县",
        "10400 - 3000 - 2300 = 5100",
        rural(home=MAERKANG),
        (5100, 5100, 5100),
    ),
    Case("village in 拉萨", "10400 - 5300 = 5100", rural(home=LHASA), (5100, 5100, 5100)),
    Case("village in 阿克苏", "10400 - 5300 = 5100", rural(home=AKSU), (5100, 5100, 5100)),
    Case(
        "village in 木里县, which the table lists under 凉山州",
        "10400 - 5300 = 5100",
        rural(home=MULI),
        (5100, 5100, 5100),
    ),
    Case(
        "village in 昭觉县: the list of the 11 areas is missing",
        "with the grant 10400 - 5300 = 5100, without 7400",
        rural(home=ZHAOJUE),
        ((5100, 7400),) * 3,
    ),
    Case(
        "village in 昭觉县, told by the college that it is in",
        "10400 - 5300 = 5100",
        rural(home=ZHAOJUE, in_special_area=True),
        (5100, 5100, 5100),
    ),
    Case(
        "what a table knows is not changed by what a family has heard",
        "拉萨 is in: 5100",
        rural(home=LHASA, in_special_area=False),
        (5100, 5100, 5100),
    ),
    Case(
        "village in 合肥: unknown is not false",
        "5100 or 7400",
        rural(home=HEFEI),
        ((5100, 7400),) * 3,
    ),
    Case(
        "东莞, which has no counties",
        "5100 or 7400",
        rural(home=DONGGUAN),
        ((5100, 7400),) * 3,
    ),
    Case(
        "a city of the production corps inside 南疆, left open by the definition",
        "5100 or 7400",
        rural(home=TIEMENGUAN),
        ((5100, 7400),) * 3,
    ),
    Case(
        "nobody knows the kind of household",
        "worst 10400 - 3000 = 7400, best 10400 - 3000 - 2300 - 5000 = 100; later best 5100",
        rural(None, **OUTSIDE),
        ((100, 7400), (5100, 7400), (5100, 7400)),
    ),
    Case(
        "nobody knows the hukou",
        "village or town 7400, city 10400",
        rural(NONE, hukou=None, **OUTSIDE),
        ((7400, 10400),) * 3,
    ),
    Case(
        "nobody knows anything",
        "worst 10400, best 10400 - 3000 - 2300 - 5000 = 100, later 10400 - 5300 = 5100",
        {"entry": "2025-09", "agricultural": None, "stage_performance": None},
        ((100, 10400), (5100, 10400), (5100, 10400)),
    ),
    Case(
        "nobody knows whether the major is agricultural",
        "no: 10400; yes: 10400 - 3000 - 2300 = 5100",
        rural(NONE, hukou=CITY, agricultural=None),
        ((5100, 10400),) * 3,
    ),
    Case(
        "stage performance: no waiver, the grant stays",
        "10400 - 2300 = 8100, 雨露 3000 in the first year: 5100",
        rural(POOR, home=CHONGQING, stage_performance=True),
        (5100, 8100, 8100),
    ),
    Case(
        "part-time: 雨露 only, as its rule does not ask",
        "10400 - 3000 = 7400, then 10400",
        rural(POOR, home=CHONGQING, full_time=False),
        (7400, 10400, 10400),
    ),
)
