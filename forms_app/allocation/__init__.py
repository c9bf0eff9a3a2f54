"""Seats and offers: one row a seat, one live offer a seat and a child, held by the database."""

from __future__ import annotations

from flask import Blueprint, Flask

from forms_app.accounts import cards

bp = Blueprint("allocation", __name__)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    cards.register_waiting(app, "allocation.offers", services.count_overdue)


from forms_app.allocation import (  # noqa: F401
    declining_views,
    public_list_views,
    release,
    services,
    views,
)
