"""A county's page: is it in 三区三州, what that means here, which colleges are near, whom to ask.

Every county of today has one, with or without records; a code that changed has a short one.
"""

from collections.abc import Iterator
from functools import partial

from generator.divisions import flags, places
from generator.divisions.places import Place
from generator.pages import (
    addresses,
    counted_people,
    county_lists,
    drawing,
    pairing,
    story,
    wording,
)
from generator.pages import training as courses
from generator.pages.page import Fragment, Page, Part
from generator.pages.portal import Portal
from generator.pages.surroundings import Near
from generator.pages.wording import Values
from generator.schema.college import College
from generator.schema.enums import AidKind, Confidence

SHELL = "counties/x-shell"

MOST_COURSES = 5
IN, OUT, UNKNOWN = "在", "不在", "不清楚"


def parts(portal: Portal) -> Iterator[Part]:
    """Counties by code, then their provinces' lists, then the codes of 2018 that have changed."""
    counties = {county.code: county for county in places.counties()}
    for county in counties.values():
        yield county.code, partial(page, portal, county)
    for province in places.provinces():
        if county_lists.has_counties(province.code):
            yield province.code, partial(county_lists.province_page, SHELL, province)
    for old, new in places.former_codes().items():
        if new in counties:
            yield old, partial(_moved, old, counties[new])


def page(portal: Portal, county: Place) -> Page:
    around = portal.around
    now = flags.is_in_sanqu_sanzhou(county.code, portal.day.year)
    colleges = around.colleges_in(county.code)
    training = around.training_around(county.code)
    return Page(
        address=addresses.county(county.code),
        shell_name=SHELL,
        bodies={"BODY": "county.html"},
        title=county.name,
        description=f"{county.full_name}在不在三区三州，最近的技工学校有多远，大人学什么，问谁。",
        context={
            "name": county.name,
            "code": county.code,
            "above": county_lists.above(county),
            "answer": _answer(county, now),
            "facts": _facts(county, now),
            "nearest": [
                _nearest(around.nearest_real(county.code), samples=False),
                _nearest(around.nearest_samples(county.code), samples=True),
            ],
            "colleges": [_college(one) for one in colleges],
            "pairings": [
                pairing.row(portal, one)
                for college in colleges
                for one in portal.catalogue.pairings_of(college.id)
            ],
            "stories": [
                story.row(one)
                for college in colleges
                for one in portal.catalogue.stories_of(college.id)
            ],
            "counts": counted_people.of_county(portal, county),
            "courses": [courses.row(portal, one) for one in training[:MOST_COURSES]],
            "more_courses": len(training) > MOST_COURSES,
            "desks": [wording.contact(desk.contact) for desk in around.desks_of(county.code)],
            "contacts": [
                {"college": one.name, **wording.contact(contact)}
                for one in colleges
                for contact in one.contacts[:1]
            ],
        },
        fragments={"aid": (_aid(portal, county, now),)},
    )


def _answer(county: Place, now: bool | None) -> str:
    if now:
        return f"{county.name}在三区三州里。困难家庭的孩子读技工学校，有六件事优先。"
    if now is None:
        return f"{county.name}在不在三区三州，我们不清楚。不清楚不等于不在，请问县人社局。"
    return f"{county.name}不在三区三州里。家里困难，一样可以问学校优先的事。"


def _facts(county: Place, now: bool | None) -> list[wording.Answer]:
    group = flags.area_group(county.code)
    key = flags.is_key_county(county.code)
    unseen = "（名单没见到原文）" if key.confidence is Confidence.KNOWN else ""
    key_word = {True: "是", False: "不是", None: UNKNOWN}[key.answer]
    answers: list[tuple[str, str | None]] = [
        ("三区三州", _word(now) + (f"，属于{group}" if now and group else "")),
        ("2018 年时", _word(flags.is_in_sanqu_sanzhou(county.code, flags.FIRST_YEAR))),
        ("重点帮扶县", f"{key_word}{unseen}"),
        ("代码", county.code),
    ]
    return wording.answers(answers, sample=False)


def _word(answer: bool | None) -> str:
    return {True: IN, False: OUT, None: UNKNOWN}[answer]


def _nearest(found: list[Near], *, samples: bool) -> Values:
    """A list and its sketch; colleges of one place share a dot."""
    dots: dict[tuple[float, float], list[int]] = {}
    for number, (_, km, bearing) in enumerate(found, start=1):
        dots.setdefault((km, bearing), []).append(number)
    return {
        "sample": samples,
        "rows": [
            {
                **_college(college),
                "place": wording.place_name(college.division),
                "distance": f"直线 {drawing.distance(km)}" if km >= 1 else drawing.distance(km),
            }
            for college, km, _ in found
        ],
        "sketch": drawing.sketch(
            [
                drawing.Dot(
                    "、".join(map(str, numbers)), found[numbers[0] - 1][0].name, km, bearing
                )
                for (km, bearing), numbers in dots.items()
            ]
        ),
    }


def _college(college: College) -> Values:
    return {
        "href": addresses.college(college.id),
        "name": college.name,
        "tier": str(college.tier),
        "travel": college.travel,
        "sample": college.is_sample,
    }


def _aid(portal: Portal, county: Place, now: bool | None) -> Fragment:
    """The same for every county with the same answer and the same local rules."""
    local = [
        rule
        for rule in portal.aid_rules
        if any(county.code.startswith(places.prefix_of(code)) for code in rule.divisions)
    ]
    kinds = {rule.kind for rule in portal.aid_rules}
    return portal.shared(
        "county_aid.html",
        (now, *(rule.id for rule in local)),
        lambda: {
            "is_in": now,
            "grant": AidKind.NATIONAL_GRANT in kinds,
            "waiver": AidKind.TUITION_WAIVER in kinds,
            "yulu": AidKind.YULU in kinds,
            "local": [
                {
                    "name": rule.name,
                    "answer": rule.answer,
                    "sample": rule.is_sample,
                    "policy": portal.policy(rule.policy) if rule.policy else None,
                }
                for rule in local
            ],
        },
    )


def _moved(old: str, county: Place) -> Page:
    return Page(
        address=addresses.county(old),
        shell_name=SHELL,
        bodies={"BODY": "county_moved.html"},
        title=f"{county.name}换了代码",
        description=f"{old} 是 2018 年的代码，今天是 {county.code}，{county.full_name}。",
        context={
            "old": old,
            "code": county.code,
            "name": county.full_name,
            "href": addresses.county(county.code),
        },
    )
