"""Pairing assistance as a contract: prepared, locked to a paper, signed in order, filed, public."""

from __future__ import annotations

from flask import Blueprint, Flask

from forms_app.accounts import cards

bp = Blueprint("agreements", __name__)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    cards.register_waiting(app, "agreements.index", services.count_to_sign)
    cards.register_waiting(app, "agreements.filing", services.count_to_file)


from forms_app.agreements import (  # noqa: F401
    drafting_views,
    filing_views,
    public_views,
    services,
    signing_views,
    views,
)
