"""A family's application: pages, saving, 取件码, submission, receipt and status."""

from __future__ import annotations

from flask import Blueprint, Flask

from forms_app.accounts import access
from forms_app.messaging import senders_for

bp = Blueprint("applications", __name__)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    messages.use(app, senders_for(app.config["QIANXIAO"]))
    access.register_gate(app, access.Visitor.FAMILY, family.gate)
    app.add_template_global(family.mark_of_open)
    app.add_template_global(family.helper_here)
    app.add_template_global(consents.translation_of)
    app.register_error_handler(looks.NoLongerYours, looks.say_no_longer_yours)


from forms_app.applications import consents, family, looks, messages, speaking, views  # noqa: F401
from forms_app.applications.consenting import models  # noqa: F401
