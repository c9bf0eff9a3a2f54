"""What the family's pages do beside filling in: withdraw and appeal. Flushes, never commits."""

from __future__ import annotations

from sqlalchemy.orm import Session

from forms_app.applications.drafts import save, start
from forms_app.applications.models import Application
from forms_app.applications.opening import open_application, reissue_code
from forms_app.applications.states import Event
from forms_app.applications.submission import submit
from forms_app.errors import NotFound
from forms_app.workflow import Actor, advance

__all__ = [
    "appeal",
    "get",
    "open_application",
    "reissue_code",
    "save",
    "start",
    "submit",
    "withdraw",
]


def get(session: Session, application_id: str) -> Application:
    """The application; raises NotFound."""
    found = session.get(Application, application_id)
    if found is None:
        raise NotFound("no such application")
    return found


def withdraw(session: Session, application: Application, *, actor: Actor) -> None:
    """End this application; the child may apply again. A seat that was held is free again."""
    advance(session, application, Event.WITHDRAW, actor=actor)


def appeal(session: Session, application: Application, *, actor: Actor, reason: str) -> None:
    """Have the refusal looked at again. Raises FieldError("reason") without words."""
    advance(session, application, Event.APPEAL, actor=actor, reason=reason)
    application.assignee_id = None
    session.flush()
