"""Every change of the record. Each function runs in one transaction, which it seals with one entry of the journal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, insert, update

from claimgraph.errors import InputError
from claimgraph.model import SHELVES, Assertion, Claim, Entity, Judgement, Link, LinkStatus, Node, Reading, Source
from claimgraph.records import to_record
from claimgraph.store import identities, journal, reading
from claimgraph.store.moment import Moment
from claimgraph.store.schema import TABLES, columns_of, judgement, link, mention
from claimgraph.store.search import index_nodes

LINK_VERDICTS = tuple(status.value for status in LinkStatus)
IDENTITY_VERDICTS = identities.VERDICTS
CLAIM_VERDICTS = ("accepted", "rejected")


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
    fresh = [item for item in judgements if not _is_recorded(connection, item.id)]
    found = as_judged(connection, _once((*read.links, *links)), fresh)
    nodes: list[Node] = [read.document, *read.sources, *read.entities, *read.claims, *read.assertions, *found, *fresh]
    record(connection, nodes, seq + 1, _roots(read.assertions))
    journal.append(connection, seq + 1, actor=actor, verb="add", target=read.document.id, previous_hash=previous)
    return Added(seq + 1, read.document.id, already=False)


def judge(connection: Connection, judgement: Judgement, *, actor: str) -> int:
    """Record a judgement and what follows from it: a link's status, or which names are one; the number of the entry."""
    seq, previous = journal.newest(connection)
    if _is_recorded(connection, judgement.id):
        return seq
    target = reading.get(Moment(connection), judgement.target)
    _check_verdict(connection, judgement, target)
    record(connection, [judgement], seq + 1, {})
    if isinstance(target, Link):
        set_status(connection, target, seq + 1)
    journal.append(connection, seq + 1, actor=actor, verb="judge", target=judgement.target, previous_hash=previous)
    return seq + 1


def record(connection: Connection, nodes: Sequence[Node], seq: int, roots: Mapping[str, str]) -> None:
    """Write these nodes as versions of entry `seq`, with all that is derived from them."""
    for kind in SHELVES:
        rows = [_row(node, seq, roots) for node in nodes if type(node) is kind]
        if rows:
            connection.execute(insert(TABLES[kind]), rows)
    pairs = [{"claim": node.id, "entity": name, "recorded_seq": seq} for node in nodes if isinstance(node, Claim) for name in node.entities]
    if pairs:
        connection.execute(insert(mention), pairs)
    index_nodes(connection, nodes, seq)
    identities.refresh(connection, touched_names(nodes), seq)


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
    decided = {target: identities.decisive(items) for target, items in verdicts.items()}
    return [replace(item, status=LinkStatus(last.verdict)) if (last := decided.get(item.id)) else item for item in links]


def set_status(connection: Connection, target: Link, seq: int) -> None:
    """Record a new version of a link whose judgements, the newest by rank, say another status than it has."""
    last = identities.decisive(reading.judgements_on(Moment(connection), target.id))
    status = LinkStatus(last.verdict) if last else reading.first_status(connection, target.id)
    if status is target.status:
        return
    connection.execute(update(link).where(link.c.id == target.id, link.c.retracted_seq.is_(None)).values(retracted_seq=seq))
    connection.execute(insert(link), [_row(replace(target, status=status), seq, {})])


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
    return reading.find(Moment(connection), node_id) is not None


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
    if type(reading.get(Moment(connection), judgement.other)) is not type(target):
        raise InputError(f"{judgement.other} is not of the same kind as {judgement.target}")
