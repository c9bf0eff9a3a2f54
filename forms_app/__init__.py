"""The forms app: families apply, colleges decide, commit and agree, authorities keep the ledger."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from forms_app.config import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """Build the app: a table of contents. Raises Misconfigured when it is not safe to start."""
    from forms_app import (
        accounts,
        agreements,
        allocation,
        applications,
        commands,
        commitments,
        deployment,
        documents,
        framing,
        intake,
        languages,
        portal_files,
        review,
        rights,
    )
    from forms_app.accounts import access

    app = Flask(__name__, static_folder=None)
    app.config["QIANXIAO"] = chosen = settings or Settings.from_environment()
    if chosen.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    deployment.init_app(app, chosen)
    framing.init_app(app)
    languages.init_app(app)
    for feature in (
        accounts,
        applications,
        documents,
        intake,
        review,
        allocation,
        commitments,
        agreements,
        rights,
    ):
        feature.init_app(app)
    portal_files.init_app(app)
    commands.init_app(app)
    access.refuse_unmarked_views(app)
    return app
