"""Where a helper with an account begins: an application to open, a new one, and his own list.

No child's name stands in the list; the 取件码 opens the application, and that is the family's.
"""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select, true, tuple_
from sqlalchemy.orm import Session

from forms_app.accounts.access import current_actor, staff
from forms_app.applications import paging
from forms_app.applications.helping.models import HelperEdit, Sitting
from forms_app.applications.models import Application
from forms_app.applications.paging import Page, Place
from forms_app.applications.states import LABELS
from forms_app.extensions import db
from forms_app.intake import DESKS, bp
from forms_app.workflow import Actor

PAGE = 50
Row = tuple[Sitting, Application, int]
"""A visit of this account, the application, and how much was changed in it."""


@bp.get("/staff/fill-in")
@staff(*DESKS)
def fill_in() -> ResponseReturnValue:
    found = visits_of(db.session, current_actor(), after=paging.read(request.args.get("after")))
    return render_template(
        "intake/fill_in.html",
        rows=found.rows,
        after=found.after,
        state_words={state.value: word for state, word in LABELS.items()},
    )


def visits_of(session: Session, actor: Actor, *, after: Place | None = None) -> Page[Row]:
    """The account's own sittings, the newest first; what was erased is left out."""
    place = paging.literal(after) if after is not None else None
    changes = (
        select(func.count())
        .where(HelperEdit.sitting_id == Sitting.id)
        .correlate(Sitting)
        .scalar_subquery()
    )
    query = (
        select(Sitting, Application, changes)
        .join(Application, Application.id == Sitting.application_id)
        .where(
            Sitting.account_id == actor.account_id,
            tuple_(Sitting.at, Sitting.id) < place if place is not None else true(),
        )
        .order_by(Sitting.at.desc(), Sitting.id.desc())
        .limit(PAGE + 1)
    )
    rows: list[Row] = [(row[0], row[1], row[2]) for row in session.execute(query)]
    shown = rows[:PAGE]
    last = shown[-1][0] if len(rows) > PAGE else None
    return Page(shown, paging.write((last.at, last.id)) if last is not None else None)
