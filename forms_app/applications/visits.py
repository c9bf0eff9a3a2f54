"""The end of a visit, kept by the server: a cookie that is played back after it opens nothing.

A visit is one browser from its first page or opening to 关好再还. Only its end makes a row, so
visits of the same application on other phones go on.
"""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app.applications.models import ClosedVisit
from forms_app.sealing import keyring

TOKEN_BYTES = 24


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def close(session: Session, token: str) -> None:
    """End the visit for every copy of its cookie; a second time changes nothing."""
    if is_closed(session, token):
        return
    try:
        with session.begin_nested():
            session.add(ClosedVisit(token_index=index_of(token)))
    except IntegrityError:
        pass  # The other press of the same button was a moment faster.


def is_closed(session: Session, token: str) -> bool:
    found = select(ClosedVisit.id).where(ClosedVisit.token_index == index_of(token))
    return session.scalar(found) is not None


def index_of(token: str) -> str:
    """Under which a visit is known; the token itself stands in its cookie alone."""
    return keyring().index(token, purpose="visit")
