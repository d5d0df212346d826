"""What each collection shows, kept as versions beside the nodes, in the transaction that changes it.

A collection shows its documents; the sources, entities, claims and assertions of those; every link of which it shows both
ends and the assertion that states it; and every judgement of which it shows the target and the other. Whether a node is
alive has no part in this, once it is shown: what was retracted stays in its collections, as retracted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, literal, literal_column, null, select, update

from claimgraph.ids import mint_id
from claimgraph.model import Document, Judgement, Link, Node
from claimgraph.store import journal
from claimgraph.store.dialects import insert_rows
from claimgraph.store.moment import Moment
from claimgraph.store.prepared import ask
from claimgraph.store.schema import among, assertion, claim, document, entity, judgement, link, membership, scope, source

HOMES: Mapping[Table, Any] = {document: document.c.id} | {table: table.c.document for table in (source, entity, claim, assertion)}
"""The kinds of node that belong to one document, with the column that names it."""
NEEDS: Mapping[Table, tuple[Any, ...]] = {
    link: (link.c.from_id, link.c.to_id, link.c.stated_in),
    judgement: (judgement.c.target, judgement.c.other),
}
"""The other kinds, with the columns that name what they need."""
_ANY = select(membership.c.id).limit(literal_column("1"))
_NAMED = tuple(table.name for table in (source, entity, claim))


def is_used(connection: Connection) -> bool:
    """Whether there are any collections: a store without them pays for this question alone."""
    return ask(connection, _ANY, {}).first() is not None


def members(connection: Connection, collection: str, documents: Iterable[str]) -> set[str]:
    """Which of these documents, alive or retracted, belong to the collection."""
    rows = Moment(connection).rows(membership, membership.c.document, documents)
    return {row.document for row in rows if row.collection == collection}


def collections_of(connection: Connection, ids: Iterable[str]) -> set[str]:
    """The collections that show any of these nodes."""
    query = select(scope.c.collection).where(scope.c.retracted_seq.is_(None), among(scope.c.id, ids)).distinct()
    return set(connection.execute(query).scalars())


def views_of(connection: Connection, ids: Iterable[str]) -> list[Moment]:
    """The whole record as it is now, and as each collection shows it that shows any of these nodes."""
    return views(connection, collections_of(connection, ids) if is_used(connection) else ())


def views(connection: Connection, collections: Iterable[str]) -> list[Moment]:
    """The whole record as it is now, and as each of these collections shows it."""
    return [Moment(connection, collection=name) for name in (None, *sorted(collections))]


def shown(moment: Moment, ids: Iterable[str]) -> set[str]:
    """Which of these nodes, alive or retracted, the moment's collection shows."""
    # By the ids alone: SQLite would else go through the whole collection.
    query = select(scope.c.id, scope.c.collection).where(moment.holds(scope), among(scope.c.id, ids))
    return {row.id for row in moment.connection.execute(query) if row.collection == moment.collection}


def enrol(connection: Connection, collection: str, documents: Iterable[str], seq: int) -> list[dict[str, Any]]:
    """Make these documents, which do not belong to the collection, belong to it as of entry `seq`; the rows that say so."""
    rows = [_membership(name, collection, seq) for name in sorted(documents)]
    insert_rows(connection, membership, rows)
    return rows


def expel(connection: Connection, collection: str, documents: Iterable[str], seq: int) -> None:
    """Let these documents belong to the collection no longer."""
    mine = and_(membership.c.collection == collection, among(membership.c.document, documents), membership.c.retracted_seq.is_(None))
    connection.execute(update(membership).where(mine).values(retracted_seq=seq))


def _membership(name: str, collection: str, seq: int) -> dict[str, Any]:
    body = journal.canonical({"document": name, "collection": collection})
    sealed = {"digest": journal.digest_of(body), "body": body}
    node_id = mint_id("membership", name, collection)
    return {"id": node_id, "recorded_seq": seq, "retracted_seq": None, "document": name, "collection": collection, **sealed}


def extend(connection: Connection, nodes: Sequence[Node], seq: int) -> set[str]:
    """Show these nodes, just recorded by entry `seq`, in the collections that their documents belong to, with what then is shown too.

    The names of these collections.
    """
    if not is_used(connection):
        return set()
    ends = {name for node in nodes for name in needs_of(node)}
    homes = {node.id if isinstance(node, Document) else node.document for node in nodes if not isinstance(node, Link | Judgement)}
    now = Moment(connection)
    joined: dict[str, set[str]] = {name: set() for name in collections_of(connection, ends)}
    for row in now.rows(membership, membership.c.document, homes):
        joined.setdefault(row.collection, set()).add(row.document)
    for collection, documents in joined.items():
        fresh = _show_documents(connection, collection, documents, seq, only=seq)
        _show_more(connection, collection, fresh | ends, seq)
    return set(joined)


def join(connection: Connection, collection: str, documents: Iterable[str], seq: int) -> None:
    """Show all of these documents, which have come to belong to the collection, with what then is shown too."""
    _show_more(connection, collection, _show_documents(connection, collection, documents, seq), seq)


