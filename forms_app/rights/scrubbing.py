"""Take what was erased out of the database's own files. The only module that knows how.

SQLite overwrites what is deleted (`secure_delete`) but keeps old pages in its write-ahead log, and
PostgreSQL keeps dead rows, so both are asked to write the tables anew. PostgreSQL's own log and
every backup hold what they held until their time is over.
"""

from __future__ import annotations

import re
import sqlite3
from time import monotonic, sleep

from psycopg.errors import Diagnostic
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from forms_app.errors import Busy

TABLES = (
    "application",
    "application_choice",
    "application_version",
    "class_row",
    "consent_entry",
    "consent_sheet",
    "document",
    "guardian_link",
    "helper_answer",
    "helper_edit",
    "helper_sitting",
    "history",
    "message",
    "opening_tries",
    "witnessed_call",
)
"""Where answers, codes, numbers and words of people stand."""

SAMPLED = "pg_statistic"
"""Where PostgreSQL keeps values that it has sampled of every column, those that are gone as well.

The owner of the database may have it written anew; for another role it is passed over, which
PostgreSQL's log says.
"""

OLDER_READERS = text(
    """
    SELECT EXISTS (
        SELECT FROM (
            SELECT greatest(age(backend_xmin), age(backend_xid)) AS age FROM pg_stat_activity
            WHERE coalesce(datname, current_database()) = current_database()
                AND pid <> pg_backend_pid()
            UNION ALL SELECT age(transaction) FROM pg_prepared_xacts
            WHERE database = current_database()
            UNION ALL SELECT age(xmin) FROM pg_replication_slots
        ) AS holders
        WHERE age > txid_snapshot_xmax(txid_current_snapshot()) - :now
    )
    """
)
"""Sessions, prepared transactions and standbys that began before transaction number `now`."""


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
            until = monotonic() + wait_seconds
            _wait_for_older_readers(connection, until)
            for table in TABLES:
                _write_anew(connection, table, until)
                connection.execute(text(f'ANALYZE "{table}"'))
            _write_anew(connection, SAMPLED, until)
        finally:
            connection.execute(text("RESET lock_timeout"))


def _write_anew(connection: Connection, table: str, until: float) -> None:
    """Raises Busy when rows that are gone were copied along until the end.

    A session that is only just starting may still see them and is in no list yet, so PostgreSQL
    is asked what it has done.
    """
    while _rows_copied_dead(connection, table):
        if monotonic() >= until:
            raise Busy("somebody reads an older state of the database")
        sleep(0.1)


def _rows_copied_dead(connection: Connection, table: str) -> int:
    """Write the table anew; how many of the rows in it are gone and were kept all the same."""
    told: list[int] = []

    def note(diagnostic: Diagnostic) -> None:
        # "N dead row versions cannot be removed yet.", in whatever language the server speaks.
        if number := re.search(r"\d+", diagnostic.message_detail or ""):
            told.append(int(number[0]))

    driver = connection.connection.driver_connection
    assert driver is not None
    driver.add_notice_handler(note)
    try:
        connection.execute(text(f'VACUUM (FULL, VERBOSE) "{table}"'))
    finally:
        driver.remove_notice_handler(note)
    return sum(told)


def _wait_for_older_readers(connection: Connection, until: float) -> None:
    """Raises Busy while anybody may still see what was erased: VACUUM FULL copies such rows along.

    A backup or a report holds such a snapshot without a lock that would stop us. Sessions of other
    roles are seen by a superuser or a member of pg_read_all_stats only.
    """
    now = connection.scalar(text("SELECT txid_snapshot_xmax(txid_current_snapshot())"))
    while connection.scalar(OLDER_READERS, {"now": now}):
        if monotonic() >= until:
            raise Busy("somebody reads an older state of the database")
        sleep(0.1)


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
