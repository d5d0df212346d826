"""What became of a node: all its versions with who recorded and who retracted each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from claimgraph.errors import NotFoundError
from claimgraph.model import Node
from claimgraph.store.moment import Moment, erased_by, node_of
from claimgraph.store.reading import table_kind
from claimgraph.store.schema import TABLES, change


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the journal as people see it; `at` is UTC, ISO 8601, `note` the reason that was given."""

    seq: int
    at: str
    actor: str
    verb: str
    target: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A node as it stood from one entry until another; `retracted` is None where it still does.

    `erased` is the entry that took its words for good, at whatever moment one asks; `node` is then None.
    """

    node: Node | None
    recorded: Entry
    retracted: Entry | None = None
    erased: Entry | None = None


def versions_of(moment: Moment, node_id: str) -> tuple[Version, ...]:
    """Every version of a node recorded by then, oldest first; raises NotFoundError where there is none."""
    kind = table_kind(node_id)
    rows = _rows(moment, kind, node_id) if kind else []
    if not kind or not rows:
        raise NotFoundError(f"there never was a node {node_id[:80]!r} in this store")
    entries = _entries(moment, {seq for row in rows for seq in (row.recorded_seq, row.retracted_seq) if seq})
    erasure = _erasure(moment, node_id)
    # What was retracted later had not been when the question is about before.
    return tuple(
        Version(node_of(kind, row.body) if row.body else None, entries[row.recorded_seq], entries.get(row.retracted_seq), erasure)
        for row in rows
    )


def _erasure(moment: Moment, node_id: str) -> Entry | None:
    by = erased_by(moment.connection, [node_id]).get(node_id)
    return _entries(Moment(moment.connection), [by])[by] if by else None


def _rows(moment: Moment, kind: type[Node], node_id: str) -> list[Any]:
    table = TABLES[kind]
    query = select(table.c.body, table.c.recorded_seq, table.c.retracted_seq).where(table.c.id == node_id, moment.ever(table))
    return list(moment.connection.execute(query.order_by(table.c.recorded_seq)))


def _entries(moment: Moment, numbers: Iterable[int]) -> dict[int, Entry]:
    query = select(change).where(change.c.seq.in_([seq for seq in numbers if moment.seq is None or seq <= moment.seq]))
    return {row.seq: _entry(row) for row in moment.connection.execute(query)}


def _entry(row: Any) -> Entry:
    return Entry(row.seq, row.at, row.actor, row.verb, row.target, json.loads(row.payload).get("note", ""))
