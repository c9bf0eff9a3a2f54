"""A family that opened its own application: a signed cookie with its identifier, and the gate.

The cookie ends with the browser's session or with 关好再还, and dies with the code it was opened
with; a draft has no idle limit. A form that arrives without it is shown again, never lost and
never written (N5).
Each form says whose it is, because another tab of this browser may have opened another child.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, lazyload

from forms_app.accounts.access import Access
from forms_app.applications import opening, visits
from forms_app.applications.drafts import as_family
from forms_app.applications.fields import LABELS
from forms_app.applications.forms.opening import OpeningForm
from forms_app.applications.helping import sittings
from forms_app.applications.helping.models import Sitting
from forms_app.applications.models import Application, ClosedVisit
from forms_app.errors import NotFound
from forms_app.extensions import db
from forms_app.sealing import keyring

OPENED = "opened"
VISIT = "visit_token"
CLIENT_KEYS = "client_keys"
MOST_KEYS = 12
"""First pages that one browser may have before it, not yet saved; the oldest is forgotten."""
KEY_BYTES = 24
COMING_BACK = "coming_back"
WHOSE = "whose"
"""The hidden field that the macro `csrf` writes into every form of a family."""
READ_AS = LABELS | {
    "birth_year": "出生年",
    "birth_month": "出生月",
    "birth_day": "出生日",
    "reason": "申诉",
}
"""Names of controls -> what stands beside their values when a form is shown back to the family."""
READING = frozenset({"GET", "HEAD", "OPTIONS"})
PLAIN = (lazyload(Application.choices),)
"""Hardly a page of the family reads the rows of its choices: they stand in its answers, too."""
LOOK: Select[*tuple[Any, ...]] = (
    select(Application.code_generation.label("generation"), ClosedVisit.id.label("closed"), Sitting)
    .select_from(Application)
    .outerjoin(ClosedVisit, ClosedVisit.token_index == bindparam("visit"))
    .outerjoin(
        Sitting,
        (Sitting.application_id == Application.id) & (Sitting.visit_index == bindparam("visit")),
    )
    .where(Application.id == bindparam("identifier"))
)
"""All that is asked before a family is let in; `generation` of its code, `closed` visit or none."""
LOOK_AND_READ: Select[*tuple[Any, ...]] = LOOK.add_columns(Application).options(*PLAIN)
OWN_PAGE = re.compile(r"/apply/[a-z][a-z./-]*")


def remember(application: Application) -> None:
    """Let this browser in to this application, until it closes or leaves."""
    _begin_visit()
    session[OPENED] = [application.id, application.code_generation]
    session.permanent = False


def leave() -> None:
    """End this visit; copies of its cookie and forms that are still open are dead, too."""
    if VISIT in session:
        visits.close(db.session, str(session[VISIT]))
        db.session.commit()
    for key in (OPENED, VISIT, CLIENT_KEYS, "csrf_token"):
        session.pop(key, None)


def opened() -> tuple[str, int] | None:
    """Identifier and code generation of the application that this browser opened."""
    entry = session.get(OPENED)
    if not isinstance(entry, list) or len(entry) != 2:
        return None
    return str(entry[0]), int(entry[1])


def _begin_visit() -> None:
    """Go on with this browser's visit, or begin one: an ended one leaves nothing behind."""
    if not _is_visiting():
        for key in (OPENED, CLIENT_KEYS):
            session.pop(key, None)
        session[VISIT] = visits.new_token()


def _is_visiting() -> bool:
    token = session.get(VISIT)
    if not isinstance(token, str):
        return False
    with _looking() as looking:
        return not visits.is_closed(looking, token)


@contextmanager
def _looking() -> Iterator[Session]:
    """A session to look with before anybody is let in: the request's own where that only reads.

    Any other request looks through one of its own, so that it waits for no write lock yet.
    """
    if request.method in READING:
        yield db.session
        return
    with db.reading_session() as reading:
        yield reading


def give_key() -> str:
    """A fresh key for one first page: two pages in two tabs are two children."""
    _begin_visit()
    key = secrets.token_urlsafe(KEY_BYTES)
    session[CLIENT_KEYS] = [*given_keys(), key][-MOST_KEYS:]
    return key


def given_keys() -> list[str]:
    """Keys of the first pages that this browser was given, until it leaves."""
    keys = session.get(CLIENT_KEYS)
    return [str(key) for key in keys] if isinstance(keys, list) and _is_visiting() else []


