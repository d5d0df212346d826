"""The first schema that stores were written in; what is older is no store of ours."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: every store has at least this schema."""
