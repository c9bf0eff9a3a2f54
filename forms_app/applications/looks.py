"""How staff are shown one application: only what is their task, and never without a trace (N13)."""

from __future__ import annotations

from flask import render_template, request

from forms_app.accounts.access import current_actor
from forms_app.applications.models import Application
from forms_app.applications.row_policy import get_visible
from forms_app.extensions import READING_METHODS, db
from forms_app.privacy import record_view

KIND = "application"


def visible_file(application_id: str) -> Application:
    """The application, for whoever is here; NotFound when it is not their task. Shows nothing."""
    return get_visible(db.session, application_id, actor=current_actor())


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
