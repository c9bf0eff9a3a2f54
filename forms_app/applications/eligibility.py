"""May somebody apply, asked before any personal data: schooling and county in, plain answer out."""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.applications.answers import Schooling
from generator.divisions import flags
from generator.schema.college import Programme
from generator.schema.enums import EntryPoint

E = EntryPoint

# Who finished a later school finished the earlier one too.
ENTRIES: dict[Schooling, frozenset[EntryPoint]] = {
    Schooling.BEFORE_GRADUATION: frozenset(),
    Schooling.MIDDLE_SCHOOL_NOW: frozenset({E.MIDDLE_SCHOOL}),
    Schooling.MIDDLE_SCHOOL_BEFORE: frozenset({E.MIDDLE_SCHOOL}),
    Schooling.HIGH_SCHOOL: frozenset({E.MIDDLE_SCHOOL, E.HIGH_SCHOOL}),
    Schooling.INTERMEDIATE_WORKER: frozenset({E.MIDDLE_SCHOOL, E.INTERMEDIATE_WORKER}),
    Schooling.SENIOR_WORKER: frozenset({E.MIDDLE_SCHOOL, E.INTERMEDIATE_WORKER, E.SENIOR_WORKER}),
}


@dataclass(frozen=True, slots=True)
class Eligibility:
    """`in_region` None means that the tables do not say: a desk answers, never the screen."""

    fits_entry: bool
    in_region: bool | None


def of(programme: Programme, *, schooling: Schooling, county: str, year: int) -> Eligibility:
    """The answer for one programme; `county` is a six-digit code of today."""
    return Eligibility(
        fits_entry=programme.entry in ENTRIES[schooling],
        in_region=flags.is_in_sanqu_sanzhou(county, year),
    )
