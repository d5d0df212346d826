"""Taking back and bringing back: a retraction is an entry like any other, and so is its undoing."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, Table, select, update

from claimgraph.errors import ConflictError, NotFoundError
from claimgraph.model import SHELVES, Assertion, Claim, Entity, Judgement, Link, Node, ReviewVerdict, Source
from claimgraph.store import identities, journal, reading, sameness, scope, writing
from claimgraph.store.moment import Moment, erased_by, node_of
from claimgraph.store.schema import TABLES, among, assertion, change, claim, entity, link, source
from claimgraph.store.search import refresh_claims, unindex_nodes


def retract(connection: Connection, node_id: str, *, actor: str, reason: str) -> int:
    """Retract a node with all that rests on it; nothing is deleted. The number of the entry."""
    node = reading.get(Moment(connection), node_id)
    if isinstance(node, Source | Entity):
        raise ConflictError(f"{node_id} is named by its document: retract the document or the assertions instead")
    if isinstance(node, Judgement) and node.verdict in frozenset(ReviewVerdict):
        raise ConflictError(f"{node_id} decided on what was read: undo it by another judgement instead", code="undo-instead")
    seq, previous = journal.newest(connection)
    doomed = resting_on(Moment(connection), [node.id])
    for kind, ids in doomed.items():
        end(connection, kind, ids, seq + 1)
    if isinstance(node, Judgement):
        decide_anew(connection, node, seq + 1)
    refresh_claims(connection, claims_of(connection, doomed.get(Assertion, ())), seq + 1)
    gone = {name for kind in (Source, Entity, Claim) for name in doomed.get(kind, ())}
    touched = writing.touched_names([node]) | sameness.restated(connection, {*doomed.get(Link, ()), getattr(node, "target", "")})
    for view in scope.views_of(connection, gone | touched):
        identities.leave(view, gone, seq + 1)
        identities.refresh(view, touched, seq + 1)
    journal.append(connection, seq + 1, actor=actor, verb="retract", target=node_id, note=reason, previous_hash=previous)
    return seq + 1


def unretract(connection: Connection, node_id: str, *, actor: str, reason: str) -> int:
    """Bring back what the retraction of this node took, as new versions; the number of the entry.

    Raises ConflictError where the node was not retracted by itself, where it was erased, where something of what was taken is
    there again, or where something that it rests on is still gone. What was erased since stays away.
    """
    taken = _retraction_of(connection, node_id)
    rows = {kind: list(_taken_by(connection, kind, taken)) for kind in SHELVES}
    nodes = [node_of(kind, row["body"]) for kind, found in rows.items() for row in found]
    _check_gone(connection, nodes)
    _check_ground(connection, nodes)
    seq, previous = journal.newest(connection)
    roots = {row["id"]: row["root_claim"] for row in rows[Assertion]}
    writing.record(connection, [*_other_than_links(nodes), *_with_status(connection, nodes)], seq + 1, roots)
    for node in nodes:
        if isinstance(node, Judgement):
            decide_anew(connection, node, seq + 1)
    journal.append(connection, seq + 1, actor=actor, verb="unretract", target=node_id, note=reason, previous_hash=previous)
    return seq + 1


def taken(connection: Connection, node_id: str) -> Node:
    """The version of a node that its retraction took. Raises NotFoundError, and ConflictError where it was not retracted by itself."""
    kind, seq = reading.table_kind(node_id) or Claim, _retraction_of(connection, node_id)
    table = TABLES[kind]
    versions = select(table.c.body).where(table.c.id == node_id, table.c.retracted_seq == seq)
    return node_of(kind, connection.execute(versions.order_by(table.c.recorded_seq.desc()).limit(1)).scalar_one())


def end(connection: Connection, kind: type[Node], ids: set[str], seq: int) -> None:
    """Retract the living versions of these nodes of a kind as of entry `seq`."""
    table = TABLES[kind]
    connection.execute(update(table).where(among(table.c.id, ids), table.c.retracted_seq.is_(None)).values(retracted_seq=seq))
    unindex_nodes(connection, ids, seq)
    scope.end(connection, ids, seq)


def claims_of(connection: Connection, assertions: Iterable[str]) -> set[str]:
    """The claims at the end of these assertions, whether these are alive or not."""
    query = select(assertion.c.root_claim).where(assertion.c.root_claim.is_not(None))
    return set(connection.execute(query.where(among(assertion.c.id, assertions))).scalars())


def decide_anew(connection: Connection, changed: Judgement, seq: int) -> None:
    """Give the link that a judgement was about the status that the living judgements say."""
    target = reading.find(Moment(connection), changed.target)
    if isinstance(target, Link):
        writing.set_status(connection, target, seq)


def _retraction_of(connection: Connection, node_id: str) -> int:
    """The number of the entry that retracted this very node."""
    kind = reading.table_kind(node_id)
    table = TABLES[kind or Claim]
    last = connection.execute(select(table.c.retracted_seq).where(table.c.id == node_id).order_by(table.c.recorded_seq.desc())).first()
    if kind is None or last is None:
        raise NotFoundError(f"there never was a node {node_id[:80]!r} in this store")
    if by := erased_by(Moment(connection), [node_id]):
        raise ConflictError(f"{node_id} was erased by entry {by[node_id]}: its words are gone for good", code="was-erased")
    if last.retracted_seq is None:
        raise ConflictError(f"{node_id} is not retracted")
    entry = connection.execute(select(change.c.verb, change.c.target).where(change.c.seq == last.retracted_seq)).one()
    if entry.verb != "retract" or entry.target != node_id:
        raise ConflictError(f"{node_id} went with {entry.target} in entry {last.retracted_seq}: bring that back")
    return int(last.retracted_seq)


def _taken_by(connection: Connection, kind: type[Node], seq: int) -> Iterable[RowMapping]:
    """The versions that entry `seq` ended without another in their place, but for those that were erased since."""
    table = TABLES[kind]
    replaced = select(table.c.id).where(table.c.recorded_seq == seq)
    query = select(table).where(table.c.retracted_seq == seq, table.c.id.not_in(replaced), table.c.body != "")
    return connection.execute(query.order_by(table.c.recorded_seq, table.c.id)).mappings()


def _check_gone(connection: Connection, nodes: Iterable[Node]) -> None:
    found = _living(connection, {node.id for node in nodes})
    if found:
        raise ConflictError(f"{min(found)} is there again: what was retracted cannot come back beside it")


def _check_ground(connection: Connection, nodes: Iterable[Node]) -> None:
    ids = {node.id for node in nodes}
    needed = {name: node.id for node in nodes for name in _ground_of(node) if name not in ids}
    missing = sorted(needed.keys() - _living(connection, set(needed)))
    if missing:
        raise ConflictError(f"{needed[missing[0]]} rests on {missing[0]}, which is gone: bring that back first")


def _ground_of(node: Node) -> tuple[str, ...]:
    """The nodes without which this one cannot stand."""
    match node:
        case Claim(document=document):
            return (document, *node.entities)
        case Assertion(document=document):
            return (document, node.speaker.id, node.content.id)
        case Source(document=document) | Entity(document=document):
            return (document,)
        case Link(from_=start, to=end, stated_in=stated_in):
            return (start, end, *((stated_in,) if stated_in else ()))
        case _:
            return ()


def _living(connection: Connection, ids: set[str]) -> set[str]:
    now = Moment(connection)
    return {row.id for table in TABLES.values() for row in now.rows(table, table.c.id, ids)}


def _other_than_links(nodes: Iterable[Node]) -> list[Node]:
    return [node for node in nodes if not isinstance(node, Link)]


def _with_status(connection: Connection, nodes: Iterable[Node]) -> list[Link]:
    """The links among the nodes as the judgements that are alive now decide, which may have changed since."""
    links = [node for node in nodes if isinstance(node, Link)]
    return writing.as_judged(connection, [replace(item, status=reading.first_status(connection, item.id)) for item in links])


def resting_on(now: Moment, nodes: Iterable[str]) -> dict[type[Node], set[str]]:
    """The nodes and all that cannot stand without them at a moment, by kind."""
    ids = set(nodes)
    documents = {node_id for node_id in ids if node_id.startswith("document-")}
    ids |= {row.id for table in (source, entity, claim, assertion) for row in now.rows(table, table.c.document, documents)}
    ids |= _chain(now, ids)
    ids |= _orphan_claims(now, ids)
    frontier = ids
    while frontier:  # an undercut of a link falls with the link
        frontier = _at(now, link, ("from_id", "to_id", "stated_in"), frontier) - ids
        ids |= frontier
    return {kind: found for kind in SHELVES if (found := {i for i in ids if i.startswith(f"{kind.__name__.lower()}-")})}


def _chain(now: Moment, ids: set[str]) -> set[str]:
    """Assertions of these claims or, step by step outward, of these assertions."""
    found: set[str] = set()
    frontier = ids
    while frontier:
        frontier = _at(now, assertion, ("claim", "assertion"), frontier) - found
        found |= frontier
    return found


def _orphan_claims(now: Moment, ids: set[str]) -> set[str]:
    """Claims that these retracted assertions leave without any."""
    claims = {row.root_claim for row in now.rows(assertion, assertion.c.id, ids)}
    return claims - {row.root_claim for row in now.rows(assertion, assertion.c.root_claim, claims) if row.id not in ids}


def _at(now: Moment, table: Table, columns: tuple[str, ...], values: set[str]) -> set[str]:
    """The ids of the living rows that name one of these values in one of the columns."""
    return {row.id for column in columns for row in now.rows(table, table.c[column], values)}
