"""Every change of the record. Each function runs in one transaction, which it seals with one entry of the journal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, insert, or_, select, update

from claimgraph.errors import ConflictError, InputError, NotFoundError
from claimgraph.model import SHELVES, Assertion, Claim, Entity, Judgement, Link, LinkStatus, Node, Reading, Source
from claimgraph.records import to_record
from claimgraph.store import journal, reading
from claimgraph.store.schema import TABLES, assertion, claim, columns_of, entity, identity, link, mention, source
from claimgraph.store.search import index_nodes, unindex_nodes

LINK_VERDICTS = tuple(status.value for status in LinkStatus)
IDENTITY_VERDICTS = ("same", "different")
CLAIM_VERDICTS = ("accepted", "rejected")
_RANKS = ("text", "rule", "model", "person")


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a reading did: the entry of the journal, the document, and whether it was there before."""

    seq: int
    document: str
    already: bool


def add_reading(connection: Connection, read: Reading, links: Sequence[Link], judgements: Sequence[Judgement], *, actor: str) -> Added:
    """Record all of a reading with the links found for it, or nothing where the document is there already."""
    seq, previous = journal.newest(connection)
    if _is_recorded(connection, read.document.id):
        return Added(seq, read.document.id, already=True)
    roots = _roots(read.assertions)
    nodes: list[Node] = [
        read.document,
        *read.sources,
        *read.entities,
        *read.claims,
        *read.assertions,
        *_once((*read.links, *links)),
        *judgements,
    ]
    _record(connection, nodes, seq + 1, roots)
    _refresh_identity(connection, judgements)
    journal.append(connection, seq + 1, actor=actor, verb="add", target=read.document.id, previous_hash=previous)
    return Added(seq + 1, read.document.id, already=False)


def add_links(connection: Connection, links: Sequence[Link], *, actor: str, target: str) -> int:
    """Record links between nodes that are there; the number of the entry, or of the newest where nothing is new."""
    seq, previous = journal.newest(connection)
    fresh = [item for item in _once(links) if not _is_recorded(connection, item.id)]
    if not fresh:
        return seq
    _record(connection, fresh, seq + 1, {})
    journal.append(connection, seq + 1, actor=actor, verb="link", target=target, previous_hash=previous)
    return seq + 1


def judge(connection: Connection, judgement: Judgement, *, actor: str) -> int:
    """Record a judgement and what follows from it: a link's status, or which names are one; the number of the entry."""
    seq, previous = journal.newest(connection)
    if _is_recorded(connection, judgement.id):
        return seq
    target = reading.get(connection, judgement.target)
    _check_verdict(connection, judgement, target)
    _record(connection, [judgement], seq + 1, {})
    if isinstance(target, Link):
        _set_status(connection, target, seq + 1)
    _refresh_identity(connection, [judgement])
    journal.append(connection, seq + 1, actor=actor, verb="judge", target=judgement.target, previous_hash=previous)
    return seq + 1


def retract(connection: Connection, node_id: str, *, actor: str, reason: str) -> int:
    """Retract a node with all that rests on it; nothing is deleted. The number of the entry."""
    node = reading.get(connection, node_id)
    if isinstance(node, Source | Entity):
        raise ConflictError(f"{node_id} is named by its document: retract the document or the assertions instead")
    seq, previous = journal.newest(connection)
    doomed = _resting_on(connection, node)
    for kind, ids in doomed.items():
        table = TABLES[kind]
        connection.execute(update(table).where(table.c.id.in_(ids), table.c.retracted_seq.is_(None)).values(retracted_seq=seq + 1))
        unindex_nodes(connection, ids)
    if isinstance(node, Judgement):
        _after_judgement(connection, node, seq + 1)
    journal.append(connection, seq + 1, actor=actor, verb="retract", target=node_id, note=reason, previous_hash=previous)
    return seq + 1


def _record(connection: Connection, nodes: Sequence[Node], seq: int, roots: Mapping[str, str]) -> None:
    for kind in SHELVES:
        rows = [_row(node, seq, roots) for node in nodes if type(node) is kind]
        if rows:
            connection.execute(insert(TABLES[kind]), rows)
    pairs = [{"claim": node.id, "entity": name} for node in nodes if isinstance(node, Claim) for name in node.entities]
    if pairs:
        connection.execute(delete(mention).where(mention.c.claim.in_({pair["claim"] for pair in pairs})))
        connection.execute(insert(mention), pairs)
    index_nodes(connection, nodes)


def _row(node: Node, seq: int, roots: Mapping[str, str]) -> dict[str, object]:
    body = journal.canonical(to_record(node))
    root = {"root_claim": roots.get(node.id)} if isinstance(node, Assertion) else {}
    return {
        "id": node.id,
        "recorded_seq": seq,
        "retracted_seq": None,
        **columns_of(node),
        **root,
        "digest": journal.digest_of(body),
        "body": body,
    }


def _once(links: Iterable[Link]) -> list[Link]:
    return list({item.id: item for item in links}.values())


