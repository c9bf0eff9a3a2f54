"""What the server says to a phone that keeps a page until it is stored: a digest, and where to go.

`site/assets/js/keep.js` keeps what is typed and removes it only when the digest of what it sent
comes back. A digest goes out after the commit and never otherwise. Nothing is stored here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from flask import Response, flash, g, request

from forms_app.applications import bp
from forms_app.applications.family import COMING_BACK

SENT_BY_SCRIPT = "X-Kept"
NEXT = "X-Next"
STORED = "X-Stored"
STORED_FLASH = "stored"
"""The category of the digest for a page that the browser sent itself; parts/forms.html hides it."""
UNSTORED = ("csrf_token", COMING_BACK)
"""How the names of fields begin that belong to the sending, not to the page."""


def digest(pairs: Iterable[tuple[str, str]]) -> str:
    """Of the fields by name; `whose` or `client_key` among them keeps it from being guessed."""
    told = sorted(pairs, key=lambda pair: pair[0])
    text = "".join(f"{name}\0{value}\0" for name, value in told)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def say_stored() -> None:
    """Call it after the commit: the fields of this request are stored."""
    pairs = [
        (name, value.replace("\r\n", "\n"))
        for name, value in request.form.items(multi=True)
        if not name.startswith(UNSTORED)
    ]
    g.stored_digest = digest(pairs)
    if SENT_BY_SCRIPT not in request.headers:
        flash(g.stored_digest, STORED_FLASH)


@bp.after_request
def answer_the_script(response: Response) -> Response:
    """Where to go instead of the page there; an empty body when there is something to show.

    A script cannot read where a redirect leads without fetching it, and with it the notices that
    are shown once. What is to be shown, the browser then asks for by sending the form itself.
    """
    if request.method != "POST" or SENT_BY_SCRIPT not in request.headers:
        return response
    if response.status_code == 303:
        response.status_code = 204
        response.headers[NEXT] = response.headers.pop("Location")
        if "stored_digest" in g:
            response.headers[STORED] = g.stored_digest
    response.set_data(b"")
    return response
