"""Everything that was sent, and what changed from one sending to the next, in a family's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forms_app.applications import summary
from forms_app.applications.fields import TASKS
from forms_app.applications.models import ApplicationVersion
from forms_app.applications.summary import Section
from generator.schema.campaign import Admission


@dataclass(frozen=True, slots=True)
class Change:
    """One answer before and after; equal words mean that only what they stand for changed."""

    label: str
    before: str
    after: str

    @property
    def is_shown(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Sent:
    """One version as its family reads it; `changes` is empty for the first one."""

    number: int
    at: datetime
    sent_by: str
    changes: tuple[Change, ...]
    sections: tuple[Section, ...]


def told(versions: Sequence[ApplicationVersion], rules: Admission) -> list[Sent]:
    """Versions in their order in, the newest first out."""
    found = []
    before: ApplicationVersion | None = None
    for version in versions:
        found.append(
            Sent(
                number=version.number,
                at=version.at,
                sent_by=version.sent_by,
                changes=_changes(before, version, rules),
                sections=tuple(summary.sections(version.answers, rules)),
            )
        )
        before = version
    return found[::-1]


def _changes(
    before: ApplicationVersion | None, after: ApplicationVersion, rules: Admission
) -> tuple[Change, ...]:
    if before is None:
        return ()
    old, new = before.answers, after.answers
    return tuple(
        Change(*difference)
        for task in TASKS
        for difference in summary.differences(old, new, task, rules)
    )
