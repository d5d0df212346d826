"""What is added to the record: readings with their links and judgements, one entry for each batch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Table, literal_column, or_, select

from claimgraph.collecting import uncollected
from claimgraph.errors import ConflictError
from claimgraph.model import Document, Judgement, Link, Node, Reading
from claimgraph.store import filling, journal, reading, scope
from claimgraph.store.known import Known
from claimgraph.store.moment import Moment, erased_by
from claimgraph.store.prepared import ask, listed
from claimgraph.store.schema import among, among_bound, document, erased, judgement, link, membership
from claimgraph.store.writing import as_judged, decided, record, roots_of, touched_names

# Made once: every writer waits for them.
_ANY_ERASED = select(erased.c.id).limit(literal_column("1"))
_RECORDED = {table: select(table.c.id).where(table.c.retracted_seq.is_(None), among_bound(table.c.id, "ids")) for table in (document, link)}


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a reading did: the entry of the journal, the document, and whether it was there before.

    `cut` is how many of its claims share so much with so many others that they were compared with the nearest only. It is `waiting`
    where it is to be compared with what is older yet.
    """

    seq: int
    document: str
    already: bool
    cut: int = 0
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """What adding many readings did: the newest entry of the journal, the documents added, and how many were there before."""

    seq: int
    documents: tuple[str, ...]
    already: int = 0


def add_reading(
    connection: Connection,
    read: Reading,
    links: Sequence[Link],
    judgements: Sequence[Judgement],
    *,
    actor: str,
    collection: str | None = None,
    known: Known | None = None,
) -> Added:
    """Record all of a reading with the links found for it, or nothing where the document is there already."""
    whole = replace(read, links=(*read.links, *links))
    done = add_readings(
        connection, [whole], judgements, actor=actor, verb="add", target=read.document.id, collection=collection, known=known
    )
    return Added(done.seq, read.document.id, already=not done.documents)


def add_readings(
    connection: Connection,
    readings: Sequence[Reading],
    judgements: Sequence[Judgement],
    *,
    actor: str,
    verb: str,
    target: str,
    collection: str | None = None,
    known: Known | None = None,
) -> Batch:
    """Record all of these readings with the judgements on their nodes as one entry; documents that are there change nothing.

    Those that are there, but not in the collection, come to belong to it as if they were new, with the links and judgements
    that the collection alone gives rise to. `known` is what is known of a store that is filled, see `claimgraph.store.filling`.
    """
    if known is not None and not collection:
        done = _add_unseen(connection, readings, judgements, known, actor=actor, verb=verb, target=target)
        if done is not None:
            return done
    if known is not None and filling.is_unsought(connection):
        filling.make_sought(connection)
    return _add_asking(connection, readings, judgements, actor=actor, verb=verb, target=target, collection=collection)


def _add_asking(
    connection: Connection,
    readings: Sequence[Reading],
    judgements: Sequence[Judgement],
    *,
    actor: str,
    verb: str,
    target: str,
    collection: str | None,
) -> Batch:
    seq, previous = journal.newest(connection)
    given = {read.document.id: read for read in readings}
    there = _recorded(connection, document, given)
    entering = set() if collection is None else given.keys() - scope.members(connection, collection, given)
    fresh = [read for read in given.values() if read.document.id not in there]
    added = tuple(name for name in given if name not in there or name in entering)
    if not added:
        return Batch(seq, (), len(readings))
    members = scope.enrol(connection, collection or "", entering, seq + 1)
    old = there & entering
    if old:
        scope.join(connection, collection or "", old, seq + 1)
    gone = _erased(connection, fresh, judgements)
    nodes = _nodes_of(connection, fresh, judgements, gone)
    nodes += _unheard_of(connection, collection or "", [given[name] for name in old], judgements) if old else []
    rows = record(connection, nodes, seq + 1, _roots_in(fresh), collection=collection)
    rows = {**rows, membership.name: members}
    journal.append(connection, seq + 1, actor=actor, verb=verb, target=target, previous_hash=previous, rows=rows)
    return Batch(seq + 1, added, len(readings) - len(added))


