"""Documents are found by the hash of their text: which other ones carry the very same is told."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_document_sha256", "document", ["sha256"])
