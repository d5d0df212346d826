"""What became of a node: all its versions with who recorded and who retracted each."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from claimgraph.errors import NotFoundError
from claimgraph.model import Node
from claimgraph.store.changes import entries_of
from claimgraph.store.journal import Change
from claimgraph.store.moment import Moment, erased_by, node_of
from claimgraph.store.reading import table_kind
from claimgraph.store.schema import TABLES


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
    """Every version of a node recorded by then, oldest first; raises NotFoundError where there is none.

    In a collection a version is recorded by the entry that brought it there.
    """
    kind = table_kind(node_id)
    rows = _rows(moment, kind, node_id) if kind else []
    if not kind or not rows:
        raise NotFoundError(f"there never was a node {node_id[:80]!r} in this store")
    entries = {item.seq: item for item in entries_of(moment, {seq for row in rows for seq in (row.age, row.retracted_seq) if seq})}
    erasure = _erasure(moment, node_id)
    # What was retracted later had not been when the question is about before.
    return tuple(
        Version(node_of(kind, row.body) if row.body else None, _entry(entries[row.age]), _maybe(entries.get(row.retracted_seq)), erasure)
        for row in rows
    )


def _erasure(moment: Moment, node_id: str) -> Entry | None:
    by = erased_by(moment, [node_id]).get(node_id)
    return _entry(entries_of(replace(moment, seq=None), [by])[0]) if by else None


def _rows(moment: Moment, kind: type[Node], node_id: str) -> list[Any]:
    table = TABLES[kind]
    query = select(table.c.body, moment.age(table).label("age"), table.c.retracted_seq).where(table.c.id == node_id, moment.ever(table))
    return list(moment.connection.execute(query.order_by(table.c.recorded_seq)))


def _maybe(item: Change | None) -> Entry | None:
    return None if item is None else _entry(item)


def _entry(item: Change) -> Entry:
    return Entry(item.seq, item.at, item.actor, item.verb, item.target, item.payload.get("note", ""))
