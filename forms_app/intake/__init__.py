"""Applications that come in otherwise than page by page: forms filled in by pen, and classes."""

from __future__ import annotations

from flask import Blueprint, Flask

from forms_app.clock import moment_words
from forms_app.workflow import Role

bp = Blueprint("intake", __name__)

DESKS = (Role.COLLEGE_OFFICER, Role.COUNTY_DESK, Role.SCHOOL, Role.VILLAGE)
"""Who fills in for families; `helping.signed_in.KINDS` says as what."""


@bp.context_processor
def words() -> dict[str, object]:
    return {"moment_words": moment_words}


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


from forms_app.intake import class_views, fill_in, pen_views, public_views  # noqa: F401
