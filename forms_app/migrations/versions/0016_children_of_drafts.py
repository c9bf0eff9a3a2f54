"""By what a lost 取件码 is found: an index of the child, filled for what is there already."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from forms_app.applications import child_index
from forms_app.applications.answers import Answers
from forms_app.sealing import SealBroken, keyring

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

APPLICATION = sa.table(
    "application",
    sa.column("id", sa.String),
    sa.column("answers_sealed", sa.LargeBinary),
    sa.column("child_index", sa.String),
)
ROWS = 500


def upgrade() -> None:
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.add_column(sa.Column("child_index", sa.String(length=64), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_application_child_index"), ["child_index"], unique=False
        )
    fill(op.get_bind())


def fill(connection: sa.Connection) -> None:
    """Needs the keys of the app: the answers are sealed. A row that no key opens stays without."""
    last = ""
    while rows := connection.execute(_after(last)).all():
        for row in rows:
            found = _index(row.id, row.answers_sealed)
            if found is not None:
                one = sa.update(APPLICATION).where(APPLICATION.c.id == row.id)
                connection.execute(one.values(child_index=found))
        last = rows[-1].id


def _after(last: str) -> sa.Select[Any]:
    return (
        sa.select(APPLICATION.c.id, APPLICATION.c.answers_sealed)
        .where(APPLICATION.c.id > last, APPLICATION.c.answers_sealed.is_not(None))
        .order_by(APPLICATION.c.id)
        .limit(ROWS)
    )


def _index(identifier: str, sealed: bytes) -> str | None:
    try:
        text = keyring().open(sealed, place=f"application.answers_sealed.{identifier}")
    except SealBroken:
        return None
    return child_index.of(Answers.model_validate_json(text))
