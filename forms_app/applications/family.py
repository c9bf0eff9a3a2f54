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

from flask import flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import Access
from forms_app.accounts.sessions import account_of_request
from forms_app.applications import opening, visits
from forms_app.applications.drafts import as_family
from forms_app.applications.entry import OPENED as OPENED
from forms_app.applications.entry import PLAIN, READING, current, looking
from forms_app.applications.entry import VISIT as VISIT
from forms_app.applications.entry import opened as opened
from forms_app.applications.fields import LABELS
from forms_app.applications.forms.opening import OpeningForm
from forms_app.applications.helping import signed_in, sittings
from forms_app.applications.helping.models import Sitting
from forms_app.applications.models import Application
from forms_app.errors import NotFound
from forms_app.extensions import db
from forms_app.languages import speaking
from forms_app.languages.texts import said_all
from forms_app.sealing import keyring

CLIENT_KEYS = "client_keys"
MOST_KEYS = 12
"""First pages that one browser may have before it, not yet saved; the oldest is forgotten."""
KEY_BYTES = 24
COMING_BACK = "coming_back"
WHOSE = "whose"
"""The hidden field that the macro `csrf` writes into every form of a family."""
READ_AS = LABELS | said_all(
    {
        "birth_year": "出生年",
        "birth_month": "出生月",
        "birth_day": "出生日",
        "reason": "申诉",
    }
)
"""Names of controls -> what stands beside their values when a form is shown back to the family."""
OWN_PAGE = re.compile(r"/apply/[a-z][a-z./-]*")


def remember(application: Application) -> None:
    """Let this browser in to this application, until it closes or leaves."""
    _begin_visit()
    session[OPENED] = [application.id, application.code_generation]
    speaking.adopt(application.language)
    session.permanent = False


def leave() -> None:
    """End this visit; copies of its cookie and forms that are still open are dead, too."""
    speaking.forget_with_browser()
    if VISIT in session:
        visits.close(db.session, str(session[VISIT]))
        db.session.commit()
    for key in (OPENED, VISIT, CLIENT_KEYS, "csrf_token"):
        session.pop(key, None)


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
    with looking() as found:
        return not visits.is_closed(found, token)


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
    entry, sitting = current()
    if sitting is not None and signed_in.is_login_over(sitting.account_id):
        session.pop(OPENED, None)
        flash(signed_in.LOGGED_OUT, "warn")
        entry = None
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
    return _ask_for_authority()


def _let_in(identifier: str, sitting: Sitting | None) -> None:
    account = signed_in.here()
    if sitting is None and account is not None and request.method not in READING:
        # Whoever is logged in is the helper, though he opened it before he logged in.
        with db.writing_session() as writing:
            sitting = signed_in.sit_down(writing, identifier, account, visit_index=visit_index())
            writing.commit()
    g.actor, g.sitting = as_family(identifier, sitting), sitting
    sittings.work_in(db.session, sitting)


def _ask_for_authority() -> ResponseReturnValue | None:
    """Whoever is logged in says first how the guardian allowed it; a form that is sent is taken."""
    sitting = helper_here()
    is_asked = sitting is not None and sitting.account_id and sitting.authority is None
    if (
        not is_asked
        or request.method not in READING
        or request.endpoint in signed_in.ABOUT_GUARDIAN
    ):
        return None
    return redirect(url_for("applications.helper", back=request.path), 303)


def visit_index() -> str:
    """The blind index of this browser's visit, under which a helper's sitting is found."""
    return visits.index_of(str(session.get(VISIT, "")))


def helper_here() -> Sitting | None:
    """The helper who named himself in this visit to this application, for the band above."""
    found: Sitting | None = g.get("sitting")
    return found


def visit_here() -> str:
    """As `visit_index`; empty in a browser that has opened nothing."""
    return visit_index() if VISIT in session else ""


def office_here() -> str | None:
    """The office that is logged in in this browser, as everybody reads it."""
    account = account_of_request()
    return account.as_actor().shown_as if account is not None else None


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
    account = signed_in.here()
    if account is not None:
        signed_in.sit_down(db.session, found.id, account, visit_index=visit_index())
        db.session.commit()
    return found


def _new_form() -> OpeningForm:
    return OpeningForm(formdata=None, prefix=f"{COMING_BACK}-")


def _come_back() -> ResponseReturnValue | None:
    """Code and birth date arrive together with the form that had to wait for them."""
    form = OpeningForm(prefix=f"{COMING_BACK}-")
    with db.reading_session() as reading:
        owner = sittings.account_of_visit(reading, visit_index())
    if form.validate_on_submit() and signed_in.is_login_over(owner):
        # What a helper typed under his login is not kept as the family's.
        form.form_errors = [*form.form_errors, signed_in.LOG_IN_FIRST]
        return _ask_for_code(form)
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
        (speaking.ASKED_BEFORE if name == speaking.FIELD else name, value)
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