def _add_unseen(
    connection: Connection,
    readings: Sequence[Reading],
    judgements: Sequence[Judgement],
    known: Known,
    *,
    actor: str,
    verb: str,
    target: str,
) -> Batch | None:
    """The same where the record, of which all is known, need not be asked about what is in these; else nothing is done, and None."""
    seq, previous = journal.newest(connection)
    if not known.follows((seq, previous)):
        return None
    given = {read.document.id: read for read in readings}
    fresh = [given[name] for name in known.unseen(given)]
    if not fresh:
        return Batch(seq, (), len(readings))
    with uncollected():
        nodes, roots = _nodes_in(fresh, judgements), _roots_in(fresh)
        brought = known.brought(nodes, roots)
        if brought is None:
            return None
        rows = record(connection, nodes, seq + 1, roots, regrouped=brought.regrouped)
        journal.append(connection, seq + 1, actor=actor, verb=verb, target=target, previous_hash=previous, rows=rows)
        known.expect(journal.newest(connection), brought)
    return Batch(seq + 1, tuple(read.document.id for read in fresh), len(readings) - len(fresh))


def _unheard_of(connection: Connection, collection: str, readings: Sequence[Reading], judgements: Sequence[Judgement]) -> list[Node]:
    """The links of these readings and the judgements on what they hold that the store never held, as far as the collection shows them."""
    names = {name for read in readings for name in touched_names((*read.sources, *read.entities, *read.claims))}
    found: dict[str, Link | Judgement] = {link.id: link for read in readings for link in read.links}
    found |= {item.id: item for item in judgements if item.target in names}
    needs = {node_id: set(scope.needs_of(node)) for node_id, node in found.items()}
    inside = scope.shown(Moment(connection, collection=collection), {need for needed in needs.values() for need in needed})
    known = {node_id for table in (link, judgement) for node_id in reading.ever(connection, table, found)}
    return [node for node_id, node in found.items() if node_id not in known and needs[node_id] <= inside]


def _erased(connection: Connection, readings: Sequence[Reading], judgements: Sequence[Judgement]) -> set[str]:
    """The links and judgements among these that were erased by themselves. Raises ConflictError where a text was."""
    if ask(connection, _ANY_ERASED, {}).first() is None:
        return set()
    _refuse_erased(connection, [read.document for read in readings])
    return set(erased_by(Moment(connection), [*(item.id for read in readings for item in read.links), *(item.id for item in judgements)]))


def _refuse_erased(connection: Connection, documents: Sequence[Document]) -> None:
    """Refuse texts that were erased, also from another address: what the law took away does not come back unnoticed."""
    same = or_(among(erased.c.id, [item.id for item in documents]), among(erased.c.sha256, [item.sha256 for item in documents]))
    row = connection.execute(select(erased).where(same).limit(1)).first()
    if row:
        found = next(item.id for item in documents if item.id == row.id or item.sha256 == row.sha256)
        raise ConflictError(f"the text of {found} was erased by entry {row.seq}, and is not taken again", code="was-erased")


def _homed_in(readings: Iterable[Reading]) -> list[Node]:
    """What of these readings belongs to their documents."""
    nodes: list[Node] = []
    for read in readings:
        nodes += (read.document, *read.sources, *read.entities, *read.claims, *read.assertions)
    return nodes


def _nodes_in(readings: Sequence[Reading], judgements: Sequence[Judgement]) -> list[Node]:
    """The nodes of these readings with the judgements on them, their links with the status that these give them."""
    nodes = _homed_in(readings)
    links = {item.id: item for read in readings for item in read.links}
    targets = {*links, *(node.id for node in nodes)}
    given = [item for item in judgements if item.target in targets]
    return [*nodes, *decided(links.values(), given), *given]


def _nodes_of(connection: Connection, readings: Sequence[Reading], judgements: Sequence[Judgement], gone: set[str]) -> list[Node]:
    """The nodes of these readings that are not recorded yet nor `gone`, their links with the status that judgements give them."""
    nodes = _homed_in(readings)
    links = {item.id: item for read in readings for item in read.links}
    there = _recorded(connection, link, links) | gone
    targets = {*links, *(node.id for node in nodes)} - gone
    given = [item for item in judgements if item.target in targets]
    judged = {row.id for row in Moment(connection).rows(judgement, judgement.c.target, [item.target for item in given])} | gone
    fresh = [item for item in given if item.id not in judged]
    return [*nodes, *as_judged(connection, [item for item in links.values() if item.id not in there], fresh), *fresh]


def _roots_in(readings: Iterable[Reading]) -> dict[str, str]:
    """The claim at the end of each assertion's chain, of all in these readings."""
    return roots_of({item.id: item.content for read in readings for item in read.assertions})


def _recorded(connection: Connection, table: Table, ids: Iterable[str]) -> set[str]:
    """Which of these nodes are recorded and alive."""
    wanted = listed(ids)
    return set() if wanted == "[]" else {row.id for row in ask(connection, _RECORDED[table], {"ids": wanted})}
