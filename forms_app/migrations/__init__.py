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
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from forms_app.errors import Misconfigured

FOLDER = Path(__file__).parent


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest version, in one transaction."""
    with engine.connect() as connection, _foreign_keys_asleep(connection), connection.begin():
        command.upgrade(config(connection), "head")


def revise(engine: Engine, message: str) -> None:
    """Write the next revision from what the models have and an up-to-date database has not.

    To be read and mended by whoever wrote the model: a rename looks like a loss and a gain.
    """
    with engine.connect() as connection:
        settings = config(connection)
        head = ScriptDirectory.from_config(settings).get_current_head() or "0"
        command.revision(settings, message, autogenerate=True, rev_id=f"{int(head) + 1:04}")


def config(connection: Connection) -> Config:
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
