"""What is derived and kept up to date, collections, erasure and the facets of search have tables."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables that schema 2 lacks and fill them from what is recorded."""
