"""Pairing assistance as a contract: prepared, locked to a paper, signed in order, filed, public."""

from __future__ import annotations

from flask import Blueprint, Flask

bp = Blueprint("agreements", __name__)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


from forms_app.agreements import (  # noqa: F401
    drafting_views,
    filing_views,
    public_views,
    signing_views,
    views,
)
