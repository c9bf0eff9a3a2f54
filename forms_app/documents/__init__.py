"""Photos and papers of an application: taken in, cleaned, sealed, shown to whoever may see them."""

from __future__ import annotations

from flask import Blueprint, Flask

from forms_app.accounts import cards
from forms_app.bodies import allow_body
from forms_app.documents import crowding

bp = Blueprint("documents", __name__)

MEBIBYTE = 1024 * 1024
LARGEST_UPLOAD = 32 * MEBIBYTE
"""One request; a photo of a phone has 3 to 12 MB."""


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    for page in ("mine", "own_sheet", "sheet"):
        allow_body(app, f"documents.{page}", LARGEST_UPLOAD)
    sheet_family_views.init_app(app)
    cards.register_waiting(app, "documents.sheets", offices.count_waiting)
    crowding.init_app(app, threads=app.config["QIANXIAO"].threads)


from forms_app.documents import family_views, staff_views  # noqa: F401
from forms_app.documents.consent_sheets import desk_views, offices, public_views  # noqa: F401
from forms_app.documents.consent_sheets import family_views as sheet_family_views
