"""What is derived and kept up to date, collections, erasure and the facets of search have tables."""

import json
import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Connection, RowMapping, text

revision = "0003"
down_revision = "0002"
TIME = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![0-9X])")
ID = re.compile(r"(?:document|claim|source|entity)-[a-z2-7]{20}")
ALIVE = "recorded_seq <= :until AND (retracted_seq IS NULL OR retracted_seq > :until)"
NEVER = 2**31 - 1

_LIVING, _GONE = text("retracted_seq IS NULL"), text("retracted_seq IS NOT NULL")


def upgrade() -> None:
    """Make the tables that schema 2 lacks and fill them from what is recorded."""
    _collections()
    _derived()
    _joined()
    _facets(op.get_bind())
    _erasure()


def _erasure() -> None:
    columns = (sa.Column("id", sa.Text, primary_key=True), sa.Column("seq", sa.Integer, nullable=False), sa.Column("sha256", sa.Text))
    op.create_table("erased", *columns)
    for column in ("seq", "sha256"):
        op.create_index(f"ix_erased_{column}", "erased", [column])


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
    op.create_index("ix_identity_gone", "identity", ["retracted_seq"], sqlite_where=_GONE, postgresql_where=_GONE)
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


def _facets(connection: Connection) -> None:
    """Give every passage its facets, as they were when it was last alive, and index them beside its words."""
    if connection.dialect.name == "sqlite":
        _facets_of_a_file(connection)
    else:
        _facets_of_a_server(connection)


