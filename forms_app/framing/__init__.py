"""What surrounds every answer: limits on what comes in, security headers, error pages, the frame.

No personal value may reach a log from here: errors are logged by class and place, never by text.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from flask_wtf import FlaskForm
from flask_wtf.csrf import generate_csrf, validate_csrf
from sqlalchemy import event
from sqlalchemy.orm import Session
from wtforms import ValidationError

from forms_app.accounts import cards
from forms_app.accounts.models import Account
from forms_app.bodies import largest_body
from forms_app.extensions import db
from forms_app.framing import error_pages, switching
from forms_app.languages.texts import said

MENU = (
    {"word": said("找学校"), "href": "/find/", "section": "colleges"},
    {"word": said("学什么"), "href": "/specialties/", "section": "specialties"},
    {"word": said("要花多少钱"), "href": "/costs/", "section": "costs"},
    {"word": said("怎么报名"), "href": "/how-to-apply/", "section": "apply"},
    {"word": said("大人学手艺"), "href": "/training/", "section": "training"},
    {"word": said("谁在帮我们"), "href": "/who-helps/", "section": "help"},
    {"word": said("问一问"), "href": "/questions/", "section": "questions"},
)
FOOTER = (
    {"word": said("按县看"), "href": "/counties/"},
    {"word": said("政策原文"), "href": "/policies/"},
    {"word": said("数据从哪来"), "href": "/data-sources/"},
    {"word": said("隐私"), "href": "/privacy/"},
    {"word": said("学校和部门入口"), "href": "/staff/login"},
)
SAMPLE_BAND = said("演示站，不是政府网站。“示例”都不是真的。")
TRIAL_BAND = said("示例数据：这是试一试，不是真的报名")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
MOST_FIELDS = 500
PUBLIC_FILES = "portal.file"
FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
WRITING_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def init_app(app: Flask) -> None:
    app.before_request(refuse_what_is_too_big)
    app.before_request(refuse_what_is_no_form)
    app.before_request(refuse_odd_characters)
    app.before_request(refuse_other_sites)
    app.before_request(refuse_to_commit_without_token)
    app.after_request(set_headers)
    app.after_request(keep_redirects_here)
    app.context_processor(frame)
    app.jinja_env.globals.update(
        menu=MENU,
        footer=FOOTER,
        sample_band=SAMPLE_BAND,
        trial_band=TRIAL_BAND,
        csrf_token=generate_csrf,
        has_samples=app.config["QIANXIAO"].sample,
        switch_for=switching.switch_for,
    )
    # The few messages of WTForms that no form words itself are at least in the reader's language.
    FlaskForm.Meta.locales = ["zh"]
    app.register_blueprint(switching.bp)
    error_pages.init_app(app)


def frame() -> dict[str, object]:
    """What staff.html needs: whom the gate let in. Reads nothing, so that errors can be drawn."""
    account: Account | None = g.get("staff_account")
    if account is None:
        return {}
    return {"staff_account": account, "staff_cards": cards.for_account(account)}


def refuse_what_is_too_big() -> None:
    """413 before the body is read, and for a form with more fields than any page has."""
    limit = request.max_content_length = largest_body()
    if request.content_length is not None and request.content_length > limit:
        abort(413)
    if request.method in WRITING_METHODS:
        parts = sum(1 for _ in request.form.items(multi=True))
        parts += sum(1 for _ in request.files.items(multi=True))
        if parts > MOST_FIELDS:
            abort(413)


def refuse_what_is_no_form() -> None:
    """415 for a body that no page of ours sends: a field of a JSON body need not even be text."""
    if request.method not in WRITING_METHODS or request.mimetype in FORM_TYPES:
        return
    if request.mimetype or request.content_length:
        abort(415)


def refuse_odd_characters() -> None:
    """No database stores NUL, and nobody types it; a part without a name is no field of a page."""
    names: list[str | None] = [*request.form, *request.files]
    values = [request.path, *request.args.values(), *request.form.values()]
    if None in names or any("\0" in value for value in (*names, *values) if value is not None):
        abort(400)


def refuse_other_sites() -> None:
    """A second line behind the token of each form: a browser says which site a POST comes from."""
    if request.method not in WRITING_METHODS:
        return
    origin = request.headers.get("Origin", "null")
    is_foreign = origin != "null" and urlsplit(origin).netloc != request.host
    if is_foreign or request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        abort(403)


def refuse_to_commit_without_token() -> None:
    """A view that forgets to ask its form for the token can read and render, but not commit."""
    if request.method in WRITING_METHODS and not _has_token():
        event.listen(db.session, "before_commit", _refuse_commit)


def _has_token() -> bool:
    tokens = [value for name, value in request.form.items() if name.endswith("csrf_token")]
    for token in tokens:
        try:
            validate_csrf(token)
        except ValidationError:
            continue
        return True
    return False


def _refuse_commit(_session: Session) -> None:
    abort(403)


def set_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint != PUBLIC_FILES or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    return response


def keep_redirects_here(response: Response) -> Response:
    """Every Location is a path of this host; another host is a fault of ours, and is not sent."""
    location = response.headers.get("Location")
    if location is None:
        return response
    parts = urlsplit(location)
    if parts.netloc not in {"", request.host} or location.startswith(("//", "/\\")):
        current_app.logger.error("a redirect to another host was stopped in %s", request.endpoint)
        response.headers["Location"] = "/"
    elif parts.netloc:
        response.headers["Location"] = parts._replace(scheme="", netloc="").geturl()
    return response
