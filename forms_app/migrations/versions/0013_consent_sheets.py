"""Sheets to sign, calls that wait for their listener, helpers who answered for a guardian."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
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
    op.create_table(
        "witnessed_call",
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("serial", sa.String(length=8), nullable=False),
        sa.Column("reply_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("sitting_id", sa.String(length=32), nullable=True),
        sa.Column("read_account_id", sa.String(length=32), nullable=True),
        sa.Column("heard_account_id", sa.String(length=32), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("denied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "read_account_id <> heard_account_id", name=op.f("ck_witnessed_call_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_witnessed_call_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["helper_sitting.id"],
            name=op.f("fk_witnessed_call_sitting_id_helper_sitting"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_witnessed_call")),
        sa.UniqueConstraint("serial", name=op.f("uq_witnessed_call_serial")),
    )
    is_waiting = sa.text("confirmed_at IS NULL AND denied_at IS NULL AND ended_at IS NULL")
    with op.batch_alter_table("witnessed_call", schema=None) as batch_op:
        batch_op.create_index(
            "uq_witnessed_call_waiting",
            ["application_id"],
            unique=True,
            sqlite_where=is_waiting,
            postgresql_where=is_waiting,
        )
