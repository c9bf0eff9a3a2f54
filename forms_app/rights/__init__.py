"""A copy of one's data, its erasure, and the end that comes by the calendar."""

from __future__ import annotations

from flask import Blueprint, Flask

from forms_app import clock
from forms_app.accounts import cards

bp = Blueprint("rights", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """How moments are written on these pages: with the year, because they lie years apart."""
    return {"moment_words": clock.moment_words}


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
