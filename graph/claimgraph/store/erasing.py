"""Erasure, which the law may order: the words of a node go for good, and what is left is a tombstone.

All versions of the node and of all that ever rested on it lose every column but their id, the numbers of the entries that
recorded and retracted them, and the digests of what they held. The entry says what it erased, and seals anew the entries whose
rows it changed, so that the journal verifies still: see `claimgraph.store.verifying`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from claimgraph.errors import ConflictError, NotFoundError
from claimgraph.model import SHELVES, Claim, Document, Entity, Judgement, Link, Node, Source
from claimgraph.store import answers, blocks, identities, journal, reading, rederiving, retracting, sameness, scope, verifying, writing
from claimgraph.store.dialects import insert_rows
from claimgraph.store.journal import canonical, digest_of
from claimgraph.store.moment import Ever, Moment, erased_by
from claimgraph.store.schema import TABLES, among, change, document, erased, judgement, member, membership, mention, meta
from claimgraph.store.search import forget_nodes

KEPT = frozenset({"id", "recorded_seq", "retracted_seq", "digest"})
"""The columns of a tombstone that are not emptied."""
UNSWEPT = "unswept"
"""What `meta` holds, with the number of the entry, while the bytes of erased words may still lie in freed places of the database."""
_SHA256 = re.compile("[0-9a-f]{64}")
Doomed = Mapping[type[Node], set[str]]


def erase(connection: Connection, node_id: str, *, actor: str, reason: str) -> int:
    """Erase a document, a link or a judgement with all that ever rested on it; the number of the entry.

    What is erased already stays as it is, and the number is that of the entry that did it. Raises NotFoundError, and ConflictError
    where the words stand in a document too, or where an entry that would have to be sealed anew is not whole.
    """
    if known := erased_by(Moment(connection), [node_id]):
        return known[node_id]
    doomed = _doomed(connection, node_id)
    numbers = _entries_of(connection, doomed)
    _check_whole(connection, numbers)
    seq, previous = journal.newest(connection)
    hashes, affected = _hashes_of(connection, doomed), rederiving.affected(connection, doomed)
    _retract(connection, node_id, doomed, seq + 1)
    retargeted = _wipe_targets(connection, doomed)
    reworded = _wipe_notes(connection, doomed, numbers)
    _wipe(connection, doomed)
    insert_rows(connection, erased, [{"id": name, "seq": seq + 1, "sha256": hashes.get(name)} for name in _all(doomed)])
    rederiving.release(connection, affected)
    answers.forget(connection, {*hashes.values(), *_all(doomed)})
    blocks.forget(connection, doomed.get(Claim, ()))
    more = {"erased": verifying.marks_of(connection, seq + 1), "resealed": _seals_of(connection, doomed), "reworded": reworded}
    more |= {"retargeted": retargeted} if retargeted else {}
    journal.append(connection, seq + 1, actor=actor, verb="erase", target=node_id, note=reason, previous_hash=previous, more=more)
    _set_unswept(connection, seq + 1)
    return seq + 1


def unswept(connection: Connection) -> str | None:
    """The newest erasure whose words may still lie in freed places of the database."""
    return connection.execute(select(meta.c.value).where(meta.c.key == UNSWEPT)).scalar()


def set_swept(connection: Connection, newest: str) -> None:
    """Note that nothing is left of what was erased, unless more was since."""
    connection.execute(delete(meta).where(meta.c.key == UNSWEPT, meta.c.value == newest))


def _set_unswept(connection: Connection, seq: int) -> None:
    connection.execute(delete(meta).where(meta.c.key == UNSWEPT))
    connection.execute(insert(meta), {"key": UNSWEPT, "value": str(seq)})


def _doomed(connection: Connection, node_id: str) -> Doomed:
    """The node with all that ever rested on it, and the judgements on any of that, by kind."""
    kind, ever = reading.table_kind(node_id), Ever(connection)
    row = next(ever.rows(TABLES[kind], TABLES[kind].c.id, [node_id]), None) if kind else None
    if row is None:
        raise NotFoundError(f"there never was a node {node_id[:80]!r} in this store")
    if "document" in row._fields:
        raise ConflictError(f"the words of {node_id} stand in {row.document} too: erase that", code="half-erasure")
    ids = {found for moment in (ever, Moment(connection)) for found in _all(retracting.resting_on(moment, [node_id]))}
    ids |= {row.id for column in (judgement.c.target, judgement.c.other) for row in ever.rows(judgement, column, ids)}
    return {kind: found for kind in SHELVES if (found := {name for name in ids if reading.table_kind(name) is kind})}


def _all(doomed: Doomed) -> Iterable[str]:
    return (name for ids in doomed.values() for name in ids)


def _entries_of(connection: Connection, doomed: Doomed) -> set[int]:
    """The entries that recorded or retracted a version of these nodes, or brought a document into a collection or out of it."""
    ever = Ever(connection)
    rows = [row for kind, ids in doomed.items() for row in ever.rows(TABLES[kind], TABLES[kind].c.id, ids)]
    rows += ever.rows(membership, membership.c.document, doomed.get(Document, ()))
    return {seq for row in rows for seq in (row.recorded_seq, row.retracted_seq) if seq}


def _check_whole(connection: Connection, numbers: Iterable[int]) -> None:
    """Refuse to seal anew what somebody has tampered with: it would be hidden for good."""
    amended = verifying.amendments(connection)
    for seq in sorted(numbers):
        if fault := verifying.entry_fault(connection, seq, amended):
            raise ConflictError(f"entry {seq}, which would have to be sealed anew, is not whole: {fault}", code="broken-journal")


def _hashes_of(connection: Connection, doomed: Doomed) -> dict[str, str]:
    """The hashes of the texts of documents; whatever else may stand in their place is not kept."""
    rows = Ever(connection).rows(document, document.c.id, doomed.get(Document, ()))
    return {row.id: row.sha256 for row in rows if _SHA256.fullmatch(row.sha256 or "")}


def _retract(connection: Connection, node_id: str, doomed: Doomed, seq: int) -> None:
    """End the versions that are alive, with what follows from that for links and for who is one with whom."""
    now = Moment(connection)
    decided = {item.id: item for item in now.live(Judgement, doomed.get(Judgement, ()))}
    names = {name for kind in (Source, Entity, Claim) for name in doomed.get(kind, ())}
    for kind, ids in doomed.items():
        retracting.end(connection, kind, ids, seq)
    if node_id in decided:
        retracting.decide_anew(connection, decided[node_id], seq)
    touched = writing.touched_names(decided.values())
    touched |= sameness.restated(connection, {*doomed.get(Link, ()), *(item.target for item in decided.values())})
    for view in scope.views_of(connection, names | touched):
        identities.leave(view, names, seq)
        identities.refresh(view, touched, seq)
    identities.forget(connection, names)


def _wipe(connection: Connection, doomed: Doomed) -> None:
    for kind, ids in doomed.items():
        table = TABLES[kind]
        values = {column.name: None for column in table.c if column.name not in KEPT} | {"body": ""}
        connection.execute(update(table).where(among(table.c.id, ids)).values(values))
    connection.execute(delete(mention).where(among(mention.c.claim, doomed.get(Claim, ()))))
    connection.execute(delete(member).where(among(member.c.collective, doomed.get(Source, ()))))
    forget_nodes(connection, _all(doomed))


def _wipe_targets(connection: Connection, doomed: Doomed) -> dict[int, list[str]]:
    """Put an id where an entry that brought one of these documents in says in words where it came from; the entry's hash before and after.

    Called before anything else of the entry is changed.
    """
    hashes = {}
    for row in Ever(connection).rows(document, document.c.id, doomed.get(Document, ())):
        entry = connection.execute(select(change).where(change.c.seq == row.recorded_seq)).mappings().one()
        if reading.table_kind(entry["target"]) is None:
            connection.execute(update(change).where(change.c.seq == row.recorded_seq).values(target=row.id))
            left = journal.hash_of({**entry, "target": row.id}, digest_of(entry["payload"]))
            hashes[row.recorded_seq] = [entry["hash"], left]
    return hashes


def _wipe_notes(connection: Connection, doomed: Doomed, numbers: Iterable[int]) -> dict[int, list[str]]:
    """Take the reasons given for earlier changes to these nodes out of the journal; the digests of each payload before and after."""
    gone, digests = set(_all(doomed)), {}
    for seq in sorted(numbers):
        row = connection.execute(select(change.c.target, change.c.payload).where(change.c.seq == seq)).one()
        said = json.loads(row.payload)
        if row.target in gone and said.get("note"):
            payload = canonical({**said, "note": ""})
            connection.execute(update(change).where(change.c.seq == seq).values(payload=payload))
            digests[seq] = [digest_of(row.payload), digest_of(payload)]
    return digests


def _seals_of(connection: Connection, doomed: Doomed) -> dict[int, Any]:
    """The seals, as they are now, of the entries that recorded a version of these nodes."""
    ever = Ever(connection)
    numbers = {row.recorded_seq for kind, ids in doomed.items() for row in ever.rows(TABLES[kind], TABLES[kind].c.id, ids)}
    return {seq: journal.sealed_rows(connection, seq, strict=True)["recorded"] for seq in sorted(numbers)}
