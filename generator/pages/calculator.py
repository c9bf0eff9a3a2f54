"""The calculator: questions, the engine's table, and a result that the phone fills with sums.

The page's script looks up and adds; what it looks up is enumerated here by the engine.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle
from typing import Any

from generator.aid import homes, table
from generator.aid.advice import AdviceKind, uncounted
from generator.aid.reckoning import STANDARD_SHARE, UNKNOWN_SHARE, Costs
from generator.aid.table import Outcome, Question, RuleTable
from generator.pages import addresses, cost, wording
from generator.pages.aid import aid_row
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.college import Programme
from generator.schema.enums import EntryLevel, Household, Hukou, Ownership
from generator.schema.policy import MOST_YEARS, AidRule

YEARS_BACK = 2
STARTS_IN = 9
UNKNOWN = "不清楚"

FIELDS = (
    ("tuition", "学费，一年", 99_999, True),
    ("approved", "公办学校的学费标准，一年", 99_999, False),
    ("boarding", "住宿，一年", 99_999, True),
    ("books", "书本杂费，一年", 99_999, True),
    ("meals", "吃饭，一个月", 9_999, True),
    ("months", "一年在校几个月", 12, True),
    ("first", "报到那天学校要多少", 99_999, False),
    ("years", "读几年", MOST_YEARS, True),
)
TRAVEL = (("trips", "一年回家几趟", 52, True), ("fare", "单程车费", 9_999, True))
LEAST = {"years": 1, "months": 1}
TRIPS = 2

HOUSEHOLD_WORDS = {
    Household.OUT_OF_POVERTY: "脱贫户（以前叫建档立卡户）",
    Household.CITY_HARDSHIP: "城里的困难家庭",
}
HUKOU_WORDS = {
    Hukou.VILLAGE: "农村",
    Hukou.COUNTY_TOWN: "县城或镇上",
    Hukou.CITY: "城市",
}


def costs_page(portal: Portal) -> Iterator[Page]:
    asked = the_questions(portal)
    rules = portal.aid_rules
    yield Page(
        address="/costs/",
        shell_name="costs",
        bodies={"CALCULATOR": "calculator.html", "AID": "aid_table.html"},
        context={
            "counted": [aid_row(portal, rule) for rule in rules if rule.is_counted],
            "others": [aid_row(portal, rule) for rule in rules if not rule.is_counted],
            **_form(portal, asked),
            **_result(portal, asked),
        },
    )


def the_questions(portal: Portal) -> tuple[Question, ...]:
    """The engine's questions, with the months and the homes of this portal."""
    return table.questions(entries(portal), homes.home_choices(student_rules(portal)))


def student_rules(portal: Portal) -> list[AidRule]:
    return [rule for rule in portal.aid_rules if rule.for_students]


def entries(portal: Portal) -> tuple[str, ...]:
    """Autumns from two years back to the next one, and the months in which programmes start."""
    this_year = portal.day.year
    years = range(this_year - YEARS_BACK, this_year + 2)
    months = {f"{year}-{month:02d}" for year in years for month in range(1, 13)}
    starts = {one for one in months if any(portal.catalogue.tally(f"programmes_starting {one}"))}
    return tuple(sorted(starts | {f"{year}-{STARTS_IN:02d}" for year in years}))


def usual_entry(asked: Sequence[str], day: date) -> str:
    """The next month in which somebody who reads this today could start."""
    return next((one for one in asked if one > f"{day:%Y-%m}"), asked[-1])


def example(portal: Portal) -> Programme | None:
    """The programme whose fees stand in the form before anybody types."""
    found = (one for one in portal.catalogue.programmes.values() if one.fees)
    return next(found, None)


def _form(portal: Portal, asked: Sequence[Question]) -> Values:
    chosen = example(portal)
    usual = usual_entry(entries(portal), portal.day)
    return {
        "entries": [
            _choice(one.replace("-", ""), place, wording.month(one), one == usual)
            for place, one in enumerate(entries(portal))
        ],
        "hukou": _named([HUKOU_WORDS[one] for one in Hukou], "village"),
        "households": _named([HOUSEHOLD_WORDS.get(one, str(one)) for one in Household], None),
        "homes": _homes(asked[3]),
        "levels": [
            _choice(str(place), place, str(level), place == 0)
            for place, level in enumerate(EntryLevel)
        ],
        "fields": [_field(*one, value) for one, value in zip(FIELDS, _values(chosen), strict=True)],
        "travel": [_field(*one, value) for one, value in zip(TRAVEL, (TRIPS, 0), strict=True)],
        "owners": _owners(portal, chosen),
        "example": _example(portal, chosen) if chosen else None,
    }


def _choice(value: str, place: int, label: str, checked: bool, **more: Any) -> Values:
    return {"value": value, "place": place, "label": label, "checked": checked, **more}


def _named(labels: list[str], first: str | None) -> list[Values]:
    """Answers in the order of the engine, 不清楚 last and chosen unless another one is."""
    found = [
        _choice(str(place), place, label, bool(first) and place == 0)
        for place, label in enumerate(labels)
    ]
    return [*found, _choice("x", len(labels), UNKNOWN, not first)]


