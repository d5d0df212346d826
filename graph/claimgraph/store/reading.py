"""Every question that the record answers about one moment; nothing here writes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, and_, func, literal, literal_column, or_, select, tuple_, union_all

from claimgraph.errors import InputError, NotFoundError
from claimgraph.ids import kind_of
from claimgraph.model import SHELVES, Graph, Judgement, LinkStatus, Node
from claimgraph.store import derived, journal
from claimgraph.store.cursors import read_cursor, write_cursor
from claimgraph.store.identities import heads
from claimgraph.store.moment import Moment, Shelf, erased_by, node_of
from claimgraph.store.schema import (
    BEGINNING,
    KINDS,
    TABLES,
    among,
    assertion,
    beginning,
    claim,
    entity,
    equals,
    identity,
    judgement,
    link,
    mention,
    source,
)

MOST = 1_000
"""The most items of one page."""
MOST_COUNTED = 10_000
"""Up to how many nodes of a list are counted; beyond it is known only what is kept count of."""
CROWD = 5_000
"""A source or entity with more claims than this is so common that the newest are found by looking through all claims."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: the items, the cursor of the next page (None on the last), and how many there are in all.

    `total` is None where there are more than `MOST_COUNTED` and nobody keeps count. `hidden` counts the nodes that would be in
    the list had they not been retracted by then.
    """

    items: tuple[Node, ...]
    next: str | None
    total: int | None
    hidden: int = 0


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
    return next(moment.live(kind, [node_id]), None) if kind else None


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
    return next((kind for kind in SHELVES if kind.__name__.lower() == kind_of(node_id)), None)


def page(moment: Moment, kind: str, *, where: Mapping[str, str], cursor: str | None, limit: int) -> Page:
    """The nodes of a kind, newest first, that meet all conditions; raises InputError on one that the kind does not know."""
    if kind not in KINDS:
        raise InputError(f"“{kind}” is no kind of node; the kinds are {', '.join(KINDS)}")
    if not 1 <= limit <= MOST:
        raise InputError(f"limit must be between 1 and {MOST}, not {limit}")
    table = TABLES[KINDS[kind]]
    shelf = moment.shelf(table, few=bool(where.keys() & _INDEXED))
    conditions = [shelf.holds, *_shown(moment, kind, shelf), *_conditions(moment, kind, where, moment.alive)]
    total = _total(moment, kind, where, shelf, conditions)
    if cursor is not None:
        conditions.append(tuple_(shelf.age, shelf.id) < read_cursor(cursor, (int, str)))
    version = select(shelf.id.label("id"), table.c.recorded_seq.label("version"), shelf.age.label("age")).select_from(shelf.rows)
    # Bodies are looked up for the page alone: sorting them all along would read every one that meets the conditions.
    found = version.where(*conditions).order_by(shelf.age.desc(), shelf.id.desc()).limit(limit + 1).subquery()
    here = and_(table.c.id == found.c.id, table.c.recorded_seq == found.c.version)
    query = select(table.c.body, found.c.age, found.c.id).select_from(found.join(table, here))
    rows = moment.connection.execute(query.order_by(found.c.age.desc(), found.c.id.desc())).all()
    shown = rows[:limit]
    following = write_cursor(shown[-1].age, shown[-1].id) if len(rows) > limit else None
    return Page(tuple(node_of(KINDS[kind], row.body) for row in shown), following, total, _hidden(moment, kind, where))


def _total(moment: Moment, kind: str, where: Mapping[str, str], shelf: Shelf, conditions: Sequence[ColumnElement[bool]]) -> int | None:
    kept = derived.kept_count(moment, kind, where)
    if kept is None and moment.collection is not None and not where:
        tally = moment.tally(TABLES[KINDS[kind]])
        kept = _count(moment, tally, [tally.holds, *_shown(moment, kind, tally)])
    bounded = select(shelf.id).select_from(shelf.rows).where(*conditions).limit(MOST_COUNTED + 1).subquery()
    counted = kept if kept is not None else moment.connection.execute(select(func.count()).select_from(bounded)).scalar_one()
    return counted if kept is not None or counted <= MOST_COUNTED else None


def _count(moment: Moment, shelf: Shelf, conditions: Sequence[ColumnElement[bool]]) -> int:
    return moment.connection.execute(select(func.count()).select_from(shelf.rows).where(*conditions)).scalar_one()


def _hidden(moment: Moment, kind: str, where: Mapping[str, str]) -> int:
    """How many nodes once met the conditions and are retracted, with no version that is alive."""
    table = TABLES[KINDS[kind]]
    if moment.connection.execute(select(table.c.id).where(moment.gone(table)).limit(1)).first() is None:
        return 0
    living = table.alias()
    alive = select(living.c.id).where(living.c.id == table.c.id, moment.alive(living)).exists()
    conditions = (moment.gone(table), ~alive, *_conditions(moment, kind, where, moment.ever))
    return moment.connection.execute(select(func.count(table.c.id.distinct())).where(*conditions)).scalar_one()


def delta(moment: Moment, seq: int) -> Delta:
    """The versions that entry `seq` recorded and retracted, and who stands for whom since then or no longer.

    What was erased since is left out.
    """

    def changed(read: Callable[[type[Node], int], Iterator[Node]], column: str) -> Graph:
        mine = (identity.c[column] == seq, identity.c.collection == (moment.collection or ""))
        rows = moment.connection.execute(select(identity.c.id, identity.c.head).where(*mine))
        return Graph.of((node for kind in SHELVES for node in read(kind, seq)), {row.id: row.head for row in rows})

    return Delta(changed(moment.recorded, "recorded_seq"), changed(moment.retracted, "retracted_seq"))


def statistics(moment: Moment) -> dict[str, int]:
    """How many living nodes of each kind there are, and the number of the newest entry then."""
    tallies = {shelf: moment.tally(TABLES[kind]) for shelf, kind in KINDS.items()}
    counts = derived.population(moment) or {shelf: _count(moment, tally, [tally.holds]) for shelf, tally in tallies.items()}
    return {**counts, "seq": journal.newest(moment.connection)[0] if moment.seq is None else moment.seq}


def judgements_on(moment: Moment, ids: Iterable[str]) -> list[Judgement]:
    """The living judgements on these nodes, oldest first."""
    return list(moment.where(Judgement, judgement.c.target, ids))


def first_status(connection: Connection, link_id: str) -> LinkStatus:
    """The status that a link had before anybody judged it."""
    status = connection.execute(select(link.c.status).where(link.c.id == link_id).order_by(link.c.recorded_seq).limit(1)).scalar_one()
    return LinkStatus(status)


def named(moment: Moment, key: str) -> dict[str, list[Node]]:
    """The living sources and entities whose compared name is `key`, by kind, oldest first."""
    shelves = {"sources": source, "entities": entity}
    return {shelf: list(moment.nodes(KINDS[shelf], equals(table.c.name_key, key))) for shelf, table in shelves.items()}


def living(moment: Moment, shelf: str, ids: Iterable[str]) -> set[str]:
    """Which of these ids are those of living nodes of a kind."""
    table = TABLES[KINDS[shelf]]
    return set(moment.connection.execute(select(table.c.id).where(moment.alive(table), among(table.c.id, ids))).scalars())


def first_named(moment: Moment, shelf: str, keys: Iterable[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """The oldest living source or entity (by `shelf`) of each kind and compared name: its id and its document."""
    table = TABLES[KINDS[shelf]]
    columns = (table.c.kind, table.c.name_key, moment.age(table), table.c.id, table.c.document)
    wanted = set(keys)
    found: dict[tuple[str, str], tuple[int, str, str]] = {}
    query = select(*columns).where(moment.alive(table), among(beginning(table.c.name_key), (key[:BEGINNING] for key in wanted)))
    for kind, key, seq, node_id, document in moment.connection.execute(query) if wanted else ():
        place = (seq, node_id, document)
        if key in wanted and place < found.get((kind, key), (seq + 1, "", "")):
            found[kind, key] = place
    return {name: (node_id, document) for name, (_, node_id, document) in found.items()}


FILTERS: Mapping[str, tuple[str, ...]] = {
    "documents": ("url", "publisher", "sha256"),
    "sources": ("document", "kind", "name"),
    "entities": ("document", "kind", "name"),
    "claims": ("document", "modality", "polarity", "entity", "source"),
    "assertions": ("document", "claim", "speaker", "stance"),
    "links": ("kind", "type", "status", "judge", "claim", "from", "to", "entity"),
    "judgements": ("target", "verdict", "judge"),
}
"""By what each kind of node can be filtered."""
_INDEXED = frozenset({"document", "url", "name", "entity", "source", "claim", "speaker", "from", "to", "target"})
"""The filters that an index answers."""
_COLUMNS = {"from": "from_id", "to": "to_id"}
Holds = Callable[[Table], ColumnElement[bool]]
"""Which versions of another table count for a condition: the living ones, or all that ever were."""


def _when(moment: Moment) -> str:
    return "" if moment.seq is None else f" as of entry {moment.seq}"


def _shown(moment: Moment, kind: str, shelf: Shelf) -> Iterator[ColumnElement[bool]]:
    """Sources and entities that another one stands for are shown in its place."""
    if kind in ("sources", "entities"):
        joined = select(identity.c.id).where(identity.c.id == shelf.id, moment.alive(identity)).exists()
        now = moment.seq is None and moment.collection is None
        yield TABLES[KINDS[kind]].c.joined.is_(None) if now else ~joined


def _conditions(moment: Moment, kind: str, where: Mapping[str, str], holds: Holds) -> Iterator[ColumnElement[bool]]:
    for name, value in where.items():
        if name not in FILTERS[kind]:
            raise InputError(f"{kind} cannot be filtered by “{name}”; they can by: {', '.join(FILTERS[kind])}")
        match kind, name:
            case "claims", "entity":
                yield _about(moment, heads(moment, [value]).get(value, value))
            case "claims", "source":
                yield _spoken_by(moment, heads(moment, [value]).get(value, value), holds)
            case "assertions", "claim":
                yield assertion.c.root_claim == value
            case "links", "claim":
                yield or_(link.c.from_id == value, link.c.to_id == value)
            case "links", "entity":
                yield _between_claims_about(moment, heads(moment, [value]).get(value, value))
            case _:
                yield equals(TABLES[KINDS[kind]].c[_COLUMNS.get(name, name)], value)


def _about(moment: Moment, head: str) -> ColumnElement[bool]:
    """The condition that this very version of a claim mentions an entity for which `head` stands."""
    if derived.kept_number(moment, "entity", head) <= CROWD:
        return tuple_(claim.c.id, claim.c.recorded_seq).in_(
            select(mention.c.claim, mention.c.recorded_seq).where(_of_group(moment, mention.c.entity, head))
        )
    here = (mention.c.claim == claim.c.id, mention.c.recorded_seq == claim.c.recorded_seq)
    return select(mention.c.claim).where(*here, _is_one(moment, mention.c.entity, head)).exists()


def _between_claims_about(moment: Moment, head: str) -> ColumnElement[bool]:
    """The condition that a claim at an end of a link mentions an entity for which `head` stands."""
    # The claims are sought first, however many: a question for each link instead took minutes at a million claims.
    about = select(mention.c.claim).where(_of_group(moment, mention.c.entity, head))
    return or_(link.c.from_id.in_(about), link.c.to_id.in_(about))


def _spoken_by(moment: Moment, head: str, holds: Holds) -> ColumnElement[bool]:
    """The condition that a source for which `head` stands speaks of a claim."""
    if derived.kept_number(moment, "source", head) <= CROWD:
        return claim.c.id.in_(select(assertion.c.root_claim).where(holds(assertion), _of_group(moment, assertion.c.speaker, head)))
    here = (assertion.c.root_claim == claim.c.id, holds(assertion))
    return select(assertion.c.id).where(*here, _is_one(moment, assertion.c.speaker, head)).exists()


def _of_group(moment: Moment, column: ColumnElement[str], head: str) -> ColumnElement[bool]:
    """The condition that a column holds one of a group: for a group whose members are sought first."""
    group = select(identity.c.id).where(identity.c.head == head, moment.alive(identity))
    return column.in_(union_all(select(literal(head)), group))


def _is_one(moment: Moment, column: ColumnElement[str], head: str) -> ColumnElement[bool]:
    """The same, for a row that is looked at already."""
    # The head goes through a function, so that SQLite looks up the one row by its id, and not all members by their head.
    its = func.coalesce(identity.c.head, literal_column("''"))
    joined = select(identity.c.id).where(identity.c.id == column, its == head, moment.alive(identity))
    return or_(column == head, joined.exists())
