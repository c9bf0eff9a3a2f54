"""Tables of commitments."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commitment",
        sa.Column("assisting_id", sa.String(length=32), nullable=False),
        sa.Column("receiving_id", sa.String(length=32), nullable=False),
        sa.Column("is_trial", sa.Boolean(), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("specialties", sa.JSON(), nullable=False),
        sa.Column("versions_sent", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("assisting_id <> receiving_id", name=op.f("ck_commitment_two_colleges")),
        sa.CheckConstraint("starts_on < ends_on", name=op.f("ck_commitment_term_in_order")),
        sa.ForeignKeyConstraint(
            ["assisting_id"],
            ["organisation.id"],
            name=op.f("fk_commitment_assisting_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["receiving_id"],
            ["organisation.id"],
            name=op.f("fk_commitment_receiving_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_commitment_assisting", ["assisting_id", "starts_on", "id"], unique=False
        )
        batch_op.create_index(
            "ix_commitment_receiving", ["receiving_id", "starts_on", "id"], unique=False
        )

    op.create_table(
        "commitment_item",
        sa.Column("commitment_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("specialty", sa.String(length=80), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("evidence", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_commitment_item_something_promised")),
        sa.CheckConstraint("value >= 0", name=op.f("ck_commitment_item_no_debt")),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_item_commitment_id_commitment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_item")),
        sa.UniqueConstraint(
            "commitment_id", "position", name=op.f("uq_commitment_item_commitment_id_position")
        ),
    )
    op.create_table(
        "commitment_version",
        sa.Column("commitment_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("terms_text", sa.Text(), nullable=False),
        sa.Column("sent_by", sa.String(length=250), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_version_commitment_id_commitment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_version")),
        sa.UniqueConstraint(
            "commitment_id", "number", name=op.f("uq_commitment_version_commitment_id_number")
        ),
    )
