"""The notice's 三(八) for colleges of 三区三州: a specialty, a 资料室, every teacher trained once.

A college that has not reported is listed as such. It is never counted as zero.
"""

from collections.abc import Iterator, Sequence

from generator.catalogue.catalogue import REAL, SAMPLES
from generator.divisions.flags import is_in_sanqu_sanzhou
from generator.pages import addresses, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.college import Capacity, College
from generator.schema.enums import FacilityKind

ENOUGH = {"shape": "✓", "word": "够了", "colour": ""}
PARTLY = {"shape": "▲", "word": "还差一些", "colour": "warn"}
NOTHING = {"shape": "✗", "word": "还没有", "colour": "warn"}
UNREPORTED = {"shape": "○", "word": "还没有报", "colour": "plain"}

ROOM, WORKSHOP = FacilityKind.RESOURCE_ROOM, FacilityKind.TRAINING_ROOM


def page(portal: Portal) -> Iterator[Page]:
    inside: list[College] = []
    unclear: list[College] = []
    for code in {code for which in (REAL, SAMPLES) for code in portal.catalogue.layout(which)}:
        answer = is_in_sanqu_sanzhou(code, portal.day.year)
        if answer is not False:
            (inside if answer else unclear).extend(portal.catalogue.colleges_in(code))
    for found in (inside, unclear):
        found.sort(key=lambda one: one.id)
    yield Page(
        address="/capacity/",
        shell_name="capacity",
        bodies={"TABLE": "capacity.html"},
        context={
            "groups": [
                _group(name, [one for one in inside if one.is_sample is samples], samples=samples)
                for name, samples in (("有来源的学校", False), ("示例学校", True))
            ],
            "unclear": [wording.reference(one, addresses.college(one.id)) for one in unclear],
        },
    )


def _group(name: str, colleges: Sequence[College], *, samples: bool) -> Values:
    """Reported ones first; the sums are of what was reported, with how many did."""
    reported = [(one, one.capacity) for one in colleges if one.capacity]
    silent = [one for one in colleges if one.capacity is None]
    return {
        "name": name,
        "sample": samples,
        "colleges": len(colleges),
        "reported": len(reported),
        "silent": [_row(one) for one in silent],
        "ratios": _ratios([capacity for _, capacity in reported]) if reported else [],
        "rows": [{**_row(one), "aims": aims(capacity)} for one, capacity in reported],
    }


def _row(college: College) -> Values:
    return {
        **wording.reference(college, addresses.college(college.id)),
        "place": wording.place_name(college.division),
    }


def aims(capacity: Capacity) -> list[Values]:
    """The three of the notice, and the 实训室 of 2019 beside them, which is not judged."""
    rooms, workshops = _count(capacity, ROOM), _count(capacity, WORKSHOP)
    specialties = len(capacity.signature_specialties)
    return [
        {"name": "特色专业", "text": f"{specialties} 个", "light": _at_least_one(specialties)},
        {"name": "资料室", "text": f"{rooms} 个", "light": _at_least_one(rooms)},
        {"name": "实训室", "text": f"{workshops} 个", "light": None},
        {"name": "教师培训", "text": trained_words(capacity), "light": _trained(capacity)},
    ]


def _count(capacity: Capacity, kind: FacilityKind) -> int:
    return sum(1 for one in capacity.facilities if one.kind is kind)


def _at_least_one(count: int) -> dict[str, str]:
    return ENOUGH if count else NOTHING


def _trained(capacity: Capacity) -> dict[str, str]:
    """Where no teacher was counted, nobody knows whether all were trained."""
    if capacity.teachers == 0:
        return UNREPORTED
    if capacity.teachers_trained == capacity.teachers:
        return ENOUGH
    return PARTLY if capacity.teachers_trained else NOTHING


def trained_words(capacity: Capacity) -> str:
    if capacity.teachers == 0:
        return "没报人数"
    share = 100 * capacity.teachers_trained // capacity.teachers
    return f"{capacity.teachers} 人里 {capacity.teachers_trained} 人，{share}%"


def _ratios(reported: Sequence[Capacity]) -> list[Values]:
    whole = len(reported)
    teachers = sum(one.teachers for one in reported)
    trained = sum(one.teachers_trained for one in reported)
    parts = [
        ("有特色专业的学校", sum(1 for one in reported if one.signature_specialties), whole, "所"),
        ("有资料室的学校", sum(1 for one in reported if _count(one, ROOM)), whole, "所"),
        ("有实训室的学校", sum(1 for one in reported if _count(one, WORKSHOP)), whole, "所"),
        ("培训过的教师", trained, teachers, "人"),
    ]
    return [
        {
            "name": name,
            "text": f"{whole:,} {unit}里 {part:,} {unit}",
            "share": f"{100 * part // whole}%" if whole else "没报人数",
            "width": round(1000 * part / whole) if whole else 0,
        }
        for name, part, whole, unit in parts
    ]
