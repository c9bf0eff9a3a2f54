"""The switch of languages: which buttons a page has, and the way back for pages without a form.

A page with a form sends itself to its own address, so that what was typed comes back with it. Any
other page comes here, and so does a form that is sent by GET.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from forms_app.accounts.access import public
from forms_app.languages import speaking
from forms_app.languages.speaking import Language

FORM = "typed"
"""The `id` of a page's form with what a person types."""
POSTED = f'<form method="post" novalidate id="{FORM}"'
FETCHED = f'<form method="get" id="{FORM}"'
BACK = "back"
FILES = 'type="file"'
UNSENT = frozenset({speaking.FIELD, BACK, "csrf_token"})

bp = Blueprint("languages", __name__)


@dataclass(frozen=True, slots=True)
class Switch:
    """What the frame draws. `form` is the form that the buttons belong to, empty for one of theirs.

    `address` is set when they do not go where their form goes.
    """

    languages: tuple[Language, ...]
    form: str
    address: str
    has_files: bool


def switch_for(page: Markup) -> Switch | None:
    """None where there is nothing to choose. `page` is the page's own HTML, from our templates."""
    languages = tuple(speaking.offered())
    if len(languages) < 2 or speaking.is_in_chinese():
        return None
    is_posted, is_fetched = POSTED in page, FETCHED in page
    return Switch(
        languages=languages,
        form=FORM if is_posted or is_fetched else "",
        address="" if is_posted else url_for("languages.choose", back=_here()),
        has_files=FILES in page,
    )


@bp.route("/language", methods=["POST"])
@public
def choose() -> ResponseReturnValue:
    """Remember the language and go back; the fields of a form sent by GET go along."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in UNSENT]
    back = _own(request.args.get(BACK, "/"))
    if fields:
        back = f"{urlsplit(back).path}?{urlencode(fields)}"
    return redirect(back, 303)


def _here() -> str:
    """This page as a GET opens it; the first page where only a POST led here."""
    rule = request.url_rule
    if rule is not None and "GET" not in (rule.methods or ()):
        return "/"
    return request.full_path.rstrip("?")


def _own(address: str) -> str:
    """A path of this host, or the first page."""
    parts = urlsplit(address)
    is_own = address.startswith("/") and not parts.scheme and not parts.netloc
    return address if is_own and "\\" not in address and address.isprintable() else "/"
