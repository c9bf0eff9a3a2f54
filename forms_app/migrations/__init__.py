"""The database's schema, version by version, for SQLite and PostgreSQL alike; forward only.

There is no downgrade: taking a column away takes the answers in it away too. The way back is the
backup that is made before an upgrade, and code that still runs on the newer schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from forms_app.errors import Misconfigured
from forms_app.extensions import READ_ONLY

FOLDER = Path(__file__).parent


def upgrade(engine: Engine) -> bool:
    """Bring the schema to the newest version, in one transaction; True when there was work."""
    if current(engine) == newest():
        return False
    with engine.connect() as connection, _foreign_keys_asleep(connection), connection.begin():
        command.upgrade(config(connection), "head")
    return True


def current(engine: Engine) -> str | None:
    """The revision that this database is at; None for an empty one."""
    with engine.execution_options(**{READ_ONLY: True}).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The revision that this code expects."""
    return ScriptDirectory.from_config(config()).get_current_head()


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings without an ini file, so that an installed package can migrate."""
    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return made


@contextmanager
def _foreign_keys_asleep(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying it; the rows that point to it must not notice.

    The pragma does nothing inside a transaction, so it goes to the driver before one begins.
    """
    raw = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or raw is None:
        yield
        return
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise Misconfigured(f"the upgrade left rows of {broken[0][0]} pointing nowhere")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")
