"""The database and its sessions: one engine, read sessions that cannot write, a fair write lock.

SQLite's own busy handler starves writers for seconds and a deferred BEGIN fails at once under
load, so a write transaction here begins with BEGIN IMMEDIATE and waits in a first-in-first-out
queue inside the process. PostgreSQL needs neither and gets neither.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from forms_app.write_queue import WriteQueue

READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
READ_ONLY = "qianxiao_read_only"
HOLDS_QUEUE = "qianxiao_holds_queue"
ONLY_READS = "qianxiao_only_reads"


def make_engine(url: str, *, threads: int, write_wait_seconds: float) -> Engine:
    """Build the engine for SQLite or PostgreSQL with the settings of the reliability design."""
    # An error's text must not quote what a person typed: it may end in a log.
    hidden = {"hide_parameters": True}
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(
            url, pool_size=threads + 4, max_overflow=0, pool_timeout=30, **hidden
        )
        _set_sqlite_up(engine, WriteQueue(write_wait_seconds))
        return engine
    return create_engine(
        url, pool_size=threads, max_overflow=4, pool_timeout=30, pool_pre_ping=True, **hidden
    )


def _set_sqlite_up(engine: Engine, queue: WriteQueue) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # BEGIN is ours, see begin() below.
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "busy_timeout=10000",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(READ_ONLY):
            only_read(connection, True)
            connection.exec_driver_sql("BEGIN")
            return
        if not connection.info.get(HOLDS_QUEUE):
            queue.wait_for_turn()
            connection.info[HOLDS_QUEUE] = True
        only_read(connection, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def only_read(connection: Connection, wanted: bool) -> None:
        """Set it where it is not so already: most requests read, on connections that only read."""
        if connection.info.get(ONLY_READS) is not wanted:
            connection.exec_driver_sql(f"PRAGMA query_only={'ON' if wanted else 'OFF'}")
            connection.info[ONLY_READS] = wanted

    @event.listens_for(engine, "checkin")
    def let_the_next_one_write(_connection: object, record: Any) -> None:
        if record.info.pop(HOLDS_QUEUE, False):
            queue.done()


class Database:
    """Sessions of the request at hand: GET reads and cannot write, POST writes."""

    def init_app(self, app: Flask, engine: Engine) -> None:
        app.extensions["qianxiao.engine"] = engine
        app.teardown_appcontext(self._close)

    @property
    def engine(self) -> Engine:
        engine: Engine = current_app.extensions["qianxiao.engine"]
        return engine

    @property
    def session(self) -> Session:
        """The session of this request or command, opened at first use."""
        if "session" not in g:
            reads = has_request_context() and request.method in READING_METHODS
            g.session = self.reading_session() if reads else self.writing_session()
        session: Session = g.session
        return session

    def writing_session(self) -> Session:
        """A session of its own that may write; the caller closes it."""
        return Session(self.engine, expire_on_commit=False)

    def reading_session(self) -> Session:
        """A session of its own that cannot write: the database refuses, not our good manners."""
        options = {READ_ONLY: True, "postgresql_readonly": True}
        return Session(self.engine.execution_options(**options), expire_on_commit=False)

    def _close(self, _error: BaseException | None) -> None:
        session: Session | None = g.pop("session", None)
        if session is not None:
            session.close()


db = Database()
