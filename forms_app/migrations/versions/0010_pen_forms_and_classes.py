"""Forms filled in by pen, and classes loaded from a sheet."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.add_column(sa.Column("received_on", sa.Date(), nullable=True))
    op.create_table(
        "pen_form",
        sa.Column("serial", sa.String(length=12), nullable=False),
        sa.Column("cycle", sa.String(length=80), nullable=False),
        sa.Column("is_trial", sa.Boolean(), nullable=False),
        sa.Column("print_run", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", sa.String(length=32), nullable=True),
        sa.Column("printed_by", sa.String(length=250), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address_index", sa.String(length=64), nullable=True),
        sa.Column("application_id", sa.String(length=32), nullable=True),
        sa.Column("typed_in_by", sa.String(length=250), nullable=True),
        sa.Column("typed_in_organisation_id", sa.String(length=32), nullable=True),
        sa.Column("typed_in_account_id", sa.String(length=32), nullable=True),
        sa.Column("typed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("spoiled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("spoiled_by", sa.String(length=250), nullable=True),
        sa.Column("spoiled_because", sa.String(length=20), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_pen_form_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_pen_form_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["typed_in_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_pen_form_typed_in_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pen_form")),
        sa.UniqueConstraint("application_id", name=op.f("uq_pen_form_application_id")),
        sa.UniqueConstraint("serial", name=op.f("uq_pen_form_serial")),
    )
    with op.batch_alter_table("pen_form", schema=None) as batch_op:
        batch_op.create_index("ix_pen_form_address", ["address_index", "printed_at"], unique=False)
        batch_op.create_index(
            "ix_pen_form_organisation", ["organisation_id", "printed_at"], unique=False
        )
        batch_op.create_index("ix_pen_form_run", ["print_run", "serial"], unique=False)
    op.create_table(
        "class_load",
        sa.Column("cycle", sa.String(length=80), nullable=False),
        sa.Column("organisation_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("shown_as", sa.String(length=250), nullable=False),
        sa.Column("good_rows", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_class_load_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_load")),
    )
    with op.batch_alter_table("class_load", schema=None) as batch_op:
        batch_op.create_index(
            "ix_class_load_organisation", ["organisation_id", "created_at"], unique=False
        )
    op.create_table(
        "class_entry",
        sa.Column("load_id", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", sa.String(length=32), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_class_entry_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["load_id"], ["class_load.id"], name=op.f("fk_class_entry_load_id_class_load")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_class_entry_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_entry")),
        sa.UniqueConstraint("application_id", name=op.f("uq_class_entry_application_id")),
        sa.UniqueConstraint(
            "load_id", "row_number", name=op.f("uq_class_entry_load_id_row_number")
        ),
    )
