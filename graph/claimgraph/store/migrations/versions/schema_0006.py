"""Lists of the claims of sources and entities are kept in their order, those of a source with what it says together with others.

An index of the living claims that repeated their key is gone.
"""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy import text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables; lists are filled by whoever follows the journal next, from its beginning."""
    op.drop_index("ix_claim_living", "claim", if_exists=True)
    op.create_table("listed", *_key("name", "value"), _number("age"), *_key("id"), sqlite_with_rowid=False)
    op.create_table("member", *_key("collective", "source"), _number("recorded_seq"))
    op.create_index("ix_member_source", "member", ["source"])
    op.execute("DELETE FROM meta WHERE key = 'derived'")
    connection = op.get_bind()
    collectives = text("SELECT id, recorded_seq, body FROM source WHERE kind = 'collective' AND body <> ''")
    write = text("INSERT INTO member (collective, source, recorded_seq) VALUES (:collective, :source, :seq)")
    for rows in connection.execute(collectives, execution_options={"yield_per": 1_000}).partitions():
        members = [(row, name) for row in rows for name in json.loads(row.body)["members"]]
        if members:
            connection.execute(write, [{"collective": row.id, "source": name, "seq": row.recorded_seq} for row, name in members])


def _key(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, primary_key=True) for name in names]


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)
