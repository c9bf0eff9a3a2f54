"""Pairing assistance as a promise: what one college will do for another, and the other's word."""

from __future__ import annotations

from flask import Blueprint, Flask

from forms_app.accounts import cards

bp = Blueprint("commitments", __name__, url_prefix="/staff/commitments")


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    cards.register_waiting(app, "commitments.index", services.count_to_confirm)


from forms_app.commitments import item_views, services, views  # noqa: F401
