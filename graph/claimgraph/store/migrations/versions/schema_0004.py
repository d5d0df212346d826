"""Trust profiles have a table, of which no store has any yet, some indexes hold more, and in SQLite some keys are indexes of their own."""

import re

import sqlalchemy as sa
from alembic import op
from sqlalchemy import text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table and the indexes that schema 3 lacks."""
    op.create_table(
        "trust",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("recorded_seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("retracted_seq", sa.Integer),
        sa.Column("name", sa.Text),
        sa.Column("collection", sa.Text),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_trust_name", "trust", ["name"])
    gone = text("retracted_seq IS NOT NULL")
    op.create_index("ix_trust_gone", "trust", ["retracted_seq", "id"], sqlite_where=gone, postgresql_where=gone)
    op.create_index("ix_trust_order", "trust", ["recorded_seq", "id", "retracted_seq"])
    _widen_indexes()
    if op.get_bind().dialect.name == "sqlite":
        for name in ("assertion", "judgement", "mention"):
            loosen_key(name)


def loosen_key(name: str) -> None:
    """Make a table anew whose key can be left out while a store is filled, unless it can already; SQLite cannot alter one."""
    connection = op.get_bind()
    parts = text("SELECT name, sql FROM sqlite_master WHERE tbl_name = :name AND sql IS NOT NULL")
    made = {row.name: str(row.sql) for row in connection.execute(parts, {"name": name})}
    columns, *keyed = re.split(r",\s*PRIMARY KEY \(([^)]*)\)", made.pop(name))
    if not keyed:
        return
    key, end = keyed
    op.rename_table(name, f"{name}_before")
    connection.exec_driver_sql(columns + end)
    op.execute(f"INSERT INTO {name} SELECT * FROM {name}_before ORDER BY rowid")  # noqa: S608 — names of ours
    op.drop_table(f"{name}_before")
    for index in made.values():
        connection.exec_driver_sql(index)
    op.create_index(f"ix_{name}_key", name, key.split(", "), unique=True)


def _widen_indexes() -> None:
    """Let indexes alone answer which claims a voice speaks of, the newest first, what an outlet published, and who is graded."""
    wider = (
        ("assertion", "speaker", "retracted_seq", "root_claim"),
        ("assertion", "root_claim", "retracted_seq", "speaker"),
        ("identity", "head", "collection", "retracted_seq", "id"),
        ("judgement", "target", "verdict"),
    )
    for table, first, *others in wider:
        op.drop_index(f"ix_{table}_{first}", table)
        op.create_index(f"ix_{table}_{first}", table, [first, *others])
    for table in ("source", "entity"):
        op.drop_index(f"ix_{table}_name_key", table)
        op.create_index(f"ix_{table}_name_key", table, [text("substr(name_key, 1, 256)"), "recorded_seq", "id"])
    op.create_index("ix_document_publisher", "document", [text("substr(publisher, 1, 256)")])
    living = text("retracted_seq IS NULL")
    op.create_index("ix_claim_living", "claim", ["id", "recorded_seq"], sqlite_where=living, postgresql_where=living)