OTHER_HOMES = (
    ("other", "别的县，没问过"),
    ("other-in", "别的县，问过，在特殊困难地区"),
    ("other-out", "别的县，问过，不在特殊困难地区"),
)
"""In the order of the engine's last answers; 不清楚 comes after them."""


def _homes(question: Question) -> list[Values]:
    """不清楚 and the other counties first, then the places with rules of their own."""
    codes = [str(one["home"]) for one in question.answers[: -len(OTHER_HOMES) - 1]]
    others = [
        _choice(value, len(codes) + place, label, False)
        for place, (value, label) in enumerate(OTHER_HOMES)
    ]
    unknown = _choice("x", len(question.answers) - 1, UNKNOWN, True)
    groups: dict[str, list[Values]] = {"": [unknown, *others]}
    for place, code in enumerate(codes):
        apart = tuple(one for one in codes if one != code and homes.lies_in(one, code))
        choice = homes.HomeChoice(code, apart)
        options = groups.setdefault(homes.province_of(choice), [])
        options.append(_choice(code, place, homes.name_of(choice), False))
    return [{"name": name, "options": options} for name, options in groups.items()]


def _field(name: str, label: str, most: int, required: bool, value: int | None) -> Values:
    return {
        "name": name,
        "label": label,
        "most": most,
        "least": LEAST.get(name, 0),
        "required": required,
        "value": "" if value is None else str(value),
    }


def _values(chosen: Programme | None) -> list[int | None]:
    if chosen is None or chosen.fees is None:
        return [None] * 5 + [10, None, 3]
    costs = Costs.of(chosen.fees, years=chosen.years)
    return [
        costs.tuition,
        costs.public_tuition,
        costs.boarding,
        costs.books,
        costs.meals_per_month,
        costs.months,
        costs.first_day,
        costs.years,
    ]


def _owners(portal: Portal, chosen: Programme | None) -> list[Values]:
    owner = portal.catalogue.college_of(chosen.id).ownership if chosen else Ownership.UNKNOWN
    answers = (
        ("1", "公办", STANDARD_SHARE[Ownership.PUBLIC], owner is Ownership.PUBLIC),
        ("0", "民办", UNKNOWN_SHARE, owner is Ownership.PRIVATE),
    )
    known = any(checked for *_, checked in answers)
    rows = [*answers, ("x", UNKNOWN, UNKNOWN_SHARE, not known)]
    return [
        _choice(value, place, label, checked, share=f"{share.low},{share.high}")
        for place, (value, label, share, checked) in enumerate(rows)
    ]


def _example(portal: Portal, chosen: Programme) -> Values:
    specialty = portal.catalogue.specialties[chosen.specialty]
    college = portal.catalogue.college_of(chosen.id)
    return {
        "name": f"{college.name} · {specialty.name}",
        "href": addresses.programme(chosen.id),
        "sample": chosen.is_sample,
    }


def _result(portal: Portal, asked: Sequence[Question]) -> Values:
    tables = [table.tabulate(rule, asked) for rule in portal.rulebook.counted]
    colours = cycle(cost.BAR_COLOURS)
    return {
        "table": str([numbers(one) for one in tables]).replace(" ", ""),
        "rules": [_rule(portal, one, next(colours)) for one in tables],
        "years": list(range(1, MOST_YEARS + 1)),
        "locals": [
            {"name": rule.name, "answer": rule.answer, "homes": _homes_of(rule, asked[3])}
            for rule in student_rules(portal)
            if not rule.is_counted and rule.divisions
        ],
        "strive": [
            {"name": one.rule.name, "answer": one.rule.answer}
            for one in uncounted(portal.aid_rules, None)
            if one.kind is AdviceKind.STRIVE
        ],
    }


def _homes_of(rule: AidRule, question: Question) -> str:
    """Positions of the answers for which a local programme is named, between commas."""
    found = [
        str(place)
        for place, one in enumerate(question.answers)
        if any(one.rule is rule for one in uncounted([rule], one["home"]))
    ]
    return f",{','.join(found)},"


def _rule(portal: Portal, found: RuleTable, colour: str) -> Values:
    rule = found.rule
    last = cost.last_month(rule)
    return {
        **aid_row(portal, rule),
        "short": rule.kind.value,
        "colour": colour,
        "waives": rule.waiver is not None,
        "reasons": reasons(found),
        "ended": wording.month(last) if last else None,
        "paid_when": rule.paid_when,
    }


def reasons(found: RuleTable) -> list[str]:
    return list(dict.fromkeys(outcome.reason for outcome in found.outcomes))


def numbers(found: RuleTable) -> list[Any]:
    """Numbers only: a page holds them in an attribute, where a quote would cost five letters."""
    rule = found.rule
    said = reasons(found)
    return [
        int(rule.waiver is not None),
        int(rule.waiver is not None and rule.waiver.capped_at_public_tuition),
        [list(classes) for classes in found.classes],
        list(found.cells),
        [_outcome(one, said) for one in found.outcomes],
    ]


def _outcome(one: Outcome, said: list[str]) -> list[Any]:
    given = {True: 1, False: 0, None: 2}[one.is_given]
    years = [
        [*year.money, *year.share, *year.expired, int(year.must_ask), int(year.is_warned)]
        for year in one.years
    ]
    return [given, said.index(one.reason), years]
