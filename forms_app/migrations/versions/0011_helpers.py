"""Who helped in which visit, and each change that a helper stored."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "helper_sitting",
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("visit_index", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("institution_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("helper_index", sa.String(length=64), nullable=False),
        sa.Column("institution_index", sa.String(length=64), nullable=True),
        sa.Column("authority", sa.String(length=20), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_helper_sitting_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_sitting")),
        sa.UniqueConstraint(
            "application_id",
            "visit_index",
            name=op.f("uq_helper_sitting_application_id_visit_index"),
        ),
    )
    with op.batch_alter_table("helper_sitting", schema=None) as batch_op:
        for column in ("helper_index", "institution_index"):
            batch_op.create_index(batch_op.f(f"ix_helper_sitting_{column}"), [column], unique=False)
    op.create_table(
        "helper_edit",
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("sitting_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("before_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("after_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changes_choices", sa.Boolean(), nullable=False),
        sa.Column("is_after_sending", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reverted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_helper_edit_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["helper_sitting.id"],
            name=op.f("fk_helper_edit_sitting_id_helper_sitting"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_edit")),
        sa.UniqueConstraint(
            "application_id", "number", name=op.f("uq_helper_edit_application_id_number")
        ),
    )
    with op.batch_alter_table("helper_edit", schema=None) as batch_op:
        batch_op.create_index("ix_helper_edit_at", ["at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_helper_edit_sitting_id"), ["sitting_id"], unique=False)
