"""What the finder knows of each college and programme, taken from the records. No encoding."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.divisions import places
from generator.pages.cost import own_at_most, typical_sums
from generator.pages.portal import Portal
from generator.schema.college import College, Programme
from generator.schema.specialty import Specialty


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """`own` is what is left to pay in the first year after aid; None where nobody knows."""

    id: str
    name: str
    specialty: str
    level: str
    entry: str
    years: int
    boarding: bool | None
    order_class: bool
    own: int | None


@dataclass(frozen=True, slots=True)
class CollegeRow:
    """A college with or without programmes; `badge` means all six promises of the green channel."""

    id: str
    name: str
    division: str
    tier: str
    badge: bool
    sample: bool
    programmes: tuple[ProgrammeRow, ...] = ()

    @property
    def province(self) -> str:
        return places.find(self.division).province_code


@dataclass(frozen=True, slots=True)
class SpecialtyRow:
    """`also` is what people say instead: the record's common names, then the synonyms."""

    id: str
    name: str
    class_code: str
    class_name: str
    sample: bool
    jobs: tuple[str, ...]
    also: tuple[str, ...]


def colleges(portal: Portal) -> list[CollegeRow]:
    """All of them, in the order of their file."""
    return in_order(college(portal, one) for one in portal.catalogue.colleges)


def in_order(rows: Iterable[CollegeRow]) -> list[CollegeRow]:
    """By division, then by id: neighbours stand together, which compresses best."""
    return sorted(rows, key=lambda row: (row.division, row.id))


def college(portal: Portal, identifier: str) -> CollegeRow:
    """One college and its programmes; asks about these only."""
    return _college(portal, portal.catalogue.colleges[identifier])


def specialties(portal: Portal) -> list[SpecialtyRow]:
    """All of them, by id."""
    said: dict[str, list[str]] = defaultdict(list)
    for group in portal.catalogue.synonyms.values():
        for one in group.entries:
            for name in one.specialties:
                said[name] += one.words
    return [_specialty(one, said[one.id]) for one in portal.catalogue.specialties.values()]


def by_province(rows: Iterable[CollegeRow]) -> dict[str, list[CollegeRow]]:
    """Province code -> its rows, in the order of the codes; the order of the rows stays."""
    found: dict[str, list[CollegeRow]] = {}
    for row in rows:
        found.setdefault(row.province, []).append(row)
    return dict(sorted(found.items()))


def _college(portal: Portal, college: College) -> CollegeRow:
    return CollegeRow(
        id=college.id,
        name=college.name,
        division=places.today(college.division),
        tier=str(college.tier),
        badge=college.id in portal.complete,
        sample=college.is_sample,
        programmes=tuple(_programme(portal, college, one) for one in college.programmes),
    )


def _programme(portal: Portal, college: College, programme: Programme) -> ProgrammeRow:
    specialty = portal.catalogue.specialties[programme.specialty]
    rulebook = portal.rulebook
    return ProgrammeRow(
        id=programme.id,
        name=programme.name,
        specialty=programme.specialty,
        level=str(programme.level),
        entry=str(programme.entry),
        years=programme.years,
        boarding=programme.boarding.available,
        order_class=bool(portal.catalogue.order_classes_of(programme.id)),
        own=portal.own_of(
            programme.id,
            lambda: own_at_most(typical_sums(rulebook, college, specialty, programme)),
        ),
    )


def _specialty(one: Specialty, synonyms: Iterable[str]) -> SpecialtyRow:
    return SpecialtyRow(
        id=one.id,
        name=one.name,
        class_code=one.class_code,
        class_name=one.class_name,
        sample=one.is_sample,
        jobs=one.jobs,
        also=tuple(dict.fromkeys((*one.common_names, *synonyms))),
    )
