"""Run by Alembic: hands it the connection of `migrations.upgrade` and the tables of the app."""

from typing import Any, Literal

from alembic import context

from forms_app.models import Base, Moment


def spell_moment(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A revision outlives the classes of the app, so it names the plain type."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
    render_item=spell_moment,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
