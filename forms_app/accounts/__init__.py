"""Staff accounts and organisations, login, and who may open which page."""

from flask import Blueprint, Flask

from forms_app.accounts import access, sessions

bp = Blueprint("accounts", __name__, url_prefix="/staff")


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.before_request(access.check_access)
    access.register_gate(app, access.Visitor.STAFF, sessions.gate)


from forms_app.accounts import administration, views  # noqa: F401
