"""An error in, a page out that says what happened and what to do; the log learns class and place.

Exception texts may quote what a person typed, so neither page nor log shows them, but for the
messages that errors.py keeps for the reader.
"""

from __future__ import annotations

import secrets
import sqlite3
import traceback
from dataclasses import dataclass

from flask import Flask, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from forms_app.bodies import largest_body
from forms_app.errors import Busy, Conflict, FieldError, NotFound, TransitionNotAllowed
from forms_app.languages.texts import said

RETRY_SECONDS = 5
OCCUPIED = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    lines: tuple[str, ...]


WORDS: dict[int, Words] = {
    400: Words(
        said("这一页没有看懂"),
        (said("送来的内容不完整，或者有看不见的符号。"), said("按返回键，改一改再送。")),
    ),
    403: Words(
        said("这一页不归你的账号管"),
        (said("你的账号做不了这件事。"), said("要办这件事，找你们单位的管理员。")),
    ),
    404: Words(said("没有找到这一页"), (said("网址可能写错了，也可能这一页已经撤下。"),)),
    405: Words(said("这里不能这样打开"), (said("从前一页的按钮再进来一次。"),)),
    409: Words(said("这一步现在做不了"), ()),
    413: Words(
        said("送来的东西太大了"),
        (said("一次最多 {megabytes} MB。"), said("按返回键，照片少选几张，或者拍小一点。")),
    ),
    429: Words(said("试得太多了"), (said("过 15 分钟再试。"), said("着急就打学校或县里的电话。"))),
    500: Words(
        said("我们这边出错了"),
        (
            said("不是你的错，已经送到的内容都还在。"),
            said("过几分钟再试。还不行，打电话时报下面的编号。"),
        ),
    ),
    503: Words(
        said("现在人太多，没有送到"),
        (said("什么都没有丢。"), said("按返回键，你填的都还在，过几秒再按一次。")),
    ),
}


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(NotFound, lambda _error: page(404))
    app.register_error_handler(TransitionNotAllowed, show_conflict)
    app.register_error_handler(Conflict, show_conflict)
    app.register_error_handler(FieldError, lambda error: page(400, lines=(error.message,)))
    app.register_error_handler(Busy, lambda _error: page(503))
    app.register_error_handler(PoolTimeout, lambda _error: page(503))
    app.register_error_handler(OperationalError, show_database_error)
    app.register_error_handler(Exception, show_incident)


def page(
    status: int, *, lines: tuple[str, ...] | None = None, incident: str | None = None
) -> Response:
    """The error page of this status. Opens no database: it may be the reason for the page."""
    words = WORDS[status]
    megabytes = largest_body() // (1024 * 1024)
    response = make_response(
        render_template(
            "errors/page.html",
            title=words.title,
            lines=[said(line, megabytes=megabytes) for line in words.lines]
            if lines is None
            else lines,
            ways=_ways_on(status),
            incident=incident,
        ),
        status,
    )
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Werkzeug's own errors; its redirects and ready answers pass."""
    if error.code is None or error.code < 400 or error.response is not None:
        return error
    response = page(error.code if error.code in WORDS else 500 if error.code >= 500 else 400)
    response.status_code = error.code
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def show_conflict(error: TransitionNotAllowed | Conflict) -> Response:
    return page(409, lines=(error.message,))


def show_database_error(error: OperationalError) -> Response:
    """A full disk, a lock or a lost connection is 503, nothing was written; the rest is a fault."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None and code & 0xFF not in OCCUPIED:
        return show_incident(error)
    current_app.logger.error(
        "database unavailable in %s: %s %s",
        request.endpoint,
        type(error.orig).__name__,
        getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None),
    )
    return page(503)


def show_incident(error: Exception) -> Response:
    """500 with a number; the log has the number, the classes and the lines of code, no values."""
    incident = secrets.token_hex(4)
    current_app.logger.error(
        "incident %s in %s %s: %s\n%s",
        incident,
        request.method,
        request.endpoint,
        " <- ".join(_classes(error)),
        "".join(traceback.format_tb(error.__traceback__)),
    )
    return page(500, incident=incident)


def _classes(error: BaseException | None) -> list[str]:
    names = []
    while error is not None:
        names.append(type(error).__name__)
        error = error.__cause__ or error.__context__
    return names


def _ways_on(status: int) -> list[dict[str, str]]:
    is_staff = request.path.startswith("/staff")
    ways = [
        {"word": said("回工作台"), "href": "/staff"}
        if is_staff
        else {"word": said("回首页"), "href": "/"}
    ]
    can_be_opened = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    if status in {405, 409, 429, 500, 503} and can_be_opened:
        ways.insert(0, {"word": said("重新打开这一页"), "href": request.path})
    if not is_staff:
        ways.append({"word": said("问一问"), "href": "/questions/"})
    return ways