def leave(connection: Connection, collection: str, documents: Iterable[str], seq: int) -> None:
    """Show nothing more of these documents, nor what rests on them."""
    going = _homed(connection, documents)
    while going:
        mine = and_(scope.c.collection == collection, among(scope.c.id, going), scope.c.retracted_seq.is_(None))
        connection.execute(update(scope).where(mine).values(retracted_seq=seq))
        named = {row.id for table in NEEDS for row in _naming(connection, table, going)}
        going = shown(Moment(connection, collection=collection), named)


def names_of(connection: Connection, documents: Iterable[str]) -> set[str]:
    """The sources, entities and claims of these documents, alive or not."""
    return {node_id for node_id in _homed(connection, documents) if node_id.partition("-")[0] in _NAMED}


def end(connection: Connection, ids: Iterable[str], seq: int) -> None:
    """Know that the living versions of these nodes were retracted by entry `seq`."""
    if is_used(connection):
        connection.execute(update(scope).where(among(scope.c.id, ids), scope.c.ended_seq.is_(None)).values(ended_seq=seq))


def replace(connection: Connection, node_id: str, seq: int) -> None:
    """Show a new version of a node, recorded by entry `seq`, wherever the one before it, which entry `seq` retracted, is shown."""
    mine = and_(scope.c.id == node_id, scope.c.ended_seq.is_(None), scope.c.retracted_seq.is_(None))
    values = select(scope.c.id, literal(seq), scope.c.collection, literal(seq), null(), null(), scope.c.kind).where(mine)
    rows = connection.execute(values).all() if is_used(connection) else []
    end(connection, [node_id], seq)
    insert_rows(connection, scope, [dict(zip(scope.c.keys(), row, strict=True)) for row in rows])


def _show_documents(connection: Connection, collection: str, documents: Iterable[str], seq: int, only: int | None = None) -> set[str]:
    """Show what belongs to these documents, or what entry `only` recorded of it; the ids of what was not shown."""
    rows = []
    for table, home in HOMES.items():
        mine = among(home, documents)
        found = _versions(connection, table, mine if only is None else and_(mine, table.c.recorded_seq == only))
        rows += [(table, row) for row in found]
    return _show(connection, collection, rows, seq)


def _show_more(connection: Connection, collection: str, fresh: set[str], seq: int) -> None:
    """Show the links and judgements that name any of these nodes, and step by step each other, where all that they need is shown."""
    waiting = fresh
    while waiting:
        rows = [(table, row) for table in NEEDS for row in _naming(connection, table, waiting)]
        inside = shown(Moment(connection, collection=collection), {need for _, row in rows for need in _needs_in(row)})
        waiting = _show(connection, collection, [(table, row) for table, row in rows if _needs_in(row) <= inside], seq)


def _show(connection: Connection, collection: str, rows: Sequence[tuple[Table, Any]], seq: int) -> set[str]:
    """Show these versions where they are not shown; the ids of those that were not."""
    living = [(table, row) for table, row in rows if row.retracted_seq is None]  # what went before was never shown
    there = set(_living(connection, collection, {row.id for _, row in living}))
    mark = {"collection": collection, "recorded_seq": seq, "retracted_seq": None, "ended_seq": None}
    fresh = {
        row.id: {"id": row.id, "version": row.recorded_seq, "kind": table.name, **mark}
        for table, row in living
        if (row.id, row.recorded_seq) not in there
    }
    insert_rows(connection, scope, list(fresh.values()))
    return set(fresh)


def _living(connection: Connection, collection: str, ids: Iterable[str]) -> Iterator[tuple[str, int]]:
    query = select(scope.c.id, scope.c.version, scope.c.collection).where(scope.c.retracted_seq.is_(None), among(scope.c.id, ids))
    yield from ((row.id, row.version) for row in connection.execute(query) if row.collection == collection)


def _homed(connection: Connection, documents: Iterable[str]) -> set[str]:
    """All that belongs to these documents, alive or not."""
    return {row.id for table, home in HOMES.items() for row in _versions(connection, table, among(home, documents))}


def _naming(connection: Connection, table: Table, ids: Iterable[str]) -> Iterator[Any]:
    """The versions of links or judgements, alive or not, that name any of these nodes as what they need."""
    for column in NEEDS[table]:
        yield from _versions(connection, table, among(column, ids))


def _versions(connection: Connection, table: Table, condition: ColumnElement[bool]) -> Iterator[Any]:
    columns = (table.c.id, table.c.recorded_seq, table.c.retracted_seq, *NEEDS.get(table, ()))
    yield from connection.execute(select(*columns).where(condition))


def _needs_in(row: Any) -> set[str]:
    return {need for need in row[3:] if need}


def needs_of(node: Node) -> tuple[str, ...]:
    """What a collection must show to show this link or judgement."""
    match node:
        case Link():
            return tuple(name for name in (node.from_, node.to, node.stated_in) if name)
        case Judgement():
            return tuple(name for name in (node.target, node.other) if name)
        case _:
            return ()
