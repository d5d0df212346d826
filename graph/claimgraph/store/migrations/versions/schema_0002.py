"""Who stands for whom, what claims mention and what can be searched become versions, so that any moment can be read."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Connection, text

revision = "0002"
down_revision = "0001"

VERSIONED = ("document", "source", "entity", "claim", "assertion", "link", "judgement")
PASSAGES_EACH = 2**24
RANKS = ("text", "rule", "model", "person")


def upgrade() -> None:
    """Rebuild what is derived from the versions of nodes, which stay as they are."""
    connection = op.get_bind()
    _index()
    _mentions(connection)
    _identities(connection)
    _passages(connection)


def _index() -> None:
    for table in VERSIONED:
        op.drop_index(f"ix_{table}_recorded_seq", table)
        op.drop_index(f"ix_{table}_retracted_seq", table)
        op.create_index(f"ix_{table}_gone", table, ["retracted_seq", "id"], sqlite_where=text("retracted_seq IS NOT NULL"))
        op.create_index(f"ix_{table}_order", table, ["recorded_seq", "id", "retracted_seq"])
    for table, column in (("document", "url"), ("source", "name_key"), ("entity", "name_key")):
        op.drop_index(f"ix_{table}_{column}", table)
        op.create_index(f"ix_{table}_{column}", table, [text(f"substr({column}, 1, 256)")])
    op.create_index("ix_judgement_other", "judgement", ["other"])
    op.create_index("ix_change_at", "change", ["at"])


def _mentions(connection: Connection) -> None:
    op.drop_table("mention")
    op.create_table(
        "mention",
        sa.Column("claim", sa.Text, primary_key=True),
        sa.Column("entity", sa.Text, primary_key=True),
        sa.Column("recorded_seq", sa.Integer, primary_key=True, autoincrement=False),
    )
    op.create_index("ix_mention_entity", "mention", ["entity"])
    for row in connection.execute(text("SELECT id, recorded_seq, body FROM claim")):
        for name in dict.fromkeys(item["entity"] for item in json.loads(row.body)["mentions"]):
            values = {"claim": row.id, "entity": name, "seq": row.recorded_seq}
            connection.execute(text("INSERT INTO mention (claim, entity, recorded_seq) VALUES (:claim, :entity, :seq)"), values)


def _identities(connection: Connection) -> None:
    op.drop_table("identity")
    op.create_table(
        "identity",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("recorded_seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("retracted_seq", sa.Integer),
        sa.Column("head", sa.Text, nullable=False),
    )
    op.create_index("ix_identity_head", "identity", ["head"])
    known: dict[str, str] = {}
    for seq in _turning_points(connection):
        wanted = _heads(connection, seq)
        for node in known.keys() - {node for node, head in wanted.items() if known.get(node) == head}:
            connection.execute(
                text("UPDATE identity SET retracted_seq = :seq WHERE id = :id AND retracted_seq IS NULL"), {"seq": seq, "id": node}
            )
        for node, head in wanted.items():
            if known.get(node) != head:
                values = {"id": node, "seq": seq, "head": head}
                connection.execute(text("INSERT INTO identity (id, recorded_seq, head) VALUES (:id, :seq, :head)"), values)
        known = wanted


def _turning_points(connection: Connection) -> list[int]:
    """The entries after which groups may differ: judgements of sameness, and the comings and goings of what they are about."""
    decided = "SELECT * FROM judgement WHERE verdict IN ('same', 'different')"
    judged = list(connection.execute(text(decided)).mappings())
    found = {row[column] for row in judged for column in ("recorded_seq", "retracted_seq")}
    for node in {row[column] for row in judged for column in ("target", "other")}:
        for table in ("source", "entity", "claim"):
            versions = text(f"SELECT recorded_seq, retracted_seq FROM {table} WHERE id = :id")  # noqa: S608 — names of ours
            found.update(seq for row in connection.execute(versions, {"id": node}) for seq in row)
    return sorted(seq for seq in found if seq)


def _heads(connection: Connection, seq: int) -> dict[str, str]:
    """Who stood for whom after entry `seq`: the oldest living node of a group."""
    alive = "recorded_seq <= :seq AND (retracted_seq IS NULL OR retracted_seq > :seq)"
    judged = f"SELECT body FROM judgement WHERE verdict IN ('same', 'different') AND {alive} ORDER BY recorded_seq, id"  # noqa: S608
    groups = _groups([json.loads(row.body) for row in connection.execute(text(judged), {"seq": seq})])
    return {node: group[0] for found in groups if (group := _living(connection, found, seq)) for node in group[1:]}


def _groups(judgements: Sequence[dict[str, Any]]) -> list[set[str]]:
    pairs: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for item in judgements:
        pairs.setdefault(tuple(sorted((item["target"], item["other"]))), []).append(item)
    same = [pair for pair, items in pairs.items() if max(reversed(items), key=_rank)["verdict"] == "same"]
    group = {node: {node} for pair in same for node in pair}
    for first, second in same:
        merged = group[first] | group[second]
        group.update(dict.fromkeys(merged, merged))
    return list({id(found): found for found in group.values()}.values())


def _rank(item: dict[str, Any]) -> tuple[int, str]:
    kind = item["judge"].split(":", 1)[0]
    return (RANKS.index(kind) if kind in RANKS else 0, item["at"])


def _living(connection: Connection, nodes: set[str], seq: int) -> list[str]:
    """The nodes that were alive after entry `seq`, the one that was recorded first of all first."""
    found: list[tuple[int, str]] = []
    for table in ("source", "entity", "claim"):
        query = text(
            "SELECT min(recorded_seq) AS first, "  # noqa: S608 — names of ours
            "max(CASE WHEN recorded_seq <= :seq AND (retracted_seq IS NULL OR retracted_seq > :seq) THEN 1 ELSE 0 END) AS alive "
            f"FROM {table} WHERE id = :id"
        )
        rows = ((node, connection.execute(query, {"id": node, "seq": seq}).one()) for node in nodes)
        found += [(row.first, node) for node, row in rows if row.alive]
    return [node for _, node in sorted(found)]


def _passages(connection: Connection) -> None:
    op.drop_table("search")
    op.create_table(
        "passage",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("recorded_seq", sa.Integer, nullable=False),
        sa.Column("retracted_seq", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("ix_passage_id", "passage", ["id"])
    insert = text("INSERT INTO passage VALUES (:number, :kind, :id, :recorded, :retracted, :words)")
    for values in _numbered(_searchable(connection)):
        connection.execute(insert, values)
    for table, condition in (("search", "IS NULL"), ("search_past", "IS NOT NULL")):
        op.execute(
            f"CREATE VIRTUAL TABLE {table} USING fts5("
            "text, content='passage', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')"
        )
        op.execute(f"INSERT INTO {table} (rowid, text) SELECT number, text FROM passage WHERE retracted_seq {condition}")  # noqa: S608


def _searchable(connection: Connection) -> Iterator[dict[str, Any]]:
    """What can be searched of every version, the oldest first, as the first schema had it."""
    for kind in ("document", "source", "entity", "claim", "assertion"):
        query = text(f"SELECT id, recorded_seq, retracted_seq, body FROM {kind} ORDER BY recorded_seq, id")  # noqa: S608 — names of ours
        for row in connection.execute(query):
            words = _words(kind, json.loads(row.body)).replace("\x02", " ").replace("\x03", " ")
            if words:
                yield {"kind": kind, "id": row.id, "recorded": row.recorded_seq, "retracted": row.retracted_seq, "words": words}


def _words(kind: str, body: dict[str, Any]) -> str:
    match kind:
        case "document":
            return f"{body['title'] or ''}\n{body['text']}"
        case "claim":
            return str(body["text"])
        case "assertion":
            return "" if body["implied"] or not body["content"].get("claim") else str(body["quote"]["exact"])
        case _:
            return " · ".join(dict.fromkeys((body["name"], *body["variants"])))


def _numbered(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    counts: dict[int, int] = {}
    for row in rows:
        place = counts[row["recorded"]] = counts.get(row["recorded"], -1) + 1
        yield {**row, "number": row["recorded"] * PASSAGES_EACH + place}
