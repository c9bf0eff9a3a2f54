"""A specialty's page and its class's page: what it is in plain words, and who teaches it."""

from collections.abc import Sequence

from generator.divisions import places
from generator.pages import addresses, grouping, pairing, place, programme, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Answer, Values
from generator.schema.college import Programme
from generator.schema.enums import PhysicalLimit
from generator.schema.specialty import Specialty, SpecialtyClass

SHELL = "specialties/x-shell"
CLASS_SHELL = "specialty-classes/x-shell"

MOST_PAIRINGS = 12

NOT_FOR = {
    PhysicalLimit.COLOUR_VISION: "分不清颜色的",
    PhysicalLimit.HEIGHT_WORK: "怕高、头晕的",
    PhysicalLimit.HEARING: "听不太清的",
    PhysicalLimit.STANDING: "站久了受不了的",
    PhysicalLimit.LIFTING: "腰腿有伤、搬不动重物的",
    PhysicalLimit.SKIN: "皮肤爱过敏的",
}
"""What each physical limit means for somebody who chooses."""

MOST_ON_ONE_PAGE = 60
"""Above this many programmes the page counts them by prefecture, whose pages list them."""


def page(portal: Portal, specialty: Specialty) -> Page:
    offered = portal.catalogue.programmes_of(specialty.id)
    return Page(
        address=addresses.specialty(specialty.id),
        shell_name=SHELL,
        bodies={"BODY": "specialty.html"},
        title=specialty.name,
        description=f"{specialty.name}学什么，一天做什么，辛苦在哪，哪些学校教。",
        is_sample=specialty.is_sample,
        context={
            "name": specialty.name,
            "sample": specialty.is_sample,
            "answer": (specialty.plain_words or "").rstrip("。"),
            "class_name": specialty.class_name,
            "class_href": addresses.specialty_class(specialty.class_code),
            "common_names": list(specialty.common_names),
            "facts": _facts(specialty),
            "hard_parts": list(specialty.hard_parts),
            "not_for": [NOT_FOR[one] for one in specialty.physical_limits],
            "certificates": _certificates(portal, offered),
            "pairings": [
                pairing.row(portal, one)
                for one in portal.catalogue.pairings_about(specialty.id)[:MOST_PAIRINGS]
            ],
            "code": specialty.official_code,
            "code_verified": specialty.code_verified,
            "provinces": _by_province(portal, offered),
            "offered": len(offered),
            "sources": wording.sources(specialty.sources),
        },
    )


def class_page(portal: Portal, one: SpecialtyClass) -> Page:
    specialties = portal.catalogue.specialties_in(one.code)
    return Page(
        address=addresses.specialty_class(one.code),
        shell_name=CLASS_SHELL,
        bodies={"BODY": "specialty_class.html"},
        title=one.name,
        description=f"{one.name}有 {len(specialties)} 个专业：学什么，哪些学校教。",
        context={
            "name": one.name,
            "specialties": [row(portal, specialty) for specialty in specialties],
        },
    )


def row(portal: Portal, specialty: Specialty) -> Values:
    """One line of a list."""
    return {
        "href": addresses.specialty(specialty.id),
        "name": specialty.name,
        "plain_words": specialty.plain_words,
        "common_names": list(specialty.common_names),
        "offered": place.counted(portal.catalogue.tally(f"programmes_of {specialty.id}")),
        "sample": specialty.is_sample,
    }


def _facts(specialty: Specialty) -> list[Answer]:
    answers: list[tuple[str, str | None]] = [
        ("一天做什么", specialty.day or wording.ASK_COLLEGE),
        ("能做什么工作", "；".join(specialty.jobs) or wording.ASK_COLLEGE),
        ("身体要求", "、".join(specialty.physical_limits) or wording.ASK_COLLEGE),
    ]
    return wording.answers(answers, sample=specialty.is_sample)


def _certificates(portal: Portal, offered: Sequence[Programme]) -> list[Values]:
    """What its programmes lead to, each once, by id."""
    found = {certificate for one in offered for certificate in one.certificates}
    return [portal.certificate(one) for one in sorted(found)]


def _by_province(portal: Portal, offered: Sequence[Programme]) -> list[Values]:
    """Programmes under the province of their college, provinces by code."""
    found: dict[str, list[Programme]] = {}
    for one in offered:
        division = portal.catalogue.college_of(one.id).division
        province = places.find(places.today(division)).province_code
        found.setdefault(province, []).append(one)
    fits = len(offered) <= MOST_ON_ONE_PAGE
    return [
        {
            "name": places.find(code).name,
            "programmes": [programme.row(portal, one) for one in those] if fits else [],
            "prefectures": [] if fits else _by_prefecture(portal, those),
        }
        for code, those in sorted(found.items())
    ]


def _by_prefecture(portal: Portal, offered: list[Programme]) -> list[Values]:
    """Prefectures by code, with how many programmes each has; samples are counted apart."""
    colleges = {one.id: portal.catalogue.college_of(one.id) for one in offered}
    grouped = grouping.by_prefecture(colleges.values())
    counted = []
    for code, those in grouped.items():
        here = {one.id for one in those}
        found = [one for one in offered if colleges[one.id].id in here]
        samples = sum(one.is_sample for one in found)
        counted.append({**place.reference(code), "real": len(found) - samples, "samples": samples})
    return counted
