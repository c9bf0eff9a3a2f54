"""Take what was erased out of the database's own files. The only module that knows how.

SQLite overwrites what is deleted (`secure_delete`) but keeps old pages in its write-ahead log, and
PostgreSQL keeps dead rows, so both are asked to write the tables anew. PostgreSQL's own log and
every backup hold what they held until their time is over.
"""

from __future__ import annotations

from sqlalchemy import Engine, text

TABLES = (
    "application",
    "application_choice",
    "application_version",
    "document",
    "history",
    "message",
    "opening_tries",
)
WAIT_FOR_TABLE = "30s"


def scrub(engine: Engine) -> None:
    """Raises OperationalError when others hold the database for too long; the next run tries again.

    Takes the time to copy the tables. While one is copied, whoever writes to it waits.
    """
    if engine.dialect.name == "sqlite":
        _scrub_sqlite(engine)
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SET lock_timeout = '{WAIT_FOR_TABLE}'"))
        for table in TABLES:
            connection.execute(text(f'VACUUM (FULL, ANALYZE) "{table}"'))
        connection.execute(text("RESET lock_timeout"))


def _scrub_sqlite(engine: Engine) -> None:
    """On the driver's own connection: inside a transaction neither command does anything."""
    connection = engine.raw_connection()
    try:
        raw = connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA query_only=OFF")
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
