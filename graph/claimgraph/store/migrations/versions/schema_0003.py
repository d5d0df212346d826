"""What is derived and kept up to date, collections, erasure and the facets of search have tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import text

revision = "0003"
down_revision = "0002"

_LIVING = text("retracted_seq IS NULL")


def upgrade() -> None:
    """Make the tables that schema 2 lacks and fill them from what is recorded."""
    _derived()
    _joined()


def _joined() -> None:
    """Mark the names for which another one stands now."""
    for name in ("source", "entity"):
        op.add_column(name, sa.Column("joined", sa.Integer))
        op.execute(
            f"UPDATE {name} SET joined = (SELECT recorded_seq FROM identity WHERE identity.id = {name}.id AND retracted_seq IS NULL) "  # noqa: S608 — names of ours
            "WHERE retracted_seq IS NULL"
        )
        alone = text("retracted_seq IS NULL AND joined IS NULL")
        op.create_index(f"ix_{name}_alone", name, ["recorded_seq", "id"], sqlite_where=alone, postgresql_where=alone)


def _derived() -> None:
    """What is derived: empty, as `claimgraph.derive` fills it when it first follows the journal."""
    op.create_index("ix_identity_order", "identity", ["recorded_seq"])
    op.create_index("ix_identity_gone", "identity", ["retracted_seq"])
    op.create_table(
        "derived",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("kind", "id")),
        sa.Column("recorded_seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("retracted_seq", sa.Integer),
        sa.Column("rank", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_derived_rank", "derived", ["kind", "rank", "id"], sqlite_where=_LIVING, postgresql_where=_LIVING)
    op.create_table(
        "derived_key",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("kind", "name", "value", "id")),
        sa.Column("recorded_seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("retracted_seq", sa.Integer),
    )
    op.create_index("ix_derived_key_id", "derived_key", ["id", "kind"])
    op.create_table(
        "tally",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("kind", "name", "value")),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_index("ix_tally_number", "tally", ["kind", "name", "number"])
