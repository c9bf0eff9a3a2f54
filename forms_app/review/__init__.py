"""The college's and the county desk's side of an application: the queue, the file, the decision."""

from __future__ import annotations

from flask import Blueprint, Flask

from forms_app.accounts import cards
from forms_app.workflow import Role

bp = Blueprint("review", __name__)

REVIEWERS = (Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER, Role.COUNTY_DESK)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    cards.register_waiting(app, "review.queue", queue.count_waiting)


from forms_app.review import decisions, helping, lost_codes, queue, reissue, views  # noqa: F401
