"""How often a page asks the database and waits for the disk: counted, not timed.

A crowd is slow by what each page does too often. A page that needs one query more than is written
here fails, and somebody decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from forms_app.documents import pictures
from tests.forms_app.applications.journey import PAGES, Family, hidden_fields
from tests.forms_app.documents.files import photo

READING = {"/apply/code": 1, "/apply/tasks": 2, "/apply/check": 1, "/apply/documents": 2}
"""Address -> queries of a page that only reads, the one that lets the family in among them."""
SAVING = 4
"""Let in, load, lock, write."""
SENDING = 17


@dataclass
class Asked:
    """Statements, without the ones that begin and end, and commits that reach the disk."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0
    transactions: int = 0


@contextmanager
def counted(engine: Engine) -> Iterator[Asked]:
    asked = Asked()

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE"}:
            asked.statements.append(statement)

    def note_commit(_connection: object) -> None:
        asked.commits += 1

    def note_begin(_connection: object) -> None:
        asked.transactions += 1

    listeners = {"before_cursor_execute": note, "commit": note_commit, "begin": note_begin}
    for name, listener in listeners.items():
        event.listen(engine, name, listener)
    try:
        yield asked
    finally:
        for name, listener in listeners.items():
            event.remove(engine, name, listener)


@pytest.fixture
def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["qianxiao.engine"]
    return found


def test_a_page_asks_little_and_writes_once(client: FlaskClient, engine: Engine) -> None:
    family = Family(client)
    family.begin()
    for task in PAGES:
        with counted(engine) as asked:
            family.read(f"/apply/tasks/{task}")
        assert (len(asked.statements), asked.transactions, asked.commits) == (1, 1, 0), task
    family.fill_all()
    for address, most in READING.items():
        with counted(engine) as asked:
            family.read(address)
        assert (len(asked.statements), asked.transactions) == (most, 1), address
    fields = hidden_fields(family.read("/apply/tasks/contact"))
    with counted(engine) as asked:
        answer = client.post(
            "/apply/tasks/contact", data={**fields, **PAGES["contact"], "phone": "13700000000"}
        )
    assert answer.status_code == 303
    assert (len(asked.statements), asked.transactions, asked.commits) == (SAVING, 2, 1)


def test_a_submission_is_one_durable_commit(
    app: Flask, client: FlaskClient, engine: Engine
) -> None:
    Family(app.test_client()).apply()  # Makes the row of the year's counter.
    family = Family(client)
    family.begin()
    family.fill_all()
    fields = hidden_fields(family.read("/apply/check"))
    with counted(engine) as asked:
        assert client.post("/apply/check", data=fields).location == "/apply/receipt"
    assert asked.commits == 1
    assert len(asked.statements) == SENDING, asked.statements


def test_nobody_waits_for_the_database_while_a_photo_is_drawn_anew(
    client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite has one writer: who holds its turn while decoding holds everybody."""
    family = Family(client)
    family.begin()
    family.fill_all()
    page = family.read("/apply/documents")
    tokens = {
        name: page.split(f'name="{name}" value="')[1].split('"')[0]
        for name in ("csrf_token", "whose")
    }
    held: list[int] = []
    really = pictures.pictures_of

    def drawn(file: BytesIO) -> list[bytes]:
        held.append(engine.pool.checkedout())  # type: ignore[attr-defined]
        return really(file)

    monkeypatch.setattr(pictures, "pictures_of", drawn)
    answer = client.post(
        "/apply/documents",
        data={**tokens, "kind": "毕业证", "pictures": (BytesIO(photo(80, 60)), "1.jpg")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303
    assert held == [0]
