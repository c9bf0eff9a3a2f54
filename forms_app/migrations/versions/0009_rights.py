"""Copies, erasure, what is left of an erased application, and the sweeps."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
        # Rows that are there already have nothing to keep; the default goes again below.
        batch_op.add_column(
            sa.Column("kept_consents", sa.JSON(), nullable=False, server_default="{}")
        )
        batch_op.add_column(
            sa.Column("physical_erased_at", sa.DateTime(timezone=True), nullable=True)
        )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.alter_column("kept_consents", server_default=None)
    _requests()
    op.create_table(
        "remainder",
        sa.Column("cycle", sa.String(length=80), nullable=False),
        sa.Column("is_trial", sa.Boolean(), nullable=False),
        sa.Column("age_band", sa.String(length=20), nullable=False),
        sa.Column("home_county", sa.String(length=6), nullable=True),
        sa.Column("programme_id", sa.String(length=80), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remainder")),
    )
    with op.batch_alter_table("remainder", schema=None) as batch_op:
        batch_op.create_index("ix_remainder_cycle", ["cycle", "outcome"], unique=False)
    op.create_table(
        "sweep",
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("is_scrubbed", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sweep")),
    )
    with op.batch_alter_table("sweep", schema=None) as batch_op:
        batch_op.create_index("ix_sweep_begun", ["begun_at"], unique=False)


def _requests() -> None:
    op.create_table(
        "copy_request",
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("shown_as", sa.String(length=250), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_copy_request_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_request")),
    )
    with op.batch_alter_table("copy_request", schema=None) as batch_op:
        batch_op.create_index("ix_copy_request_application", ["application_id", "at"], unique=False)
    op.create_table(
        "erasure_request",
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_erasure_request_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_request")),
    )
    is_open = sa.text("state IN ('asked', 'proposed', 'refusal_proposed', 'scheduled')")
    with op.batch_alter_table("erasure_request", schema=None) as batch_op:
        batch_op.create_index("ix_erasure_request_due", ["state", "due_at", "id"], unique=False)
        batch_op.create_index(
            "uq_erasure_request_open",
            ["application_id"],
            unique=True,
            sqlite_where=is_open,
            postgresql_where=is_open,
        )
