"""When what falls due in each cycle, from the dates and periods of its content; pure but for that.

A cycle that the content does not hold any more has no dates, so nothing of it falls due.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from forms_app import clock
from forms_app.applications import cycles
from forms_app.running import catalogue
from generator.schema.campaign import Admission

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Periods:
    """One cycle's moments: each is the first at which something has fallen due."""

    cycle: str
    name: str
    closes: datetime
    last_paper_on: date
    """The last day on which a form filled in by pen came in time."""
    papers_close: datetime
    """From here on a draft made of such a paper is like any other."""
    reminders: tuple[datetime, ...]
    """The earliest first."""
    ends: datetime
    unsent: datetime
    unsuccessful: datetime
    logs_years: int

    @property
    def logs(self) -> datetime:
        """When the last trace of an erased application may go, if it is old enough itself."""
        return later(self.ends, months=self.logs_years * MONTHS)


def of_all() -> Iterator[Periods]:
    """Every cycle of the content, in the order of its identifiers."""
    for identifier, campaign in sorted(catalogue().campaigns.items()):
        if campaign.admission is not None:
            yield of(identifier, campaign.name, campaign.admission)


def of(cycle: str, name: str, rules: Admission) -> Periods:
    keeping, closes = rules.keeping, rules.closes_at
    ends = datetime.combine(rules.ends_on + timedelta(days=1), time(0), tzinfo=clock.BEIJING)
    reminders = {closes - timedelta(days=days) for days in keeping.warn_unsent_days}
    return Periods(
        cycle=cycle,
        name=name,
        closes=closes,
        last_paper_on=cycles.closing_day(rules),
        papers_close=max(
            closes,
            datetime.combine(
                cycles.typed_until(rules) + timedelta(days=1), time(0), tzinfo=clock.BEIJING
            ),
        ),
        reminders=tuple(sorted(reminders)),
        ends=ends,
        unsent=closes + timedelta(days=keeping.unsent_days),
        unsuccessful=later(ends, months=keeping.unsuccessful_months),
        logs_years=keeping.logs_years,
    )


def later(moment: datetime, *, months: int) -> datetime:
    """As many calendar months later in China, on the last day of a month that is too short."""
    local = moment.astimezone(clock.BEIJING)
    years, month = divmod(local.year * MONTHS + local.month - 1 + months, MONTHS)
    last = calendar.monthrange(years, month + 1)[1]
    day = date(years, month + 1, min(local.day, last))
    return datetime.combine(day, local.timetz())
