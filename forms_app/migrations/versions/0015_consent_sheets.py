"""Sheets to sign with their pictures, and helpers who tried to answer for a guardian."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_sheet",
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("serial", sa.String(length=12), nullable=False),
        sa.Column("texts", sa.String(length=300), nullable=False),
        sa.Column("home_county", sa.String(length=6), nullable=True),
        sa.Column("organisation_id", sa.String(length=32), nullable=True),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_consent_sheet_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_consent_sheet_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_sheet")),
        sa.UniqueConstraint("serial", name=op.f("uq_consent_sheet_serial")),
    )
    is_open = sa.text("state IN ('printed', 'refused', 'sent')")
    with op.batch_alter_table("consent_sheet", schema=None) as batch_op:
        batch_op.create_index(
            "uq_consent_sheet_open",
            ["application_id"],
            unique=True,
            sqlite_where=is_open,
            postgresql_where=is_open,
        )
        batch_op.create_index(
            "ix_consent_sheet_county", ["state", "home_county", "sent_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_consent_sheet_organisation",
            ["state", "organisation_id", "sent_at", "id"],
            unique=False,
        )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sheet_id", sa.String(length=32), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_document_sheet_id_consent_sheet"), "consent_sheet", ["sheet_id"], ["id"]
        )
        batch_op.create_index(op.f("ix_document_sheet_id"), ["sheet_id"], unique=False)
    op.create_table(
        "helper_answer",
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("who_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("who_index", sa.String(length=64), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_helper_answer_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_answer")),
        sa.UniqueConstraint(
            "application_id",
            "why",
            "who_index",
            name=op.f("uq_helper_answer_application_id_why_who_index"),
        ),
    )
    with op.batch_alter_table("helper_answer", schema=None) as batch_op:
        batch_op.create_index("ix_helper_answer_at", ["last_at", "id"], unique=False)
    with op.batch_alter_table("helper_sitting", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_helper_sitting_visit_index"), ["visit_index"], unique=False)
