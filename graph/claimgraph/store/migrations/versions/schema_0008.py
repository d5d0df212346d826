"""What is derived is found by the entry that changed it, for whoever keeps a copy of it up to date."""

from alembic import op
from sqlalchemy import text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the indexes."""
    gone = text("retracted_seq IS NOT NULL")
    op.create_index("ix_derived_order", "derived", ["recorded_seq", "kind", "id"])
    columns = ["retracted_seq", "kind", "id", "recorded_seq"]
    op.create_index("ix_derived_gone", "derived", columns, sqlite_where=gone, postgresql_where=gone)
