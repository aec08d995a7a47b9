"""roles that end with the place in the group, or with the setting"""

import sqlalchemy as sa
from alembic import op

import store.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "group_members",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("at", store.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_group_members_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "chat_id", name=op.f("pk_group_members")),
    )
    op.add_column(
        "people", sa.Column("suspended", store.types.JsonValue(), nullable=False, server_default="[]")
    )
    op.add_column("role_changes", sa.Column("origin", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("role_changes", "origin")
    op.drop_column("people", "suspended")
    op.drop_table("group_members")
