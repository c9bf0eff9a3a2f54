"""Tables of applications."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "application_counter",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_counter")),
        sa.UniqueConstraint("year", name=op.f("uq_application_counter_year")),
    )
    op.create_table(
        "opening_tries",
        sa.Column("key_index", sa.String(length=64), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_tries")),
        sa.UniqueConstraint("key_index", name=op.f("uq_opening_tries_key_index")),
    )
    op.create_table(
        "closed_visit",
        sa.Column("token_index", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_visit")),
        sa.UniqueConstraint("token_index", name=op.f("uq_closed_visit_token_index")),
    )
    op.create_table(
        "application",
        sa.Column("cycle", sa.String(length=80), nullable=False),
        sa.Column("is_trial", sa.Boolean(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("client_key", sa.String(length=64), nullable=False),
        sa.Column("code_index", sa.String(length=64), nullable=False),
        sa.Column("code_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("code_generation", sa.Integer(), nullable=False),
        sa.Column("code_given_by", sa.String(length=250), nullable=True),
        sa.Column("code_given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("birth_index", sa.String(length=64), nullable=True),
        sa.Column("identity_index", sa.String(length=64), nullable=True),
        sa.Column("home_county", sa.String(length=6), nullable=True),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answers_version", sa.Integer(), nullable=False),
        sa.Column("returned_fields", sa.JSON(), nullable=False),
        sa.Column("answer_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seat_organisation_id", sa.String(length=32), nullable=True),
        sa.Column("assignee_id", sa.String(length=32), nullable=True),
        sa.Column("refusal_proposed_by", sa.String(length=32), nullable=True),
        sa.Column("refusal_proposed_in", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["seat_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_application_seat_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["refusal_proposed_in"],
            ["organisation.id"],
            name=op.f("fk_application_refusal_proposed_in_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("client_key", name=op.f("uq_application_client_key")),
        sa.UniqueConstraint("code_index", name=op.f("uq_application_code_index")),
        sa.UniqueConstraint("number", name=op.f("uq_application_number")),
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_application_home_county"), ["home_county"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_application_identity_index"), ["identity_index"], unique=False
        )
        batch_op.create_index(
            "ix_application_queue", ["cycle", "state", "submitted_at", "id"], unique=False
        )
        batch_op.create_index(
            "uq_application_live_child",
            ["cycle", "identity_index"],
            unique=True,
            sqlite_where=sa.text(
                "identity_index IS NOT NULL AND state NOT IN ('declined', 'draft', 'withdrawn')"
            ),
            postgresql_where=sa.text(
                "identity_index IS NOT NULL AND state NOT IN ('declined', 'draft', 'withdrawn')"
            ),
        )

    op.create_table(
        "application_choice",
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.String(length=80), nullable=False),
        sa.Column("organisation_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_choice_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_application_choice_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_choice")),
        sa.UniqueConstraint(
            "application_id",
            "programme_id",
            name=op.f("uq_application_choice_application_id_programme_id"),
        ),
        sa.UniqueConstraint(
            "application_id", "rank", name=op.f("uq_application_choice_application_id_rank")
        ),
    )
    with op.batch_alter_table("application_choice", schema=None) as batch_op:
        batch_op.create_index(
            "ix_application_choice_organisation",
            ["organisation_id", "application_id"],
            unique=False,
        )

    op.create_table(
        "application_version",
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sent_by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_version_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_version")),
        sa.UniqueConstraint(
            "application_id", "number", name=op.f("uq_application_version_application_id_number")
        ),
    )
