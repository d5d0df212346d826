"""Every question that the record answers about one moment; nothing here writes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Executable, Integer, Table, Text, and_, bindparam, func, literal_column, select

from claimgraph.errors import NotFoundError
from claimgraph.ids import kind_of
from claimgraph.model import SHELVES, Document, Graph, Judgement, Link, LinkStatus, Node
from claimgraph.store.moment import Making, Moment, erased_by
from claimgraph.store.prepared import listed
from claimgraph.store.schema import (
    BEGINNING,
    KINDS,
    TABLES,
    among,
    among_bound,
    document,
    entity,
    equals,
    equals_bound,
    identity,
    judgement,
    link,
    name_key,
    source,
)

MOST_COPIES = 50
"""How many documents that carry one text are told of at most."""
_KINDS = {kind.__name__.lower(): kind for kind in SHELVES}


@dataclass(frozen=True, slots=True)
class Delta:
    """What one entry of the journal changed: the versions that it recorded and those that it retracted."""

    added: Graph
    retracted: Graph


def get(moment: Moment, node_id: str) -> Node:
    """The living version of a node; raises NotFoundError, with the code `erased` where its words are gone for good."""
    node = find(moment, node_id)
    if node is None and (by := erased_by(moment, [node_id])):
        raise NotFoundError(f"{node_id} was erased by entry {by[node_id]}; its history says why", code="erased")
    if node is None:
        raise NotFoundError(
            f"there is no {kind_of(node_id) or 'node'} {node_id[:80]!r} in this store{_when(moment)}{_fate(moment, node_id)}"
        )
    return node


def _fate(moment: Moment, node_id: str) -> str:
    """What is to be said of a node that is not there: which entry retracted it, where that is no secret of others."""
    kind = table_kind(node_id)
    if kind is None or moment.seq is not None or moment.collection is not None:
        return ""
    table = TABLES[kind]
    last = moment.connection.execute(select(func.max(table.c.retracted_seq)).where(table.c.id == node_id)).scalar()
    return f": entry {last} retracted it, and its history says why" if last else ""


def find(moment: Moment, node_id: str) -> Node | None:
    """The living version of a node, or None."""
    kind = table_kind(node_id)
    return moment.one(kind, node_id) if kind else None


def find_all(moment: Moment, ids: Iterable[str]) -> dict[str, Node]:
    """The living versions of these nodes by id."""
    wanted: dict[type[Node], list[str]] = {}
    for node_id in ids:
        kind = table_kind(node_id)
        if kind is not None:
            wanted.setdefault(kind, []).append(node_id)
    return {node.id: node for kind, found in wanted.items() for node in moment.live(kind, found)}


def living_among(moment: Moment, ids: Iterable[str]) -> set[str]:
    """Which of these nodes, of whatever kind, are alive."""
    wanted = set(ids)
    return {
        row.id for table in TABLES.values() for row in moment.rows(table, table.c.id, [i for i in wanted if i.startswith(f"{table.name}-")])
    }


def ever(connection: Connection, table: Table, ids: Iterable[str]) -> set[str]:
    """Which of these ids a version was ever recorded of."""
    return set(connection.execute(select(table.c.id).where(among(table.c.id, ids))).scalars())


def table_kind(node_id: str) -> type[Node] | None:
    """The kind of node that an id names, or None where it names none that is stored."""
    return _KINDS.get(kind_of(node_id) or "")


def delta(moment: Moment, seq: int) -> Delta:
    """The versions that entry `seq` recorded and retracted, and who stands for whom since then or no longer.

    What was erased since is left out.
    """

    def changed(read: Callable[[type[Node], int], Iterator[Node]], *, gone: bool) -> Graph:
        """What an entry recorded or retracted."""
        return Graph.of((node for kind in SHELVES for node in read(kind, seq)), changed_heads(moment, seq, gone=gone))

    return Delta(changed(moment.recorded, gone=False), changed(moment.retracted, gone=True))


def changed_heads(moment: Moment, seq: int, *, gone: bool) -> dict[str, str]:
    """Who stands for whom since entry `seq`, or no longer does so since then."""
    column = identity.c.retracted_seq if gone else identity.c.recorded_seq
    mine = (column == seq, identity.c.collection == (moment.collection or ""))
    return {row.id: row.head for row in moment.connection.execute(select(identity.c.id, identity.c.head).where(*mine))}


def joining(moment: Moment, pairs: Iterable[tuple[str, str]]) -> list[Link]:
    """The living links from the first of any of these pairs to its second."""
    wanted = set(pairs)
    ends = (among(link.c.from_id, {one for one, _ in wanted}), among(link.c.to_id, {other for _, other in wanted}))
    return [found for found in moment.nodes(Link, and_(*ends)) if (found.from_, found.to) in wanted]


def judgements_on(moment: Moment, ids: Iterable[str]) -> list[Judgement]:
    """The living judgements on these nodes, oldest first."""
    return list(moment.where(Judgement, judgement.c.target, ids))


def first_status(connection: Connection, link_id: str) -> LinkStatus:
    """The status that a link had before anybody judged it."""
    status = connection.execute(select(link.c.status).where(link.c.id == link_id).order_by(link.c.recorded_seq).limit(1)).scalar_one()
    return LinkStatus(status)


def same_text(moment: Moment, sha256: str, but: str) -> list[Document]:
    """The living documents with a text of this hash but one, oldest first and at most `MOST_COPIES`, without their texts."""
    rows = moment.ask(_by_text, {"sha256": sha256, "but": but})
    return [Document(row.id, "", sha256, url=row.url, title=row.title, publisher=row.publisher) for row in rows]


def _by_text(moment: Moment) -> Executable:
    found = select(document.c.id, document.c.url, document.c.title, document.c.publisher)
    text = and_(document.c.sha256 == bindparam("sha256", type_=Text), document.c.id != bindparam("but", type_=Text))
    return found.where(text, moment.alive(document)).order_by(moment.age(document), document.c.id).limit(literal_column(str(MOST_COPIES)))


def named(moment: Moment, key: str) -> dict[str, list[Node]]:
    """The living sources and entities whose compared name is `key`, by kind, oldest first."""
    shelves = {"sources": source, "entities": entity}
    return {shelf: list(moment.nodes(KINDS[shelf], equals(table.c.name_key, key))) for shelf, table in shelves.items()}


def living(moment: Moment, shelf: str, ids: Iterable[str]) -> set[str]:
    """Which of these ids are those of living nodes of a kind."""
    table = TABLES[KINDS[shelf]]
    return set(moment.connection.execute(select(table.c.id).where(moment.alive(table), among(table.c.id, ids))).scalars())


def first_named(moment: Moment, shelf: str, names: Iterable[tuple[str, str]], but: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The oldest living source or entity (by `shelf`) of each of these kinds and compared names, none of the document `but`.

    Each with its id and its document. However many have a name, one is looked at.
    """
    making = _first_named(TABLES[KINDS[shelf]])
    found = {}
    for kind, key in sorted(set(names)):
        row = moment.ask(making, {"kind": kind, "key": key, "begins": key[:BEGINNING], "but": but}).first()
        if row is not None:
            found[kind, key] = (row.id, row.document)
    return found


