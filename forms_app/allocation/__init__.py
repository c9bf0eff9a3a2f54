"""Seats and offers: one row a seat, one live offer a seat and a child, held by the database."""

from __future__ import annotations

from flask import Blueprint, Flask

bp = Blueprint("allocation", __name__)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


from forms_app.allocation import release, views  # noqa: F401
