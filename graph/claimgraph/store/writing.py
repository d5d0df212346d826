"""Every change of the record. Each function runs in one transaction, which it seals with one entry of the journal."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table, literal_column, or_, select, update

from claimgraph.errors import ConflictError, InputError
from claimgraph.model import Assertion, Claim, Content, Document, Entity, Judgement, Link, LinkStatus, Modality, Node, Reading, Source
from claimgraph.records import to_json
from claimgraph.store import identities, journal, reading, sameness, scope
from claimgraph.store.dialects import insert_rows
from claimgraph.store.moment import Moment, erased_by
from claimgraph.store.prepared import ask, listed
from claimgraph.store.schema import TABLES, among, among_bound, columns_of, document, erased, judgement, link, membership, mention
from claimgraph.store.search import index_nodes
from claimgraph.verdicts import GRADES, SETTLING, decisive

LINK_VERDICTS = tuple(status.value for status in LinkStatus)
IDENTITY_VERDICTS = sameness.VERDICTS
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
) -> Added:
    """Record all of a reading with the links found for it, or nothing where the document is there already."""
    whole = replace(read, links=(*read.links, *links))
    done = add_readings(connection, [whole], judgements, actor=actor, verb="add", target=read.document.id, collection=collection)
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
) -> Batch:
    """Record all of these readings with the judgements on their nodes as one entry; documents that are there change nothing.

    Those that are there, but not in the collection, come to belong to it as if they were new, with the links and judgements
    that the collection alone gives rise to.
    """
    seq, previous = journal.newest(connection)
    given = {read.document.id: read for read in readings}
    known = _recorded(connection, document, given)
    entering = set() if collection is None else given.keys() - scope.members(connection, collection, given)
    fresh = [read for read in given.values() if read.document.id not in known]
    done = tuple(name for name in given if name not in known or name in entering)
    if not done:
        return Batch(seq, (), len(readings))
    members = scope.enrol(connection, collection or "", entering, seq + 1)
    old = known & entering
    if old:
        scope.join(connection, collection or "", old, seq + 1)
    gone = _erased(connection, fresh, judgements)
    nodes = _nodes_of(connection, fresh, judgements, gone)
    nodes += _unheard_of(connection, collection or "", [given[name] for name in old], judgements) if old else []
    roots = roots_of({item.id: item.content for read in fresh for item in read.assertions})
    rows = record(connection, nodes, seq + 1, roots, collection=collection)
    rows = {**rows, membership.name: members}
    journal.append(connection, seq + 1, actor=actor, verb=verb, target=target, previous_hash=previous, rows=rows)
    return Batch(seq + 1, done, len(readings) - len(done))


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


def _nodes_of(connection: Connection, readings: Sequence[Reading], judgements: Sequence[Judgement], gone: set[str]) -> list[Node]:
    """The nodes of these readings that are not recorded yet nor `gone`, their links with the status that judgements give them."""
    nodes: list[Node] = []
    for read in readings:
        nodes += (read.document, *read.sources, *read.entities, *read.claims, *read.assertions)
    links = {item.id: item for read in readings for item in read.links}
    there = _recorded(connection, link, links) | gone
    targets = {*links, *(node.id for node in nodes)} - gone
    given = [item for item in judgements if item.target in targets]
    judged = {row.id for row in Moment(connection).rows(judgement, judgement.c.target, [item.target for item in given])} | gone
    fresh = [item for item in given if item.id not in judged]
    return [*nodes, *as_judged(connection, [item for item in links.values() if item.id not in there], fresh), *fresh]


def judge(now: Moment, judgement: Judgement, *, actor: str) -> int:
    """Record a judgement and what follows from it: a link's status, or which names are one; the number of the entry.

    What was read is decided on by `claimgraph.store.revising`.
    """
    connection = now.connection
    seq, previous = journal.newest(connection)
    if reading.find(Moment(connection), judgement.id):
        return seq
    target = reading.get(now, judgement.target)
    if erased_by(Moment(connection), [judgement.id]):
        raise ConflictError(f"{judgement.id} was erased, and is not taken again", code="was-erased")
    _check_verdict(now, judgement, target)
    record(connection, [judgement], seq + 1, {})
    if isinstance(target, Link):
        set_status(connection, target, seq + 1)
    journal.append(connection, seq + 1, actor=actor, verb="judge", target=judgement.target, previous_hash=previous)
    return seq + 1


def record(
    connection: Connection, nodes: Sequence[Node], seq: int, roots: Mapping[str, str], *, collection: str | None = None
) -> journal.Rows:
    """Write these nodes as versions of entry `seq`, with all that is derived from them; the rows of the versions.

    `collection` is one into which others came with the same entry. Raises InputError where an id is given twice.
    """
    twice = [name for name, count in Counter([node.id for node in nodes]).items() if count > 1]
    if twice:  # no key would refuse it while a store is filled
        raise InputError(f"{twice[0]} is given twice: an entry holds one version of a node", code="twice")
    sorts: dict[type[Node], list[Node]] = {}
    for node in nodes:
        sorts.setdefault(type(node), []).append(node)
    rows = {TABLES[kind].name: [_row(node, seq, roots) for node in found] for kind, found in sorts.items()}
    for table in TABLES.values():
        insert_rows(connection, table, rows.get(table.name, ()))
    claims: Iterable[Any] = sorts.get(Claim, ())
    pairs = [{"claim": node.id, "entity": name, "recorded_seq": seq} for node in claims for name in node.entities]
    insert_rows(connection, mention, pairs)
    index_nodes(connection, nodes, roots, seq)
    names = scope.extend(connection, nodes, seq) | ({collection} if collection else set())
    for view in scope.views(connection, names):
        identities.join(view, seq)
    return rows


def touched_names(nodes: Iterable[Node]) -> set[str]:
    """The nodes whose group may change when these come or go."""
    found = {node.id for node in nodes if isinstance(node, Source | Entity | Claim)}
    decided = [node for node in nodes if isinstance(node, Judgement) and node.verdict in IDENTITY_VERDICTS]
    return found | {end for item in decided for end in (item.target, item.other) if end}


def as_judged(connection: Connection, links: Sequence[Link], judgements: Iterable[Judgement] = ()) -> list[Link]:
    """The links, about to be recorded, with the status that judgements which are alive, or these, give them."""
    verdicts: dict[str, list[Judgement]] = {}
    for item in (*Moment(connection).where(Judgement, judgement.c.target, [item.id for item in links]), *judgements):
        verdicts.setdefault(item.target, []).append(item)
    decided = {target: decisive(items) for target, items in verdicts.items()}
    return [replace(item, status=LinkStatus(last.verdict)) if (last := decided.get(item.id)) else item for item in links]


def set_status(connection: Connection, target: Link, seq: int) -> None:
    """Record a new version of a link whose judgements, the newest by rank, say another status than it has."""
    last = decisive(reading.judgements_on(Moment(connection), [target.id]))
    status = LinkStatus(last.verdict) if last else reading.first_status(connection, target.id)
    if status is target.status:
        return
    connection.execute(update(link).where(link.c.id == target.id, link.c.retracted_seq.is_(None)).values(retracted_seq=seq))
    insert_rows(connection, link, [_row(replace(target, status=status), seq, {})])
    scope.replace(connection, target.id, seq)


def _row(node: Node, seq: int, roots: Mapping[str, str]) -> dict[str, object]:
    body = to_json(node)
    row = {"id": node.id, "recorded_seq": seq, "retracted_seq": None, **columns_of(node), "digest": journal.digest_of(body), "body": body}
    if isinstance(node, Assertion):
        row["root_claim"] = roots.get(node.id)
    return row


def roots_of(content: Mapping[str, Content]) -> dict[str, str]:
    """The claim at the end of each assertion's chain, of all that each is of."""
    roots: dict[str, str] = {}
    for start in content:
        here = start
        path: list[str] = []
        while here not in roots and content[here].assertion in content and len(path) < len(content):
            path.append(here)
            here = content[here].id
        root = roots.get(here) or content[here].id
        roots.update(dict.fromkeys([*path, here], root))
    return roots


