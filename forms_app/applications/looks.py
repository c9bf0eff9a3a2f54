"""How staff are shown one application: only what is their task, and never without a trace (N13)."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.accounts.access import current_actor
from forms_app.applications.changing import was_taken_from
from forms_app.applications.helping.models import HELP
from forms_app.applications.models import Application
from forms_app.applications.row_policy import get_visible
from forms_app.errors import NotFound
from forms_app.extensions import READING_METHODS, db
from forms_app.privacy import View, record_view, views_of

KIND = "application"
CODE = "lost_code"
KINDS = (KIND, HELP, CODE)
"""Looks by those whose task it is, by helpers with a login, by whoever gave out a code anew."""
TYPED = ("reason", "other_route")
"""What staff write on their forms: shown again where it could not be kept."""


class NoLongerYours(NotFound):
    """The family chose other colleges: this one had the file, and has lost it."""


def of(session: Session, application: Application) -> list[View]:
    """Every look at it, newest first, for its family."""
    found = [
        view
        for kind in KINDS
        for view in views_of(session, subject_kind=kind, subject_id=application.id)
    ]
    return sorted(found, key=lambda view: (view.at, view.id), reverse=True)


def visible_file(application_id: str) -> Application:
    """The application, for whoever is here; NotFound when it is not their task. Shows nothing.

    Raises NoLongerYours where it was their task, so that a page that was open says what happened.
    """
    actor = current_actor()
    try:
        return get_visible(db.session, application_id, actor=actor)
    except NotFound:
        if was_taken_from(db.session, application_id, actor.organisation_id):
            raise NoLongerYours("the family chose other colleges") from None
        raise


def say_no_longer_yours(_error: NoLongerYours) -> ResponseReturnValue:
    """409 in words, with what was typed to copy, and nothing of the child."""
    db.session.rollback()
    typed = [text for name in TYPED if (text := request.form.get(name, ""))]
    page = render_template(
        "applications/no_longer_yours.html",
        is_lost=request.method not in READING_METHODS,
        typed=typed,
    )
    return page, 409


def render_file(template: str, application: Application, *, what: str, **shown: object) -> str:
    """Draw a page that shows this child; `what` is written down first, in at most 40 characters.

    The one way from a file to a page of staff. A POST that shows a page keeps nothing else: what
    it had not committed is rolled back, and its place in the queue of writers given up.
    """
    subject_id = application.id  # Read now: after a rollback it would begin to write again.
    if request.method not in READING_METHODS:
        db.session.rollback()
    record_view(subject_kind=KIND, subject_id=subject_id, actor=current_actor(), what=what)
    return render_template(
        template, application=application, is_trial=application.is_trial, **shown
    )
