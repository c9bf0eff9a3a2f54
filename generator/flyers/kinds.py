"""Every kind of flyer: the table of contents of this package, and which records a call means."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import NamedTuple

from generator.catalogue.catalogue import Catalogue
from generator.divisions import flags, places
from generator.flyers import college, county, order_class, programme, training
from generator.flyers.dates import NoDate
from generator.printing.flyer import FlyerPaper

FlyerMaker = Callable[..., FlyerPaper]


class Kind(StrEnum):
    COLLEGE = "college"
    PROGRAMME = "programme"
    ORDER_CLASS = "order-class"
    COUNTY = "county"
    TRAINING = "training"


MAKERS: dict[Kind, FlyerMaker] = {
    Kind.COLLEGE: college.flyer,
    Kind.PROGRAMME: programme.flyer,
    Kind.ORDER_CLASS: order_class.flyer,
    Kind.COUNTY: county.flyer,
    Kind.TRAINING: training.flyer,
}

WORDS = {
    Kind.COLLEGE: "学校",
    Kind.PROGRAMME: "专业",
    Kind.ORDER_CLASS: "订单班",
    Kind.COUNTY: "县",
    Kind.TRAINING: "培训",
}


class Wanted(NamedTuple):
    """One record whose flyer is wanted."""

    kind: Kind
    identifier: str


class UnknownRecord(LookupError):
    """No record has this name; the message says what to do."""


__all__ = ["MAKERS", "WORDS", "Kind", "NoDate", "UnknownRecord", "Wanted"]


def identifiers(catalogue: Catalogue, kind: Kind) -> Iterable[str]:
    """In the order of the ids; the counties of 三区三州 when nobody names one."""
    found: dict[Kind, Iterable[str]] = {
        Kind.COLLEGE: catalogue.colleges,
        Kind.PROGRAMME: catalogue.programmes,
        Kind.ORDER_CLASS: catalogue.order_classes,
        Kind.COUNTY: flags.sanqu_sanzhou_counties(county.TABLES_OF.year),
        Kind.TRAINING: catalogue.training,
    }
    return found[kind]


def everything(catalogue: Catalogue, kind: Kind | None) -> list[Wanted]:
    """All records of a kind; without one, of every kind but the counties."""
    kinds = [kind] if kind else [one for one in Kind if one is not Kind.COUNTY]
    return [Wanted(one, name) for one in kinds for name in identifiers(catalogue, one)]


def named(catalogue: Catalogue, names: Iterable[str], kind: Kind | None) -> list[Wanted]:
    """The records with these ids; raises UnknownRecord for the first that nobody knows."""
    kinds = [kind] if kind else list(Kind)
    found = []
    for name in names:
        fitting = [Wanted(one, name) for one in kinds if _is_known(catalogue, one, name)]
        if not fitting:
            raise UnknownRecord(_not_found(catalogue, kinds, name))
        found += fitting
    return found


def posted_in(catalogue: Catalogue, code: str) -> list[Wanted]:
    """What a county's office posts; raises county.NotACounty.

    The county itself; colleges in it and the nearest ones, with their programmes and order
    classes; training in it.
    """
    place = county.find(code)
    inside = [one for one in catalogue.colleges.values() if _is_in(place.code, one.division)]
    near = [one for one, _ in county.nearest(catalogue, place.code)]
    colleges = {one.id: one for one in (*inside, *near)}
    programmes = [one for college in colleges.values() for one in college.programmes]
    classes = [one for each in programmes for one in catalogue.order_classes_of(each.id)]
    courses = [
        project
        for project in catalogue.training.values()
        if any(
            _is_in(place.code, where)
            for where in (project.division, *(one.division for one in project.sessions))
        )
    ]
    return [
        Wanted(Kind.COUNTY, place.code),
        *(Wanted(Kind.COLLEGE, name) for name in colleges),
        *(Wanted(Kind.PROGRAMME, one.id) for one in programmes),
        *(Wanted(Kind.ORDER_CLASS, one.id) for one in classes),
        *(Wanted(Kind.TRAINING, one.id) for one in courses),
    ]


def _is_in(county_code: str, division: str) -> bool:
    return places.today(division) == county_code


def _is_known(catalogue: Catalogue, kind: Kind, name: str) -> bool:
    if kind is not Kind.COUNTY:
        return name in set(identifiers(catalogue, kind))
    try:
        county.find(name)
    except county.NotACounty:
        return False
    return True


def _not_found(catalogue: Catalogue, kinds: list[Kind], name: str) -> str:
    known = [one for kind in kinds for one in identifiers(catalogue, kind)]
    close = get_close_matches(name, known, n=3)
    hint = f"是不是 {'、'.join(close)}？" if close else "id 就是 content/ 里的文件名或专业点的 id。"
    return f"没有这条记录：{name}。{hint}"
