"""The language that a family chose, kept with its application: copies of its status go out in it.

Sealed, because it tells of the ethnic group. A helper's choice is his own and is not kept.
"""

from __future__ import annotations

from contextlib import suppress

from flask import Response, g, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from forms_app.applications import bp
from forms_app.applications.family import opened, visit_index
from forms_app.applications.helping import sittings
from forms_app.applications.models import Application
from forms_app.errors import Busy
from forms_app.extensions import db
from forms_app.languages import speaking
from forms_app.workflow import Actor

SWITCH = "languages.choose"


@bp.after_app_request
def keep_with_application(response: Response) -> Response:
    """After a press on the switch, in a transaction of its own: the page's own wrote nothing.

    A database that is occupied costs the family the note, never the page with what it typed.
    """
    if not speaking.is_switching() or response.status_code >= 400:
        return response
    entry = opened()
    if entry is not None and _is_let_in(entry[0]):
        # What the page read is done with; its place in the queue of writers has to be free.
        db.session.rollback()
        with suppress(Busy, OperationalError, PoolTimeout):
            _keep(*entry)
    return response


def _keep(identifier: str, generation: int) -> None:
    with db.writing_session() as session:
        application = session.get(Application, identifier, with_for_update=True)
        if application is not None and _is_familys(application, generation):
            application.language = speaking.current().code
            session.commit()


def _is_let_in(identifier: str) -> bool:
    """By the gate of a family's page; on the switch's own address nobody stands."""
    actor: Actor | None = g.get("actor")
    return request.endpoint == SWITCH or (actor is not None and actor.application_id == identifier)


def _is_familys(application: Application, generation: int) -> bool:
    """Opened with the code of today, not erased since, and by no helper."""
    if application.code_generation != generation or application.erased_at is not None:
        return False
    with db.reading_session() as reading:
        return sittings.of_visit(reading, application.id, visit_index()) is None
