"""What the tests do with a request, and what they ask of the rows and of the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app.applications.models import Application
from forms_app.documents.models import Document
from forms_app.extensions import db
from forms_app.rights.models import ErasureRequest
from forms_app.running import settings
from tests.forms_app.applications.journey import BORN, Family, hidden_fields
from tests.forms_app.documents import files
from tests.forms_app.review import pages


def application_of(session: Session) -> Application:
    session.expire_all()
    return session.scalars(select(Application)).one()


def request_of(session: Session) -> ErasureRequest:
    session.expire_all()
    return session.scalars(select(ErasureRequest)).one()


def send_photo(family: Family, kind: str = "户口簿") -> TestResponse:
    page = family.read("/apply/documents")
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    whose = page.split('name="whose" value="')[1].split('"')[0]
    return family.client.post(
        "/apply/documents",
        data={
            "csrf_token": token,
            "whose": whose,
            "kind": kind,
            "pictures": [(BytesIO(files.photo(400, 300)), "a.jpg")],
        },
        content_type="multipart/form-data",
    )


def open_with(client: FlaskClient, code: str) -> TestResponse:
    page = client.get("/apply/open").get_data(as_text=True)
    return client.post("/apply/open", data={**hidden_fields(page), "code": code, **BORN})


def database_files(session: Session) -> Iterator[Path]:
    """Every file in which this database keeps its rows; what is in memory is written out first.

    PostgreSQL's own log is left out: it is turned over by the server, and no page of ours is in it.
    """
    session.commit()
    if db.engine.dialect.name == "sqlite":
        yield from sorted(settings().data.glob("qianxiao.sqlite3*"))
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        folder = Path(connection.scalar(text("SHOW data_directory")) or "")
        number = connection.scalar(
            text("SELECT oid FROM pg_database WHERE datname = current_database()")
        )
    yield from sorted(one for one in (folder / "base" / str(number)).iterdir() if one.is_file())


def stored_files(session: Session) -> list[Path]:
    """The pictures that a row names; the folder is shared by the tests."""
    names = session.scalars(select(Document.file_name).order_by(Document.id))
    return [settings().data / "documents" / name[:2] / name for name in names]


def found_in(paths: Iterator[Path] | list[Path], wanted: list[bytes]) -> list[bytes]:
    """Those of `wanted` that stand in any of the files."""
    contents = [path.read_bytes() for path in paths]
    return [one for one in wanted if any(one in content for content in contents)]


def ask(family: Family) -> None:
    answer = family.send("/apply/erasure", step="ask")
    assert (answer.status_code, answer.location) == (303, "/apply/erasure")


def answer(client: FlaskClient, session: Session, verdict: str, reason: str = "") -> str:
    """One person of an office decides; what stands on the page after it."""
    address = f"/staff/erasures/{request_of(session).id}"
    sent = pages.press(client, client.get(address), verdict=verdict, reason=reason)
    assert sent.status_code == 303, sent.get_data(as_text=True)
    return client.get(sent.location).get_data(as_text=True)


def erase(family: Family, session: Session, browser_of: Callable[[str], FlaskClient]) -> None:
    """From the family's request to the second person."""
    ask(family)
    answer(browser_of("desk"), session, "erase")
    answer(browser_of("officer"), session, "agree")
