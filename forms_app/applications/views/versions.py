"""Every version that was sent, for the family that sent it. Reads only."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import family
from forms_app.applications import bp, cycles, papers, versions
from forms_app.applications.family import application as own_application
from forms_app.extensions import db


@bp.get("/apply/versions")
@family
def sent_versions() -> ResponseReturnValue:
    application = own_application()
    sent = papers.versions(db.session, application)
    if not sent:
        return redirect(url_for("applications.status"), 303)
    return render_template(
        "applications/versions.html",
        section="apply",
        is_trial=application.is_trial,
        sent=versions.told(sent, cycles.rules_of(application)),
    )
