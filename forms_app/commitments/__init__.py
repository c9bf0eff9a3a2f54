"""Pairing assistance as a promise: what one college will do for another, and the other's word."""

from __future__ import annotations

from flask import Blueprint, Flask

bp = Blueprint("commitments", __name__, url_prefix="/staff/commitments")


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


from forms_app.commitments import item_views, views  # noqa: F401
