"""Every question the record answers about its live versions; nothing here writes."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select, tuple_

from claimgraph.errors import InputError, NotFoundError
from claimgraph.ids import kind_of
from claimgraph.model import SHELVES, Assertion, Claim, Graph, Judgement, LinkStatus, Node, Source
from claimgraph.records import from_record
from claimgraph.store import journal
from claimgraph.store.cursors import read_cursor, write_cursor
from claimgraph.store.schema import KINDS, TABLES, assertion, claim, entity, identity, judgement, link, mention, source

BATCH = 5_000
"""How many ids one statement names at most; databases cap their bound parameters."""

MOST = 1_000
"""The most items of one page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: the items, the cursor of the next page (None on the last), and how many there are in all."""

    items: tuple[Node, ...]
    next: str | None
    total: int | None


@dataclass(frozen=True, slots=True)
class Delta:
    """What one entry of the journal changed: the versions that it recorded and those that it retracted."""

    added: Graph
    retracted: Graph


def get(connection: Connection, node_id: str) -> Node:
    """The live version of a node; raises NotFoundError."""
    node = find(connection, node_id)
    if node is None:
        raise NotFoundError(f"there is no {kind_of(node_id) or 'node'} {node_id[:80]!r} in this store")
    return node


def find(connection: Connection, node_id: str) -> Node | None:
    """The live version of a node, or None."""
    kind = next((kind for kind in SHELVES if kind.__name__.lower() == kind_of(node_id)), None)
    return next(_live(connection, kind, [node_id]), None) if kind else None


def whole_graph(connection: Connection) -> Graph:
    """All live nodes, oldest first; as large as the store."""
    return Graph.of((node for kind in SHELVES for node in _nodes(connection, kind, _alive(TABLES[kind]))), _heads(connection))


def graph_around(connection: Connection, ids: Iterable[str]) -> Graph:
    """These nodes, their links with the other ends, and all that those rest on: chains, voices, documents, entities."""
    asked = set(ids)
    near = _claims_near(connection, asked)
    spoken = {row.id for row in _rows_in(connection, assertion, assertion.c.root_claim, near)}
    links = _links_of(connection, asked | near | spoken)
    ends = {end for item in links.values() for end in (item.from_, item.to)}
    claims = near | _claims_near(connection, {end for end in ends if kind_of(end) in ("claim", "assertion")})
    assertions = {node.id: node for node in _where(connection, Assertion, assertion.c.root_claim, claims)}
    nodes: list[Node] = [*_live(connection, Claim, claims), *assertions.values(), *links.values()]
    nodes += _rest(connection, asked, nodes)
    return Graph.of(sorted(nodes, key=lambda node: list(SHELVES).index(type(node))), _heads(connection))


def page(connection: Connection, kind: str, *, where: Mapping[str, str], cursor: str | None, limit: int) -> Page:
    """The nodes of a kind, newest first, that meet all conditions; raises InputError on one that the kind does not know."""
    if kind not in KINDS:
        raise InputError(f"“{kind}” is no kind of node; the kinds are {', '.join(KINDS)}")
    if not 1 <= limit <= MOST:
        raise InputError(f"limit must be between 1 and {MOST}, not {limit}")
    table = TABLES[KINDS[kind]]
    conditions = [_alive(table), *_conditions(kind, where)]
    total = connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()
    if cursor is not None:
        conditions.append(tuple_(table.c.recorded_seq, table.c.id) < read_cursor(cursor, (int, str)))
    query = select(table.c.body, table.c.recorded_seq, table.c.id).where(*conditions)
    rows = connection.execute(query.order_by(table.c.recorded_seq.desc(), table.c.id.desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    following = write_cursor(shown[-1].recorded_seq, shown[-1].id) if len(rows) > limit else None
    return Page(tuple(_node(KINDS[kind], row.body) for row in shown), following, total)


def delta(connection: Connection, seq: int) -> Delta:
    """The versions that entry `seq` recorded and retracted."""

    def versions(column: str) -> Graph:
        return Graph.of((node for kind in SHELVES for node in _nodes(connection, kind, TABLES[kind].c[column] == seq)), _heads(connection))

    return Delta(versions("recorded_seq"), versions("retracted_seq"))


def statistics(connection: Connection) -> dict[str, int]:
    """How many live nodes of each kind there are, and the number of the newest entry."""
    counts = {
        shelf: connection.execute(select(func.count()).select_from(TABLES[kind]).where(_alive(TABLES[kind]))).scalar_one()
        for shelf, kind in KINDS.items()
    }
    return {**counts, "seq": journal.newest(connection)[0]}


def judgements_on(connection: Connection, node_id: str) -> list[Judgement]:
    """The live judgements on a node, oldest first."""
    return list(_where(connection, Judgement, judgement.c.target, [node_id]))


def first_status(connection: Connection, link_id: str) -> LinkStatus:
    """The status that a link had before anybody judged it."""
    status = connection.execute(select(link.c.status).where(link.c.id == link_id).order_by(link.c.recorded_seq).limit(1)).scalar_one()
    return LinkStatus(status)


def groups(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """For each of these sources, entities or claims the id that stands for its group, by the judgements on them."""
    members = set(ids)
    pairs: dict[frozenset[str], str] = {}
    for item in _where(connection, Judgement, judgement.c.target, members):
        if item.other in members:
            key = frozenset((item.target, item.other))
            pairs[key] = "different" if pairs.get(key) == "different" and not item.judge.startswith("person:") else item.verdict
    return _united(members, [pair for pair, verdict in pairs.items() if verdict == "same"], _ages(connection, members))


def named(connection: Connection, key: str) -> dict[str, list[Node]]:
    """The live sources and entities whose compared name is `key`, by kind, oldest first."""
    return {
        shelf: list(_nodes(connection, KINDS[shelf], and_(_alive(table), table.c.name_key == key)))
        for shelf, table in (("sources", source), ("entities", entity))
    }


def _united(members: set[str], pairs: Iterable[frozenset[str]], age: Mapping[str, tuple[int, str]]) -> dict[str, str]:
    head = {node: node for node in members}
    for first, second in (sorted(pair) for pair in pairs):
        old, young = sorted((head[first], head[second]), key=lambda node: age.get(node, (0, node)))
        head = {node: old if h == young else h for node, h in head.items()}
    return head


def _ages(connection: Connection, ids: set[str]) -> dict[str, tuple[int, str]]:
    return {row.id: (row.recorded_seq, row.id) for table in (source, entity, claim) for row in _rows_in(connection, table, table.c.id, ids)}


def _heads(connection: Connection) -> dict[str, str]:
    return {row.id: row.head for row in connection.execute(select(identity))}


def _alive(table: Table) -> ColumnElement[bool]:
    return table.c.retracted_seq.is_(None)


def _node(kind: type[Node], body: str) -> Node:
    return from_record(json.loads(body), kind)


def _nodes(connection: Connection, kind: type[Node], condition: ColumnElement[bool]) -> Iterator[Any]:
    table = TABLES[kind]
    query = select(table.c.body).where(condition).order_by(table.c.recorded_seq, table.c.id)
    for row in connection.execute(query):
        yield _node(kind, row.body)


def _where(connection: Connection, kind: type[Node], column: Any, values: Iterable[str]) -> Iterator[Any]:
    """The live nodes of a kind whose column holds one of these values."""
    for batch in _batches(values):
        yield from _nodes(connection, kind, and_(_alive(TABLES[kind]), column.in_(batch)))


def _live(connection: Connection, kind: type[Node], ids: Iterable[str]) -> Iterator[Any]:
    return _where(connection, kind, TABLES[kind].c.id, ids)


def _rows_in(connection: Connection, table: Table, column: Any, values: Iterable[str]) -> Iterator[Any]:
    columns = [table.c[name] for name in table.c.keys() if name != "body"]  # noqa: SIM118 — a column collection iterates over columns
    for batch in _batches(values):
        yield from connection.execute(select(*columns).where(_alive(table), column.in_(batch)))


def _batches(values: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(sorted(set(values)))
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _links_of(connection: Connection, ids: set[str]) -> dict[str, Any]:
    """Links that are asked for, touch what is asked for, or undercut a link found on the way."""
    found: dict[str, Any] = {}
    frontier = ids
    while frontier:
        near = {
            item.id: item
            for column in (link.c.id, link.c.from_id, link.c.to_id)
            for item in _where(connection, TABLE_KINDS["link"], column, frontier)
        }
        frontier = near.keys() - found.keys()
        found |= near
    return dict(sorted(found.items()))


def _claims_near(connection: Connection, ids: set[str]) -> set[str]:
    """The claims among these ids, of these documents, by these sources, about these entities, or behind these assertions."""
    of_assertions = {
        row.root_claim
        for column, values in ((assertion.c.id, ids), (assertion.c.speaker, _grouped(connection, ids)))
        for row in _rows_in(connection, assertion, column, values)
    }
    of_documents = {row.id for row in _rows_in(connection, claim, claim.c.document, ids)}
    about = {
        row.claim
        for batch in _batches(_grouped(connection, ids))
        for row in connection.execute(select(mention).where(mention.c.entity.in_(batch)))
    }
    return {node_id for node_id in ids if kind_of(node_id) == "claim"} | of_assertions | of_documents | about


def _grouped(connection: Connection, ids: set[str]) -> set[str]:
    """These ids with all that stand for the same source or entity."""
    heads = {row.head for batch in _batches(ids) for row in connection.execute(select(identity).where(identity.c.id.in_(batch)))} | ids
    return heads | {row.id for batch in _batches(heads) for row in connection.execute(select(identity).where(identity.c.head.in_(batch)))}


def _rest(connection: Connection, asked: set[str], nodes: list[Node]) -> list[Node]:
    """The voices, documents, entities and judgements that these nodes name, and those asked for."""
    speakers = {node.speaker.id for node in nodes if isinstance(node, Assertion)} | _grouped(connection, asked)
    sources = list(_live(connection, Source, speakers))
    sources += [item for item in _live(connection, Source, {m for s in sources for m in s.members}) if item.id not in speakers]
    entities = {name for node in nodes if isinstance(node, Claim) for name in node.entities} | _grouped(connection, asked)
    documents = {getattr(node, "document", None) for node in [*nodes, *sources]} | asked
    decided = _where(connection, Judgement, judgement.c.target, {node.id for node in nodes} | asked)
    return [
        *_live(connection, TABLE_KINDS["document"], {d for d in documents if d}),
        *sources,
        *_live(connection, TABLE_KINDS["entity"], entities),
        *decided,
    ]


TABLE_KINDS: Mapping[str, type[Node]] = {table.name: kind for kind, table in TABLES.items()}

FILTERS: Mapping[str, tuple[str, ...]] = {
    "documents": ("url", "publisher", "sha256"),
    "sources": ("document", "kind", "name"),
    "entities": ("document", "kind", "name"),
    "claims": ("document", "modality", "polarity", "entity", "source"),
    "assertions": ("document", "claim", "speaker", "stance"),
    "links": ("kind", "type", "status", "judge", "claim", "from", "to"),
    "judgements": ("target", "verdict", "judge"),
}
"""By what each kind of node can be filtered."""
_COLUMNS = {"from": "from_id", "to": "to_id"}


def _conditions(kind: str, where: Mapping[str, str]) -> Iterator[ColumnElement[bool]]:
    if kind in ("sources", "entities"):  # those that another one stands for are shown in its place
        yield TABLES[KINDS[kind]].c.id.not_in(select(identity.c.id))
    for name, value in where.items():
        if name not in FILTERS[kind]:
            raise InputError(f"{kind} cannot be filtered by “{name}”; they can by: {', '.join(FILTERS[kind])}")
        yield _condition(kind, name, value)


def _condition(kind: str, name: str, value: str) -> ColumnElement[bool]:
    group = select(identity.c.id).where(identity.c.head == value)
    match kind, name:
        case "claims", "entity":
            return claim.c.id.in_(select(mention.c.claim).where(or_(mention.c.entity == value, mention.c.entity.in_(group))))
        case "claims", "source":
            spoken = select(assertion.c.root_claim).where(
                _alive(assertion), or_(assertion.c.speaker == value, assertion.c.speaker.in_(group))
            )
            return claim.c.id.in_(spoken)
        case "assertions", "claim":
            return assertion.c.root_claim == value
        case "links", "claim":
            return or_(link.c.from_id == value, link.c.to_id == value)
        case _:
            return TABLES[KINDS[kind]].c[_COLUMNS.get(name, name)] == value
