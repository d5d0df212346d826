"""Whether the record is whole: the journal's chain is recomputed, and the rows of each entry are held against its seal.

An erasure takes words away that earlier entries sealed. Its own entry therefore says what is left: a new seal for each entry
whose rows it wiped, over what remains and the digests of what went; the digest of each note that it took out of an earlier
entry's payload, before and after; and the hash of each entry whose target it took, as it was and over what is left. Nothing else
excuses a difference, and only entries before the erasure are excused by it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, exists, or_, select, true

from claimgraph.store import journal
from claimgraph.store.journal import GENESIS, digest_of, line_of, seal
from claimgraph.store.schema import SEALED, TABLES, change, erased

NOTHING = seal(())
"""The seal of no rows."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found: how many entries are whole, and the first that is broken with the reason."""

    entries: int
    broken: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Amendments:
    """What erasures say of the entries before them, the newest word on each, by the number of the entry.

    `seals` are of the rows that it recorded, `payloads` the digests of its payload before and after, `targets` its hash before and after
    its target was taken, and `marks` the seals of the nodes that are marked as erased by it.
    """

    seals: Mapping[int, dict[str, Any]]
    payloads: Mapping[int, tuple[str, str]]
    targets: Mapping[int, tuple[str, str]]
    marks: Mapping[int, dict[str, Any]]


def verify(connection: Connection) -> Verification:
    """Recompute the whole chain and every row's digest; linear in the size of the store."""
    amended = amendments(connection)
    whole, reason = _chain(connection, amended)
    for row in connection.execute(select(change.c.seq, change.c.payload).where(change.c.seq <= whole).order_by(change.c.seq)):
        fault = _rows_fault(connection, row.seq, row.payload, amended)
        if fault and reason and _has_tombstones(connection, row.seq):
            break  # the entry that would excuse this one is the one that is broken
        if fault:
            return Verification(row.seq - 1, row.seq, fault)
    reason = reason or _stray(connection, whole)
    return Verification(whole, whole + 1, reason) if reason else Verification(whole)


def entry_fault(connection: Connection, seq: int, amended: Amendments) -> str | None:
    """What is wrong with one entry or the rows that it sealed, or None; whether it follows the one before it is not looked at."""
    row = connection.execute(select(change).where(change.c.seq == seq)).mappings().first()
    if row is None:
        return f"entry {seq} is missing"
    return _words_fault(row, amended) or _rows_fault(connection, seq, row["payload"], amended)


def amendments(connection: Connection) -> Amendments:
    """What erasures say of earlier entries. What a broken one says counts too, as the broken one is then found itself."""
    seals: dict[int, dict[str, Any]] = {}
    payloads: dict[int, tuple[str, str]] = {}
    targets: dict[int, tuple[str, str]] = {}
    query = select(change.c.seq, change.c.payload).where(change.c.verb == "erase").order_by(change.c.seq.desc())
    for row in connection.execute(query):
        resealed, reworded, retargeted = _said(row.payload)
        seals = {**{seq: found for seq, found in resealed.items() if seq < row.seq}, **seals}
        payloads = {**{seq: found for seq, found in reworded.items() if seq < row.seq}, **payloads}
        targets = {**{seq: found for seq, found in retargeted.items() if seq < row.seq}, **targets}
    return Amendments(seals, payloads, targets, _marks(connection, true()))


Pairs = dict[int, tuple[str, str]]
"""What something was before and after, by the number of the entry."""


def _said(payload: str) -> tuple[dict[int, dict[str, Any]], Pairs, Pairs]:
    """The seals, the digests and the hashes in the payload of an erasure; none where somebody made it unreadable."""
    try:
        said = json.loads(payload)
        seals = {int(seq): {"counts": dict(found["counts"]), "rows": found["rows"]} for seq, found in said.get("resealed", {}).items()}
        return seals, _pairs(said.get("reworded", {})), _pairs(said.get("retargeted", {}))
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}, {}, {}


def _pairs(said: dict[str, Any]) -> Pairs:
    return {int(seq): (before, after) for seq, (before, after) in said.items()}


def marks_of(connection: Connection, seq: int) -> dict[str, Any]:
    """The seal of the nodes that are marked as erased by an entry."""
    return _marks(connection, erased.c.seq == seq).get(seq, NOTHING)


def _marks(connection: Connection, condition: ColumnElement[bool]) -> dict[int, dict[str, Any]]:
    rows = connection.execute(select(erased).where(condition).order_by(erased.c.seq, erased.c.id))
    return {seq: seal(_mark(row) for row in found) for seq, found in groupby(rows, key=lambda row: row.seq)}


def _mark(row: Any) -> tuple[str, bytes]:
    return row.id.partition("-")[0], line_of(["erased", row.id, row.sha256])


def _chain(connection: Connection, amended: Amendments) -> tuple[int, str | None]:
    """How many entries follow each other with their own words whole, and what is wrong with the next."""
    previous, count = GENESIS, 0
    for row in connection.execute(select(change).order_by(change.c.seq)).mappings():
        if row["seq"] != count + 1:
            return count, f"entry {count + 1} is missing"
        if row["previous_hash"] != previous:
            return count, "the entry does not follow the one before it"
        if reason := _words_fault(row, amended):
            return count, reason
        previous, count = row["hash"], count + 1
    return count, None


def _words_fault(row: RowMapping, amended: Amendments) -> str | None:
    found = digest_of(row["payload"])
    before, after = amended.payloads.get(row["seq"], (found, found))
    hashed, left = amended.targets.get(row["seq"], (row["hash"], row["hash"]))
    if found != after or row["hash"] != hashed or left != journal.hash_of(row, before):
        return "the entry's own words were changed"
    return None


def _rows_fault(connection: Connection, seq: int, payload: str, amended: Amendments) -> str | None:
    told = json.loads(payload)
    found = journal.sealed_rows(connection, seq, strict=True)
    wanted = {"recorded": amended.seals.get(seq, told["recorded"]), "retracted": told["retracted"]}
    # An erasure takes words, never a row.
    if found != wanted or wanted["recorded"]["counts"] != told["recorded"]["counts"]:
        return "the rows that the entry recorded or retracted were changed"
    if amended.marks.get(seq, NOTHING) != told.get("erased", NOTHING):
        return "what is marked as erased by the entry was changed"
    return None


def _has_tombstones(connection: Connection, seq: int) -> bool:
    marked = (exists().where(table.c.recorded_seq == seq, table.c.body == "") for table in TABLES.values())
    return any(connection.execute(select(found)).scalar() for found in marked)


def _stray(connection: Connection, newest_seq: int) -> str | None:
    """What is said to have been recorded, retracted or erased by an entry that there is not."""
    columns = [(table.c.id, table.c[f"{done}_seq"], f"the {table.name}", done) for table in SEALED for done in ("recorded", "retracted")]
    for node_id, seq, name, done in (*columns, (erased.c.id, erased.c.seq, "the words of", "erased")):
        row = connection.execute(select(node_id).where(or_(seq > newest_seq, seq < 1)).limit(1)).first()
        if row:
            return f"{name} {row.id} was {done} by no entry"
    return None
