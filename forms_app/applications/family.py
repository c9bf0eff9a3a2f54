"""A family that opened its own application: a signed cookie with its identifier, and the gate.

The cookie ends with the browser's session and dies with the code it was opened with; a draft has
no idle limit. A form that arrives without it is shown again, never lost and never written (N5).
"""

from __future__ import annotations

import re

from flask import g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import Access
from forms_app.applications import opening
from forms_app.applications.drafts import as_family
from forms_app.applications.forms.opening import OpeningForm
from forms_app.applications.models import Application
from forms_app.errors import NotFound
from forms_app.extensions import db

OPENED = "opened"
CLIENT_KEY = "client_key"
COMING_BACK = "coming_back"
OWN_PAGE = re.compile(r"/apply/[a-z][a-z./-]*")


def remember(application: Application) -> None:
    """Let this browser in to this application, until it closes or leaves."""
    session[OPENED] = [application.id, application.code_generation]
    session.permanent = False


def forget() -> None:
    """Close the application in this browser; forms that are still open there are dead, too."""
    for key in (OPENED, CLIENT_KEY, "csrf_token"):
        session.pop(key, None)


def opened() -> tuple[str, int] | None:
    """Identifier and code generation of the application that this browser opened."""
    entry = session.get(OPENED)
    if not isinstance(entry, list) or len(entry) != 2:
        return None
    return str(entry[0]), int(entry[1])


def gate(_access: Access) -> ResponseReturnValue | None:
    """Let a family in to its own application; anybody else is asked for code and birth date."""
    entry = opened()
    if entry is not None and _is_current(*entry):
        g.actor = as_family(entry[0])
        return None
    session.pop(OPENED, None)
    if request.method == "POST":
        return _ask_for_code_and_keep_what_was_typed()
    return redirect(url_for("applications.open_page", back=request.path), 303)


def application() -> Application:
    """The application of this request, in its session; NotFound outside the gate."""
    entry = opened()
    found = db.session.get(Application, entry[0]) if entry is not None else None
    if found is None:
        raise NotFound("no application is open")
    return found


def way_back(asked: str | None) -> str:
    """The page somebody was on its way to, when it is one of the family's own."""
    if asked and OWN_PAGE.fullmatch(asked):
        return asked
    return url_for("applications.status")


def _is_current(identifier: str, generation: int) -> bool:
    # A session of its own: no request waits for the write lock before it is let in.
    with db.reading_session() as reading:
        found = reading.get(Application, identifier)
        return found is not None and found.code_generation == generation


def open_with(form: OpeningForm) -> Application | None:
    """Try the code and the birth date of a valid form; the reason for a refusal is left in it."""
    try:
        found = opening.open_application(
            db.session,
            code=form.code_read,
            birth_date=form.birth_date_read,
            address=request.remote_addr or "",
        )
    except (opening.WrongPair, opening.DeskMustHelp, opening.TooManyTries) as refusal:
        db.session.commit()  # The wrong try counts.
        form.form_errors = [*form.form_errors, refusal.message]
        return None
    db.session.commit()
    remember(found)
    return found


def _ask_for_code_and_keep_what_was_typed() -> ResponseReturnValue | None:
    """The form that came without a cookie: ask who it is, carry every answer along, write none."""
    form = OpeningForm(prefix=f"{COMING_BACK}-")
    if COMING_BACK in request.form and form.validate_on_submit():
        found = open_with(form)
        if found is not None:
            # The page's own token died with the cookie, so its view shows it filled once more.
            g.actor = as_family(found.id)
            return None
    if COMING_BACK not in request.form:
        form = OpeningForm(formdata=None, prefix=f"{COMING_BACK}-")
    carried = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if not name.startswith(COMING_BACK)
    ]
    return render_template(
        "applications/coming_back.html", form=form, carried=carried, marker=COMING_BACK
    )
