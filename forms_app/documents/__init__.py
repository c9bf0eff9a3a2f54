"""Photos and papers of an application: taken in, cleaned, sealed, shown to whoever may see them."""

from __future__ import annotations

from flask import Blueprint, Flask

from forms_app.bodies import allow_body
from forms_app.documents import crowding

bp = Blueprint("documents", __name__)

MEBIBYTE = 1024 * 1024
LARGEST_UPLOAD = 32 * MEBIBYTE
"""One request; a photo of a phone has 3 to 12 MB."""


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    allow_body(app, "documents.mine", LARGEST_UPLOAD)
    crowding.init_app(app, threads=app.config["QIANXIAO"].threads)


from forms_app.documents import family_views, staff_views  # noqa: F401