def _facets_of_a_file(connection: Connection) -> None:
    op.drop_table("search")
    op.drop_table("search_past")
    op.drop_index("ix_passage_id", "passage")
    op.rename_table("passage", "passage_before")
    op.create_table(
        "passage",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("recorded_seq", sa.Integer, nullable=False),
        sa.Column("retracted_seq", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("facets", sa.Text, nullable=False),
    )
    op.create_index("ix_passage_id", "passage", ["id"])
    insert = text("INSERT INTO passage VALUES (:number, :id, :recorded_seq, :retracted_seq, :text, :facets)")
    for row in connection.execute(text("SELECT * FROM passage_before ORDER BY number")).mappings():
        connection.execute(insert, {**row, "facets": _tokens(connection, row)})
    op.drop_table("passage_before")
    for table, condition in (("search", "IS NULL"), ("search_past", "IS NOT NULL")):
        op.execute(
            f"CREATE VIRTUAL TABLE {table} USING fts5("
            "text, facets, content='passage', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')"
        )
        op.execute(
            f"INSERT INTO {table} (rowid, text, facets) SELECT number, text, facets FROM passage WHERE retracted_seq {condition}"  # noqa: S608
        )


def _facets_of_a_server(connection: Connection) -> None:
    op.add_column("passage", sa.Column("facets", sa.Text))
    words = "words = words || CAST(:tokens AS tsvector)"
    fill = text(f"UPDATE passage SET facets = :facets, {words} WHERE number = :number")  # noqa: S608 — names of ours
    for row in connection.execute(text("SELECT number, kind, id, recorded_seq, retracted_seq FROM passage")).mappings().all():
        facets = _tokens(connection, row)
        tokens = " ".join(f"':{token}'" for token in facets.split())
        connection.execute(fill, {"facets": facets, "tokens": tokens, "number": row["number"]})
    op.alter_column("passage", "facets", nullable=False)
    op.drop_column("passage", "kind")


def _tokens(connection: Connection, row: RowMapping) -> str:
    """What a passage can be narrowed by: its kind, then the ids of what it is about and its times, each once."""
    until = {"until": NEVER if row["retracted_seq"] is None else row["retracted_seq"] - 1}
    kind, version = row["kind"], text(f"SELECT body FROM {row['kind']} WHERE id = :id AND recorded_seq = :seq")  # noqa: S608 — names of ours
    body = json.loads(connection.execute(version, {"id": row["id"], "seq": row["recorded_seq"]}).scalar_one())
    document = body["id"] if kind == "document" else body["document"]
    published = body if kind == "document" else _body(connection, "document", document, until)
    said = [body] if kind == "assertion" else list(_said(connection, body["id"], until)) if kind == "claim" else []
    ids = [document, *_ids(connection, kind, body, said, until)]
    times = {item["said_at"] or published.get("published_at"): None for item in said} or [published.get("published_at")]
    named = (f"{node[0]}{node.partition('-')[2]}" for node in ids if ID.fullmatch(node))
    return " ".join(
        dict.fromkeys((f"k{'quote' if kind == 'assertion' else kind}", *named, *(token for time in times for token in _time(time))))
    )


def _ids(connection: Connection, kind: str, body: dict[str, Any], said: list[dict[str, Any]], until: dict[str, int]) -> list[str]:
    match kind:
        case "document":
            query = " UNION ALL ".join(f"SELECT id FROM {table} WHERE document = :id AND {ALIVE}" for table in ("source", "entity"))  # noqa: S608
            return list(connection.execute(text(query), {"id": body["id"], **until}).scalars())
        case "claim":
            return [*_about(body), *(item["speaker"]["id"] for item in said)]
        case "assertion":
            claim = body["content"]["claim"]
            return [body["speaker"]["id"], claim, *_about(_body(connection, "claim", claim, until))]
        case _:
            return [body["id"]]


def _about(claim: dict[str, Any]) -> list[str]:
    return [item["entity"] for item in claim.get("mentions", ())]


def _body(connection: Connection, table: str, node_id: str, until: dict[str, int]) -> dict[str, Any]:
    found = connection.execute(text(f"SELECT body FROM {table} WHERE id = :id AND {ALIVE}"), {"id": node_id, **until}).scalar()  # noqa: S608
    return dict(json.loads(found)) if found else {}


def _said(connection: Connection, claim: str, until: dict[str, int]) -> Iterator[dict[str, Any]]:
    query = text(f"SELECT body FROM assertion WHERE root_claim = :id AND {ALIVE} ORDER BY recorded_seq, id")  # noqa: S608 — names of ours
    return (json.loads(body) for body in connection.execute(query, {"id": claim, **until}).scalars().all())


def _time(time: str | None) -> Iterator[str]:
    found = TIME.match(time or "")
    if found:
        year, month, day = found.groups(default="")
        yield from (f"h{year[:2]}", f"y{year}", f"t{year}{month}{day}")


def _collections() -> None:
    """Memberships, what collections show, groups of names for each, keys for some alone; no store has any yet."""
    _membership()
    _scope()
    op.create_table(
        "grouping",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("collection", sa.Text, primary_key=True),
        sa.Column("recorded_seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("retracted_seq", sa.Integer),
        sa.Column("head", sa.Text, nullable=False),
    )
    op.execute(
        "INSERT INTO grouping (id, collection, recorded_seq, retracted_seq, head) "
        "SELECT id, '', recorded_seq, retracted_seq, head FROM identity"
    )
    op.drop_table("identity")
    op.rename_table("grouping", "identity")
    op.create_index("ix_identity_head", "identity", ["head"])
    op.add_column("api_key", sa.Column("collections", sa.Text, nullable=False, server_default=""))


def _membership() -> None:
    op.create_table(
        "membership",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("recorded_seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("retracted_seq", sa.Integer),
        sa.Column("document", sa.Text),
        sa.Column("collection", sa.Text),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    for column in ("document", "collection"):
        op.create_index(f"ix_membership_{column}", "membership", [column])
    gone = text("retracted_seq IS NOT NULL")
    op.create_index("ix_membership_gone", "membership", ["retracted_seq", "id"], sqlite_where=gone, postgresql_where=gone)
    op.create_index("ix_membership_order", "membership", ["recorded_seq", "id", "retracted_seq"])


def _scope() -> None:
    op.create_table(
        "scope",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("collection", sa.Text, primary_key=True),
        sa.Column("recorded_seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("retracted_seq", sa.Integer),
        sa.Column("ended_seq", sa.Integer),
        sa.Column("kind", sa.Text, nullable=False),
    )
    order = ["kind", "collection", "recorded_seq", "id", "version", "retracted_seq", "ended_seq"]
    op.create_index("ix_scope_order", "scope", order)
    op.create_index("ix_scope_entry", "scope", ["collection", "recorded_seq"])
    for column in ("retracted_seq", "ended_seq"):
        left = text(f"{column} IS NOT NULL")
        op.create_index(f"ix_scope_{column}", "scope", ["collection", column], sqlite_where=left, postgresql_where=left)
