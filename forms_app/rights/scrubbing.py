"""Take what was erased out of the database's own files. The only module that knows how.

SQLite overwrites what is deleted (`secure_delete`) but keeps old pages in its write-ahead log, and
PostgreSQL keeps dead rows, so both are asked to write the tables anew. PostgreSQL's own log and
every backup hold what they held until their time is over.
"""

from __future__ import annotations

import sqlite3

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from forms_app.errors import Busy

TABLES = (
    "application",
    "application_choice",
    "application_version",
    "consent_entry",
    "document",
    "guardian_link",
    "helper_edit",
    "helper_sitting",
    "history",
    "message",
    "opening_tries",
)
"""Where answers, codes, numbers and words of people stand."""


def scrub(engine: Engine, *, wait_seconds: int = 10) -> None:
    """Raises Busy when others hold the files for longer than `wait_seconds`; nothing is lost then.

    Takes the time to copy the tables. While one is copied, whoever writes to it waits.
    """
    try:
        if engine.dialect.name == "sqlite":
            _scrub_sqlite(engine, wait_seconds)
        else:
            _scrub_postgresql(engine, wait_seconds)
    except (OperationalError, sqlite3.OperationalError) as error:
        raise Busy("the files of the database are in use") from error


def _scrub_postgresql(engine: Engine, wait_seconds: int) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # No time at all would be written as 0, which PostgreSQL reads as for ever.
        connection.execute(text(f"SET lock_timeout = '{max(wait_seconds * 1000, 1)}ms'"))
        try:
            for table in TABLES:
                connection.execute(text(f'VACUUM (FULL, ANALYZE) "{table}"'))
        finally:
            connection.execute(text("RESET lock_timeout"))


def _scrub_sqlite(engine: Engine, wait_seconds: int) -> None:
    """On the driver's own connection: inside a transaction neither command does anything."""
    connection = engine.raw_connection()
    try:
        raw = connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA query_only=OFF")
        raw.execute(f"PRAGMA busy_timeout={wait_seconds * 1000}")
        raw.execute("VACUUM")
        is_busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise Busy("somebody reads an older state of the database")
    finally:
        connection.invalidate()  # Its waiting time is not that of the others.
