"""Serves the built portal beside the forms: a demonstration and a single machine need no nginx.

Files come from one folder and nowhere else; a file that is not there is our own 404 page.
"""

from __future__ import annotations

import json
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, redirect, request, send_from_directory
from flask.typing import ResponseReturnValue
from werkzeug.security import safe_join

from forms_app.accounts.access import public
from forms_app.errors import NotFound
from forms_app.running import settings

bp = Blueprint("portal", __name__)
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
HASHED = re.compile(r"[.-][0-9a-f]{8,}(?=\.[a-z0-9]+$)")
NAMES = "assets/names.json"
CALENDAR = "text/calendar"
YEAR = 365 * 24 * 60 * 60


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals["asset"] = asset


def asset(name: str) -> str:
    """The address of a style or script under the name that a browser keeps for ever.

    Looked for in the portal each time, so a rebuilt portal needs no restart; a page that was sent
    just before is still answered, see `_find`.
    """
    path = settings().portal / NAMES
    try:
        status = path.stat()
        names = _names(path, status.st_ino, status.st_mtime_ns, status.st_size)
    except (OSError, ValueError):
        names = {}
    return f"/assets/{names.get(name, name)}"


@lru_cache(maxsize=4)
def _names(path: Path, *_version: int) -> dict[str, str]:
    """The file of names, read anew when it is another one."""
    names: dict[str, str] = json.loads(path.read_bytes())
    return names


@bp.route("/", defaults={"path": ""})
@bp.route("/<path:path>")
@public
def file(path: str) -> ResponseReturnValue:
    """A page (`about/`), or a file (`assets/a.css`); a folder without its slash gets it."""
    try:
        found = _find(path)
    except NotFound:
        # A page from before the last publication names a style that has changed since.
        plain = HASHED.sub("", path)
        if plain == path or not path.startswith("assets/"):
            raise
        return _send(_find(plain))
    if found.is_dir() and path and not path.endswith("/"):
        return redirect(f"/{path.lstrip('/')}/", 308)
    page = found / "index.html" if found.is_dir() else found
    if not page.is_file():
        raise NotFound("no such page")
    return _send(page)


def _find(path: str) -> Path:
    """The place inside the portal, or NotFound: hidden files and ways out are not there."""
    root = settings().portal.resolve()
    joined = safe_join(str(root), path)
    if joined is None or any(part.startswith(".") for part in path.split("/")):
        raise NotFound("no such page")
    try:
        found = Path(joined).resolve(strict=True)
    except OSError:  # Not there, or a name that no file can have.
        raise NotFound("no such page") from None
    if not found.is_relative_to(root):
        raise NotFound("no such page")
    return found


def _send(page: Path) -> Response:
    encoding, sent = _smallest(page)
    response = send_from_directory(
        page.parent,
        sent.name,
        mimetype=_type_of(page),
        max_age=YEAR if HASHED.search(page.name) else None,
        conditional=True,
    )
    if HASHED.search(page.name):
        response.cache_control.immutable = True
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.vary.add("Accept-Encoding")
    return response


def _type_of(page: Path) -> str:
    if page.suffix == ".ics":  # Only some machines' tables know calendars.
        return CALENDAR
    return mimetypes.guess_type(page.name)[0] or "application/octet-stream"


def _smallest(page: Path) -> tuple[str, Path]:
    """The compressed neighbour that this browser takes, or the file itself."""
    if "Range" in request.headers:
        return "", page  # a part of a file is a part of what it holds
    for encoding, suffix in ENCODINGS:
        neighbour = page.with_name(page.name + suffix)
        if request.accept_encodings[encoding] and neighbour.is_file():
            return encoding, neighbour
    return "", page
