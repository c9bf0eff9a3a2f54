"""What this browser opened, and whether it still counts: one query before anybody is let in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import g, request, session
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, lazyload

from forms_app.applications import visits
from forms_app.applications.helping.models import Sitting
from forms_app.applications.models import Application, ClosedVisit
from forms_app.extensions import db

OPENED = "opened"
VISIT = "visit_token"
READING = frozenset({"GET", "HEAD", "OPTIONS"})
PLAIN = (lazyload(Application.choices),)
"""Hardly a page of the family reads the rows of its choices: they stand in its answers, too."""
LOOK: Select[*tuple[Any, ...]] = (
    select(Application.code_generation.label("generation"), ClosedVisit.id.label("closed"), Sitting)
    .select_from(Application)
    .outerjoin(ClosedVisit, ClosedVisit.token_index == bindparam("visit"))
    .outerjoin(
        Sitting,
        (Sitting.application_id == Application.id) & (Sitting.visit_index == bindparam("visit")),
    )
    .where(Application.id == bindparam("identifier"))
)
"""All that is asked before a family is let in; `generation` of its code, `closed` visit or none."""
LOOK_AND_READ: Select[*tuple[Any, ...]] = LOOK.add_columns(Application).options(*PLAIN)


def opened() -> tuple[str, int] | None:
    """Identifier and code generation of the application that this browser opened."""
    entry = session.get(OPENED)
    if not isinstance(entry, list) or len(entry) != 2:
        return None
    return str(entry[0]), int(entry[1])


def current() -> tuple[tuple[str, int] | None, Sitting | None]:
    """What this browser opened, if it still counts, and the helper who named himself in the visit.

    A visit that has ended or a code that is out is forgotten. One query, for every request asks it;
    on a GET it leaves the application in the session, where the view finds it.
    """
    entry, token = opened(), session.get(VISIT)
    if entry is None:
        return None, None
    if isinstance(token, str):
        with looking() as found:
            asked = {"identifier": entry[0], "visit": visits.index_of(token)}
            is_reading = request.method in READING
            row = found.execute(LOOK_AND_READ if is_reading else LOOK, asked).one_or_none()
        if row is not None and (row.generation, row.closed) == (entry[1], None):
            # Held to the end of the request: a session forgets a row that nobody holds.
            g.looked_at = row
            return entry, row.Sitting
    session.pop(OPENED, None)
    return None, None


@contextmanager
def looking() -> Iterator[Session]:
    """A session to look with before anybody is let in: the request's own where that only reads.

    Any other request looks through one of its own, so that it waits for no write lock yet.
    """
    if request.method in READING:
        yield db.session
        return
    with db.reading_session() as reading:
        yield reading