def _recorded(connection: Connection, table: Table, ids: Iterable[str]) -> set[str]:
    """Which of these nodes are recorded and alive."""
    wanted = listed(ids)
    return set() if wanted == "[]" else {row.id for row in ask(connection, _RECORDED[table], {"ids": wanted})}


def _check_verdict(now: Moment, judgement: Judgement, target: Node) -> None:
    allowed: tuple[str, ...] = ()
    match target:
        case Link():
            allowed = LINK_VERDICTS
        case Source() | Entity() | Claim():
            allowed = IDENTITY_VERDICTS
    allowed = (*allowed, *GRADES.get(type(target), ()), *(SETTLING if _is_prediction(target) else ()))
    if judgement.verdict not in allowed:
        known = ", ".join(allowed) or "none: it is decided on links, claims, sources and entities"
        raise InputError(f"“{judgement.verdict}” is no verdict on {judgement.target}; the verdicts are: {known}")
    if judgement.verdict in IDENTITY_VERDICTS:
        _check_other(now, judgement, target)
    elif judgement.other is not None:
        _check_topic(now, judgement, target)


def _is_prediction(target: Node) -> bool:
    return isinstance(target, Claim) and target.modality is Modality.PREDICTION


def _check_topic(now: Moment, judgement: Judgement, target: Node) -> None:
    """What a source is graded about is an entity."""
    if not isinstance(target, Source) or not isinstance(reading.get(now, judgement.other or ""), Entity):
        raise InputError(f"a source alone is graded about something, and that is an entity: leave out {judgement.other}", code="bad-other")


def _check_other(now: Moment, judgement: Judgement, target: Node) -> None:
    if not judgement.other or judgement.other == judgement.target:
        raise InputError(f"“{judgement.verdict}” needs another node to compare {judgement.target} with: give it as `other`")
    if type(reading.get(now, judgement.other)) is not type(target):
        raise InputError(f"{judgement.other} is not of the same kind as {judgement.target}")