@cache
def _first_named(table: Table) -> Making:
    """The first of a `kind` whose compared name is `key`, of no document `but`."""
    called = equals_bound(table.c.name_key, bindparam("key", type_=Text), bindparam("begins", type_=Text))
    other = and_(table.c.kind == bindparam("kind", type_=Text), table.c.document != bindparam("but", type_=Text))

    def make(moment: Moment) -> Executable:
        """The statement, at a moment."""
        found = select(table.c.id, table.c.document).where(called, other, moment.alive(table))
        return found.order_by(moment.age(table), table.c.id).limit(literal_column("1"))

    return make


def compared_names(moment: Moment, shelf: str, kind: str, ids: Iterable[str], *, most: int) -> list[str]:
    """The compared names, each once, of those of these sources or entities (by `shelf`) that are of a kind: the latest, at most so many."""
    rows = moment.ask(_compared_names(TABLES[KINDS[shelf]]), {"ids": listed(ids), "kind": kind, "most": most})
    return [row.name_key for row in rows]


@cache
def _compared_names(table: Table) -> Making:
    """The latest compared names of `kind` among the nodes `ids`."""

    def make(moment: Moment) -> Executable:
        mine = and_(moment.holds(table), among_bound(table.c.id, "ids"), table.c.kind == bindparam("kind", type_=Text))
        latest = func.max(table.c.recorded_seq).desc(), table.c.name_key
        return select(table.c.name_key).where(mine).group_by(table.c.name_key).order_by(*latest).limit(bindparam("most", type_=Integer))

    return make


def named_apart(moment: Moment, shelf: str, one: str, other: str) -> bool:
    """Whether a living document names something `one` and something else `other`: as sources, or as entities (by `shelf`)."""
    table = TABLES[KINDS[shelf]]
    documents = [select(table.c.document).where(moment.alive(table), equals(table.c.name_key, name_key(name))) for name in (one, other)]
    return moment.connection.execute(documents[0].where(table.c.document.in_(documents[1])).limit(1)).first() is not None


def names_in(moment: Moment, document_id: str) -> set[str]:
    """The names of the living entities of a document."""
    return set(moment.connection.execute(select(entity.c.name).where(moment.alive(entity), entity.c.document == document_id)).scalars())


def _when(moment: Moment) -> str:
    return "" if moment.seq is None else f" as of entry {moment.seq}"
