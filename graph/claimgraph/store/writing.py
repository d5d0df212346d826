"""Every change of the record. Each function runs in one transaction, which it seals with one entry of the journal."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, update

from claimgraph.errors import ConflictError, InputError
from claimgraph.model import Assertion, Claim, Content, Entity, Judgement, Link, LinkStatus, Modality, Node, Source
from claimgraph.records import to_json
from claimgraph.store import identities, journal, reading, sameness, scope
from claimgraph.store.dialects import insert_rows
from claimgraph.store.moment import Moment, erased_by
from claimgraph.store.schema import (
    TABLES,
    columns_of,
    entity,
    judgement,
    link,
    member,
    mention,
    source,
)
from claimgraph.store.search import indexing, refresh_claims
from claimgraph.verdicts import GRADES, SETTLING, decisive

LINK_VERDICTS = tuple(status.value for status in LinkStatus)
IDENTITY_VERDICTS = sameness.VERDICTS


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
    connection: Connection,
    nodes: Sequence[Node],
    seq: int,
    roots: Mapping[str, str],
    *,
    collection: str | None = None,
    regrouped: identities.Regrouped | None = None,
) -> journal.Rows:
    """Write these nodes as versions of entry `seq`, with all that is derived from them; the rows of the versions.

    `collection` is one into which others came with the same entry. `regrouped` is what changes in who stands for whom, where that is
    known and nothing else follows. Raises InputError where an id is given twice.
    """
    twice = [name for name, count in Counter([node.id for node in nodes]).items() if count > 1]
    if twice:  # no key would refuse it while a store is filled
        raise InputError(f"{twice[0]} is given twice: an entry holds one version of a node", code="twice")
    sorts: dict[type[Node], list[Node]] = {}
    for node in nodes:
        sorts.setdefault(type(node), []).append(node)
    with indexing(connection, nodes, roots, seq):
        rows = {TABLES[kind].name: [_row(node, seq, roots) for node in found] for kind, found in sorts.items()}
        _join(rows, regrouped.begun if regrouped else {}, seq)
    for table in TABLES.values():
        insert_rows(connection, table, rows.get(table.name, ()))
    claims: Sequence[Any] = sorts.get(Claim, ())
    _name(connection, claims, sorts.get(Source, ()), seq)
    if regrouped is None:
        refresh_claims(connection, set(roots.values()).difference(node.id for node in claims), seq)
        _follow(connection, nodes, seq, collection)
    else:
        identities.keep(Moment(connection), regrouped, seq)
    return rows


def _name(connection: Connection, claims: Iterable[Claim], sources: Iterable[Any], seq: int) -> None:
    """Write which entities claims are about, and for whom collectives speak."""
    about = [{"claim": node.id, "entity": name, "recorded_seq": seq} for node in claims for name in node.entities]
    spoken = [{"collective": node.id, "source": name, "recorded_seq": seq} for node in sources for name in node.members]
    insert_rows(connection, mention, about)
    insert_rows(connection, member, spoken)


def _join(rows: Mapping[str, Sequence[dict[str, object]]], standing: Mapping[str, str], seq: int) -> None:
    """Say in the rows of names since when another stands for them."""
    for table in (source, entity) if standing else ():
        for row in rows.get(table.name, ()):
            row["joined"] = seq if row["id"] in standing else None


def _follow(connection: Connection, nodes: Sequence[Node], seq: int, collection: str | None) -> None:
    """Derive what follows from nodes just recorded: which collections show them, and who stands for whom there."""
    names = scope.extend(connection, nodes, seq) | ({collection} if collection else set())
    for view in scope.views(connection, names):
        identities.join(view, seq)


def touched_names(nodes: Iterable[Node]) -> set[str]:
    """The nodes whose group may change when these come or go."""
    found = {node.id for node in nodes if isinstance(node, Source | Entity | Claim)}
    decided = [node for node in nodes if isinstance(node, Judgement) and node.verdict in IDENTITY_VERDICTS]
    return found | {end for item in decided for end in (item.target, item.other) if end}


def as_judged(connection: Connection, links: Sequence[Link], judgements: Iterable[Judgement] = ()) -> list[Link]:
    """The links, about to be recorded, with the status that judgements which are alive, or these, give them."""
    return decided(links, (*Moment(connection).where(Judgement, judgement.c.target, [item.id for item in links]), *judgements))


def decided(links: Iterable[Link], judgements: Iterable[Judgement]) -> list[Link]:
    """The links with the status that these judgements give them."""
    verdicts: dict[str, list[Judgement]] = {}
    for item in judgements:
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
