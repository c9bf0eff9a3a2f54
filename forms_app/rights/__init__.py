"""A copy of one's data, its erasure, and the end that comes by the calendar."""

from __future__ import annotations

from flask import Blueprint, Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app import clock
from forms_app.accounts import cards
from forms_app.errors import Conflict, TransitionNotAllowed
from forms_app.extensions import db

bp = Blueprint("rights", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """How moments are written on these pages: with the year, because they lie years apart."""
    return {"moment_words": clock.moment_words}


@bp.errorhandler(Conflict)
@bp.errorhandler(TransitionNotAllowed)
def somebody_was_faster(error: Conflict | TransitionNotAllowed) -> ResponseReturnValue:
    """409: what is true now. What was typed is shown again, to copy."""
    db.session.rollback()
    is_staff = request.path.startswith("/staff")
    back = url_for("rights.erasures") if is_staff else url_for("applications.status")
    page = render_template(
        "rights/too_late.html",
        section="apply",
        is_staff=is_staff,
        back=back,
        message=error.message,
        typed=request.form.get("reason", ""),
    )
    return page, 409


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    erasure_views.init_app(app)
    cards.register_waiting(app, "rights.erasures", erasure.count_waiting)


from forms_app.rights import (  # noqa: F401
    copy_views,
    erasure,
    erasure_views,
    office_views,
    retention_views,
)
