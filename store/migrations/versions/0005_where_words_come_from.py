"""where words come from"""

import sqlalchemy as sa
from alembic import op

import store.types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("origin", store.types.JsonValue(), nullable=True))
    op.add_column("customers", sa.Column("came_by", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("customers", "came_by")
    op.drop_column("messages", "origin")
