"""Proposals that wait for the guardian, helpers with accounts, classes that load row by row."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("helper_edit", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_proposed", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        for moment in ("declined_at", "ended_at"):
            batch_op.add_column(sa.Column(moment, sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("answered_by", sa.String(length=100), nullable=True))
    waits = sa.text(
        "is_proposed AND confirmed_at IS NULL AND declined_at IS NULL AND ended_at IS NULL"
    )
    with op.batch_alter_table("helper_edit", schema=None) as batch_op:
        batch_op.alter_column("is_proposed", server_default=None)
        batch_op.create_index(
            "uq_helper_edit_waiting",
            ["application_id"],
            unique=True,
            sqlite_where=waits,
            postgresql_where=waits,
        )
    with op.batch_alter_table("helper_sitting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("account_id", sa.String(length=32), nullable=True))
    with op.batch_alter_table("guardian_link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sitting_id", sa.String(length=32), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_guardian_link_sitting_id_helper_sitting"),
            "helper_sitting",
            ["sitting_id"],
            ["id"],
        )
    is_named = sa.text("kind IN ('school', 'village')")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index(
            "uq_organisation_named",
            ["kind", "division", "name"],
            unique=True,
            sqlite_where=is_named,
            postgresql_where=is_named,
        )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.alter_column("history_id", existing_type=sa.String(length=32), nullable=True)
        batch_op.add_column(sa.Column("edit_id", sa.String(length=32), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_message_edit_id_helper_edit"), "helper_edit", ["edit_id"], ["id"]
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_message_edit_id_channel"), ["edit_id", "channel"]
        )
    with op.batch_alter_table("class_load", schema=None) as batch_op:
        batch_op.add_column(sa.Column("authority", sa.String(length=20), nullable=True))
    op.create_table(
        "class_row",
        sa.Column("load_id", sa.String(length=32), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["load_id"], ["class_load.id"], name=op.f("fk_class_row_load_id_class_load")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_row")),
        sa.UniqueConstraint("load_id", "row_number", name=op.f("uq_class_row_load_id_row_number")),
    )