def _roots(assertions: Iterable[Assertion]) -> dict[str, str]:
    """The claim at the end of each assertion's chain."""
    content = {item.id: item.content for item in assertions}
    roots: dict[str, str] = {}
    for start in content:
        here = start
        path: list[str] = []
        while here not in roots and content[here].assertion is not None and len(path) < len(content):
            path.append(here)
            here = content[here].id
        root = roots.get(here) or content[here].id
        roots.update(dict.fromkeys([*path, here], root))
    return roots


def _is_recorded(connection: Connection, node_id: str) -> bool:
    try:
        reading.get(connection, node_id)
    except NotFoundError:
        return False
    return True


def _check_verdict(connection: Connection, judgement: Judgement, target: Node) -> None:
    allowed: tuple[str, ...] = ()
    match target:
        case Link():
            allowed = LINK_VERDICTS
        case Source() | Entity():
            allowed = IDENTITY_VERDICTS
        case Claim():
            allowed = (*CLAIM_VERDICTS, *IDENTITY_VERDICTS)
        case Assertion():
            allowed = CLAIM_VERDICTS
    if judgement.verdict not in allowed:
        known = ", ".join(allowed) or "none: it is decided on links, claims, assertions, sources and entities"
        raise InputError(f"“{judgement.verdict}” is no verdict on {judgement.target}; the verdicts are: {known}")
    if judgement.verdict in IDENTITY_VERDICTS:
        _check_other(connection, judgement, target)


def _check_other(connection: Connection, judgement: Judgement, target: Node) -> None:
    if not judgement.other or judgement.other == judgement.target:
        raise InputError(f"“{judgement.verdict}” needs another node to compare {judgement.target} with: give it as `other`")
    if type(reading.get(connection, judgement.other)) is not type(target):
        raise InputError(f"{judgement.other} is not of the same kind as {judgement.target}")


def _rank(item: Judgement) -> tuple[int, str]:
    kind = item.judge.split(":", 1)[0]
    return (_RANKS.index(kind) if kind in _RANKS else 0, item.at)


def _set_status(connection: Connection, target: Link, seq: int) -> None:
    """Record a new version of a link whose judgements, the newest by rank, say another status than it has."""
    verdicts = reading.judgements_on(connection, target.id)
    status = LinkStatus(max(verdicts, key=_rank).verdict) if verdicts else reading.first_status(connection, target.id)
    if status is target.status:
        return
    connection.execute(update(link).where(link.c.id == target.id, link.c.retracted_seq.is_(None)).values(retracted_seq=seq))
    connection.execute(insert(link), [_row(replace(target, status=status), seq, {})])


def _after_judgement(connection: Connection, undone: Judgement, seq: int) -> None:
    target = reading.find(connection, undone.target)
    if isinstance(target, Link):
        _set_status(connection, target, seq)
    _refresh_identity(connection, [undone])


def _refresh_identity(connection: Connection, judgements: Iterable[Judgement]) -> None:
    """Recompute the groups that these judgements touch: the oldest id of a group stands for it."""
    touched = {node for item in judgements if item.verdict in IDENTITY_VERDICTS for node in (item.target, item.other) if node}
    if not touched:
        return
    known = {row.id: row.head for row in connection.execute(select(identity))}
    heads = touched | {known[node] for node in touched if node in known}
    members = heads | {node for node, head in known.items() if head in heads}
    groups = reading.groups(connection, members)
    connection.execute(delete(identity).where(identity.c.id.in_(members)))
    rows = [{"id": node, "head": head} for node, head in groups.items() if node != head]
    if rows:
        connection.execute(insert(identity), rows)


def _resting_on(connection: Connection, node: Node) -> dict[type[Node], set[str]]:
    """The node and all that cannot stand without it, by kind."""
    ids = {node.id}
    if node.id.startswith("document-"):
        for table in (source, entity, claim, assertion):
            ids |= _ids(connection, select(table.c.id).where(table.c.document == node.id))
    ids |= _chain(connection, ids)
    ids |= _orphan_claims(connection, ids)
    grown: set[str] = set()
    while grown != ids:  # an undercut of a link falls with the link
        grown = set(ids)
        ids |= _ids(connection, select(link.c.id).where(or_(link.c.from_id.in_(ids), link.c.to_id.in_(ids), link.c.stated_in.in_(ids))))
    return {kind: found for kind in SHELVES if (found := {i for i in ids if i.startswith(f"{kind.__name__.lower()}-")})}


def _chain(connection: Connection, ids: set[str]) -> set[str]:
    """Assertions of these claims or, step by step outward, of these assertions."""
    found: set[str] = set()
    frontier = set(ids)
    while frontier:
        query = select(assertion.c.id).where(or_(assertion.c.claim.in_(frontier), assertion.c.assertion.in_(frontier)))
        frontier = _ids(connection, query) - found
        found |= frontier
    return found


def _orphan_claims(connection: Connection, ids: set[str]) -> set[str]:
    """Claims that these retracted assertions leave without any."""
    claims = _ids(connection, select(assertion.c.root_claim).where(assertion.c.id.in_(ids)))
    kept = select(assertion.c.root_claim).where(assertion.c.id.not_in(ids), assertion.c.retracted_seq.is_(None))
    return claims - _ids(connection, kept.where(assertion.c.root_claim.in_(claims)))


def _ids(connection: Connection, query: object) -> set[str]:
    return {row[0] for row in connection.execute(query) if row[0] is not None}  # type: ignore[call-overload]