def gate(_access: Access) -> ResponseReturnValue | None:
    """Let a family in to its own application; anybody else is asked for code and birth date.

    A form is let in only when it was drawn for the application that is open now.
    """
    entry, sitting = _current()
    if request.method in READING:
        if entry is None:
            return redirect(url_for("applications.open_page", back=request.path), 303)
    elif COMING_BACK in request.form:
        return _come_back()
    elif entry is None:
        return _ask_for_code(_new_form())
    elif not _is_drawn_for(*entry):
        return _ask_for_code(_new_form(), is_of_another=True)
    _let_in(entry[0], sitting)
    return None


def _let_in(identifier: str, sitting: Sitting | None) -> None:
    g.actor, g.sitting = as_family(identifier, sitting), sitting
    sittings.work_in(db.session, sitting)


def visit_index() -> str:
    """The blind index of this browser's visit, under which a helper's sitting is found."""
    return visits.index_of(str(session.get(VISIT, "")))


def helper_here() -> Sitting | None:
    """The helper who named himself in this visit to this application, for the band above."""
    found: Sitting | None = g.get("sitting")
    return found


def mark(identifier: str, generation: int) -> str:
    """Whose form it is: the application and the code it was opened with, telling neither."""
    return keyring().index(f"{identifier}:{generation}", purpose="family form")


def mark_of_open() -> str:
    """The mark for the forms of this answer; empty where no family was let in."""
    entry, actor = opened(), g.get("actor")
    if entry is None or actor is None or actor.application_id != entry[0]:
        return ""
    return mark(*entry)


def _is_drawn_for(identifier: str, generation: int) -> bool:
    sent = request.form.get(WHOSE, "").encode()
    return hmac.compare_digest(sent, mark(identifier, generation).encode())


def application() -> Application:
    """The application of this request, in its session; NotFound outside the gate."""
    entry = opened()
    found = db.session.get(Application, entry[0], options=PLAIN) if entry is not None else None
    if found is None:
        raise NotFound("no application is open")
    return found


def way_back(asked: str | None) -> str:
    """The page somebody was on its way to, when it is one of the family's own."""
    if asked and OWN_PAGE.fullmatch(asked):
        return asked
    return url_for("applications.status")


def _current() -> tuple[tuple[str, int] | None, Sitting | None]:
    """What this browser opened, if it still counts, and the helper who named himself in the visit.

    A visit that has ended or a code that is out is forgotten. One query, for every request asks it;
    on a GET it leaves the application in the session, where the view finds it.
    """
    entry, token = opened(), session.get(VISIT)
    if entry is None:
        return None, None
    if isinstance(token, str):
        with _looking() as looking:
            asked = {"identifier": entry[0], "visit": visits.index_of(token)}
            is_reading = request.method in READING
            row = looking.execute(LOOK_AND_READ if is_reading else LOOK, asked).one_or_none()
        if row is not None and (row.generation, row.closed) == (entry[1], None):
            # Held to the end of the request: a session forgets a row that nobody holds.
            g.looked_at = row
            return entry, row.Sitting
    session.pop(OPENED, None)
    return None, None


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
    if VISIT in session and sittings.of_visit(db.session, found.id, visit_index()) is not None:
        # Opened anew: whoever it is, it is not known to be the helper of before.
        session[VISIT] = visits.new_token()
    remember(found)
    return found


def _new_form() -> OpeningForm:
    return OpeningForm(formdata=None, prefix=f"{COMING_BACK}-")


def _come_back() -> ResponseReturnValue | None:
    """Code and birth date arrive together with the form that had to wait for them."""
    form = OpeningForm(prefix=f"{COMING_BACK}-")
    found = open_with(form) if form.validate_on_submit() else None
    if found is None:
        return _ask_for_code(form)
    # A desk may have given out a new code since the page was drawn: the child is the same.
    if not any(_is_drawn_for(found.id, one) for one in range(1, found.code_generation + 1)):
        return _ask_for_code(_new_form(), is_of_another=True)
    # Where the page's token died with the cookie, its view shows it filled once more.
    _let_in(found.id, sittings.of_visit(db.session, found.id, visit_index()))
    return None


def _ask_for_code(form: OpeningForm, *, is_of_another: bool = False) -> ResponseReturnValue:
    """Ask who it is and carry every answer along; nothing is read from the database or written."""
    carried = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if not name.startswith(COMING_BACK)
    ]
    page = render_template(
        "applications/coming_back.html",
        form=form,
        carried=carried,
        typed=[(READ_AS[name], value) for name, value in carried if value and name in READ_AS],
        is_of_another=is_of_another,
        marker=COMING_BACK,
    )
    return page, 409 if is_of_another else 200
