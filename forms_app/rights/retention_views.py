"""What falls due within thirty days, in counts, for whoever answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts.access import staff
from forms_app.extensions import db
from forms_app.rights import bp, due, periods, retention
from forms_app.rights.due import CONDITIONS, LABELS, Kind
from forms_app.rights.periods import Periods
from forms_app.workflow import Role

AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class CycleDue:
    """One cycle: its dates, and what falls due of each kind that it has anything of."""

    name: str
    dates: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, int], ...]
    undecided: int


@bp.get("/staff/retention")
@staff(Role.ADMINISTRATOR, Role.AUTHORITY)
def retention_page() -> ResponseReturnValue:
    at = clock.now() + AHEAD
    totals = retention.forecast(db.session, at)
    own = {kind: totals[kind] for kind in (Kind.ASKED, Kind.LOOKS, Kind.ACCOUNT_EVENTS)}
    return render_template(
        "rights/retention.html",
        until=clock.day_words(at),
        cycles=[_cycle(db.session, one, at) for one in periods.of_all()],
        others=[
            *((LABELS[kind], count) for kind, count in own.items()),
            ("照片和材料，删掉", totals[retention.PAPERS]),
        ],
        sweeps=[
            (one.begun_at, one.ended_at, sum(one.counts.values()), one.is_scrubbed)
            for one in retention.last_sweeps(db.session)
        ],
    )


def _cycle(session: Session, one: Periods, at: datetime) -> CycleDue:
    counted = [(LABELS[kind], due.count_in(session, kind, one, at)) for kind in CONDITIONS]
    return CycleDue(
        name=one.name,
        dates=(
            ("报名截止", clock.day_words(one.closes)),
            ("没有提交的，从这天起删", clock.day_words(one.unsent)),
            ("招生季结束", clock.day_words(one.ends - timedelta(days=1))),
            ("没有录取的，从这天起删", clock.day_words(one.unsuccessful)),
        ),
        rows=tuple((word, count) for word, count in counted if count),
        undecided=due.count_undecided(session, one, at),
    )
