"""Where tests start that look at what comes after: a family's way, walked once and put back.

The first test of a worker and database walks every page of it. Later ones find the rows and the
cookie that it left, identifiers and seals included, in a database as fresh as that one was.
"""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, g, has_app_context
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.extensions import db
from forms_app.models import Base
from tests.forms_app.applications import guardians
from tests.forms_app.applications.journey import Family

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Walk = Callable[[Family], str]
VISIT = "visit"


@dataclass(frozen=True)
class Left:
    """What one way left in tables that were empty before, and in its browser."""

    added: Rows
    cookie: str
    answer: str


_left: dict[tuple[str, str, datetime], Left] = {}


def begun(family: Family) -> str:
    """The first page is stored; answers the 取件码."""
    return start_from(family, "begun", Family.begin)


def filled(family: Family) -> str:
    """Every page is filled in and nothing sent; answers the 取件码."""
    return start_from(family, "filled", _fill)


def applied(family: Family) -> str:
    """The application is sent, the receipt not yet looked at; answers the 取件码."""
    return start_from(family, "applied", Family.apply)


def asked(family: Family) -> str:
    """A guardian far away is asked for the consents; answers the 同意码."""
    return start_from(family, "asked", guardians.begin)


def start_from(family: Family, name: str, walk: Walk) -> str:
    """The end of `walk`; answers what it answered.

    AssertionError where the test has written before what `walk` writes. A test that changes how the
    app works does so afterwards, or walks itself.
    """
    client = family.client
    app = client.application
    _commit_the_test_s_own()
    assert client.get_cookie(VISIT) is None, "this browser has been somewhere already"
    key = (str(app.extensions["qianxiao.engine"].url), name, clock.now())
    if key in _left:
        left = _left[key]
        _apart(app, lambda: _put_back(left))
        client.set_cookie(VISIT, left.cookie)
        return left.answer
    before: Rows = _apart(app, rows)
    answer = walk(family)
    after: Rows = _apart(app, rows)
    added = {table: after[table] for table in after if after[table] != before[table]}
    assert not any(before[table] for table in added), "a way to start from finds no other rows"
    cookie = client.get_cookie(VISIT)
    assert cookie is not None
    _left[key] = Left(added=added, cookie=cookie.value, answer=answer)
    return answer


def rows() -> Rows:
    """Every row of every table, as it is stored."""
    with db.reading_session() as reading:
        return {table.name: _rows_of(reading, table) for table in Base.metadata.sorted_tables}


def _rows_of(session: Session, table: Table) -> list[Row]:
    found = session.execute(select(table).order_by(table.c.id))
    return [dict(row) for row in found.mappings()]


def _put_back(left: Left) -> None:
    with db.writing_session() as writing:
        for table in Base.metadata.sorted_tables:
            if table.name in left.added:
                assert not _rows_of(writing, table), f"{table.name} has other rows: walk instead"
                writing.execute(table.insert(), left.added[table.name])
        writing.commit()


def _apart(app: Flask, do: Callable[[], Any]) -> Any:
    """In an app context of its own, as a request runs."""

    def run() -> Any:
        with app.app_context():
            return do()

    return contextvars.Context().run(run)


def _commit_the_test_s_own() -> None:
    if has_app_context() and "session" in g:
        g.session.commit()
        g.session.expire_all()


def _fill(family: Family) -> str:
    code = family.begin()
    family.fill_all()
    return code
