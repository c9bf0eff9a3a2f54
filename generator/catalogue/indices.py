"""By what records are asked for besides their id: each question's name, its kind, its keys."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from generator.divisions import places
from generator.schema.college import College, Programme
from generator.schema.training import TrainingProject


@dataclass(frozen=True, slots=True)
class Index:
    """`keys` are those under which one record of the kind is found, some perhaps twice."""

    kind: str
    keys: Callable[[Any], Iterable[str]]


class ByKey(Protocol):
    """The records of one index, asked for by one key at a time and never gone through."""

    def __getitem__(self, key: str, /) -> Sequence[Any]:
        """Records in the order of their ids; raises KeyError where there is none."""

    def get(self, key: str, default: Any, /) -> Any:
        """The same, or `default`."""


def around(code: str) -> str:
    """The prefecture that a place is in; the place itself where there is none."""
    return places.find(code).prefecture_code or code


def places_of(project: TrainingProject) -> set[str]:
    """Every place of today in which a course is held."""
    sessions = {session.division for session in project.sessions}
    return {places.today(code) for code in {project.division, *sessions}}


def _here(code: str) -> places.Place:
    return places.find(places.today(code))


def _prefecture(college: College) -> str:
    here = _here(college.division)
    return here.prefecture_code or here.province_code


def _filled(college: College) -> Iterable[str]:
    """How many of the six promises a college has written, as a digit; nothing where it has none."""
    count = sum(1 for _, item in college.green_channel.items() if item)
    return (str(count),) if count else ()


def certified(certificate: str, specialty: str) -> str:
    """The key of the programmes of one specialty that lead to one certificate."""
    return f"{certificate}.{specialty}"


def _certified(programme: Programme) -> Iterable[str]:
    return (certified(one, programme.specialty) for one in programme.certificates)


def _month(programme: Programme) -> Iterable[str]:
    """The month in which it starts, as 2026-09."""
    starts = programme.starts_on
    return (f"{starts.year}-{starts.month:02d}",) if starts else ()


def _desks(campaign: Any) -> Iterable[str]:
    desks = campaign.admission.desks if campaign.admission else ()
    return (places.today(desk.division) for desk in desks)


INDICES: dict[str, Index] = {
    "college_of": Index("colleges", lambda one: (taught.id for taught in one.programmes)),
    "colleges_in": Index("colleges", lambda one: (places.today(one.division),)),
    "colleges_within": Index("colleges", lambda one: (_prefecture(one),)),
    "colleges_under": Index("colleges", lambda one: (_here(one.division).province_code,)),
    "colleges_offering": Index("colleges", _filled),
    "programmes_of": Index("programmes", lambda one: (one.specialty,)),
    "programmes_in": Index("programmes", lambda one: (one.campaign,)),
    "programmes_leading_to": Index("programmes", lambda one: one.certificates),
    "programmes_starting": Index("programmes", _month),
    "programmes_certified": Index("programmes", _certified),
    "order_classes_of": Index("order_classes", lambda one: (one.programme,)),
    "order_classes_by": Index("order_classes", lambda one: (one.enterprise,)),
    "sponsorships_of": Index("sponsorships", lambda one: one.colleges),
    "sponsorships_by": Index("sponsorships", lambda one: (one.enterprise,)),
    "pairings_of": Index("pairings", lambda one: (one.assisting, one.receiving)),
    "pairings_about": Index("pairings", lambda one: one.specialties),
    "stories_of": Index("stories", lambda one: (one.college,) if one.college else ()),
    "aid_rules_of": Index("aid_rules", lambda one: (one.policy,) if one.policy else ()),
    "training_leading_to": Index(
        "training", lambda one: (one.certificate,) if one.certificate else ()
    ),
    "training_around": Index("training", lambda one: map(around, places_of(one))),
    "specialties_in": Index("specialties", lambda one: (one.class_code,)),
    "statistics_of": Index(
        "statistics", lambda one: (places.today(row.division) for row in one.rows)
    ),
    "campaigns_with_desks_in": Index("campaigns", _desks),
}
"""Name of the question, which most catalogues' methods bear too -> which records answer it."""


def keys_of(kind: str, record: Any) -> Iterator[tuple[str, str]]:
    """(index, key) of every place in which one record is found, each once."""
    for name, index in INDICES.items():
        if index.kind == kind:
            for key in dict.fromkeys(index.keys(record)):
                yield name, key
