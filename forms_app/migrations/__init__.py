"""The database's schema, version by version, for SQLite and PostgreSQL alike; forward only.

There is no downgrade: taking a column away takes the answers in it away too. The way back is the
backup that is made before an upgrade, and code that still runs on the newer schema.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

FOLDER = Path(__file__).parent


def upgrade(engine: Engine) -> bool:
    """Bring the schema to the newest version; True when there was anything to do."""
    with engine.connect() as connection:
        if current(connection) == newest():
            return False
        _foreign_keys(connection, "OFF")
        with connection.begin_nested() if connection.in_transaction() else connection.begin():
            command.upgrade(config(connection), "head")
        _foreign_keys(connection, "ON")
    return True


def config(connection: Connection) -> Config:
    """Alembic's settings without an ini file, so that an installed package can migrate."""
    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


def newest() -> str | None:
    """The revision that this code expects."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(settings).get_current_head()


def current(connection: Connection) -> str | None:
    """The revision that this database is at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def _foreign_keys(connection: Connection, value: str) -> None:
    """SQLite changes a table by copying it; the rows that point to it must not notice."""
    raw = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and raw is not None:
        raw.execute(f"PRAGMA foreign_keys={value}")
