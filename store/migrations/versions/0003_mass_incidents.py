"""mass incidents"""

import sqlalchemy as sa
from alembic import op

import store.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("texts", store.types.JsonValue(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("noticed_at", store.types.UtcDateTime(), nullable=False),
        sa.Column("declared_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("declared_at", store.types.UtcDateTime(), nullable=True),
        sa.Column("repaired_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("repaired_at", store.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["declared_by"], ["people.id"], name=op.f("fk_incidents_declared_by_people")),
        sa.ForeignKeyConstraint(["repaired_by"], ["people.id"], name=op.f("fk_incidents_repaired_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index("ix_incidents_topic", "incidents", ["topic", "id"])
    op.create_index(
        "ix_incidents_live",
        "incidents",
        ["topic"],
        unique=True,
        sqlite_where=sa.text("stage IN ('noticed', 'open')"),
        postgresql_where=sa.text("stage IN ('noticed', 'open')"),
    )
    op.add_column(
        "cases",
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    )
    op.create_index(
        "ix_cases_incident",
        "cases",
        ["incident_id"],
        sqlite_where=sa.text("incident_id IS NOT NULL"),
        postgresql_where=sa.text("incident_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_cases_incident", "cases")
    op.drop_column("cases", "incident_id")
    op.drop_table("incidents")
