"""The journal: one hash-chained entry for each thing that was done, in the transaction that did it.

An entry's payload counts the rows that it recorded and retracted and holds one hash over all of their digests, so a
flipped byte in any row breaks the entry that wrote it. Entries hash the payload's hash, not the payload: words that
must be erased can go while the chain still verifies.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, Integer, RowMapping, bindparam, exists, insert, literal, literal_column, select, union_all
from sqlalchemy.exc import IntegrityError

from claimgraph.errors import ConflictError
from claimgraph.store.prepared import ask, tell
from claimgraph.store.schema import SEALED, change

GENESIS = "0" * 64
_UNSEALED = frozenset({"body", "digest", "retracted_seq", "joined"})
"""What of a row its line leaves out: the body is there by its digest, the rest is for later entries to change."""

# Made once: sealing an entry is what every writer waits for, and building a statement costs more than running it.
_SEQ = bindparam("seq", type_=Integer)
_NEWEST = select(change.c.seq, change.c.hash).order_by(change.c.seq.desc()).limit(literal_column("1"))
_TIME = select(change.c.at).where(change.c.seq == _SEQ)
_APPEND = insert(change)
_TOUCHED = union_all(*(select(literal(t.name)).where(exists().where(t.c.recorded_seq == _SEQ)) for t in SEALED))
_RECORDED = {t.name: select(t).where(t.c.recorded_seq == _SEQ).order_by(t.c.id) for t in SEALED}
_RETRACTED = union_all(
    *(
        select(literal(place).label("place"), literal(t.name).label("name"), t.c.id, t.c.recorded_seq).where(t.c.retracted_seq == _SEQ)
        for place, t in enumerate(SEALED)
    )
).order_by("place", "id", "recorded_seq")


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the journal. `at` is UTC, ISO 8601; `payload` is JSON; hashes are SHA-256 in hex."""

    seq: int
    at: str
    actor: str
    verb: str
    target: str
    payload: dict[str, Any]
    previous_hash: str
    hash: str


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_LINES = msgspec.json.Encoder(enc_hook=str)  # the names of tables are strings of SQLAlchemy's own
"""Writes the same, but for numbers that are not whole, and for dicts, which are not sorted, in a tenth of the time."""
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by the name of their table."""


def canonical(value: Any) -> str:
    """The one JSON text of a value: keys sorted, no spaces, not escaped beyond what JSON asks."""
    return _ENCODER.encode(value)


def digest_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def stamp(time: datetime) -> str:
    """A time in UTC as the journal writes it: such texts sort as their times do."""
    return time.isoformat(timespec="milliseconds")


def newest(connection: Connection) -> tuple[int, str]:
    """The number and the hash of the newest entry; 0 and the genesis hash where there is none."""
    row = ask(connection, _NEWEST, {}).first()
    return (row.seq, row.hash) if row else (0, GENESIS)


def append(
    connection: Connection,
    seq: int,
    *,
    actor: str,
    verb: str,
    target: str,
    previous_hash: str,
    note: str = "",
    rows: Rows | None = None,
    more: Mapping[str, Any] | None = None,
) -> None:
    """Write entry `seq`, which seals the rows that this transaction recorded and retracted under that number.

    `rows` are all of them where it only recorded, and spare reading them again: whoever waits for the writer waits for that.
    `more` is what else the payload says.
    Its time is never before that of the entry before it, even where a clock was set back: times and numbers have one order.
    """
    before = ask(connection, _TIME, {"seq": seq - 1}).scalar() or ""
    entry = {"seq": seq, "at": max(stamp(datetime.now(UTC)), before), "actor": actor, "verb": verb, "target": target}
    seals = sealed_rows(connection, seq) if rows is None else _seals_of(rows)
    payload = canonical({"note": note, **seals, **(more or {})})
    sealed = {**entry, "payload": payload, "previous_hash": previous_hash}
    try:
        tell(connection, _APPEND, {**sealed, "hash": hash_of(sealed, digest_of(payload))})
    except IntegrityError as error:  # on an engine that does not make a second writer wait
        raise ConflictError(f"another writer was quicker to write entry {seq}, and nothing was written: try again") from error


def entries(connection: Connection, since: int = 0, limit: int | None = None, *, until: int | None = None) -> Iterator[Change]:
    """The entries after `since`, up to `until` where that is given, oldest first."""
    query = select(change).where(change.c.seq > since).order_by(change.c.seq).limit(limit)
    if until is not None:
        query = query.where(change.c.seq <= until)
    for row in connection.execute(query).mappings():
        yield read_entry(row)


def read_entry(row: RowMapping) -> Change:
    """An entry as its row of the table says it."""
    return Change(**{**row, "payload": json.loads(row["payload"])})


def hash_of(row: RowMapping | Mapping[str, Any], payload_digest: str) -> str:
    """The hash of an entry, of whose payload only the digest is needed."""
    parts = [row["seq"], row["at"], row["actor"], row["verb"], row["target"], payload_digest, row["previous_hash"]]
    return digest_of(canonical(parts))


def sealed_rows(connection: Connection, seq: int, *, strict: bool = False) -> dict[str, Any]:
    """The seals of the rows recorded and retracted under a number; if strict, of their bodies as they are now."""
    return {
        "recorded": seal(_recorded(connection, seq, strict=strict)),
        "retracted": seal(_retracted(connection, seq)),
    }


def _seals_of(rows: Rows) -> dict[str, Any]:
    """What `sealed_rows` would find, had only these rows been recorded and none retracted."""
    counts, sealed = dict[str, int](), hashlib.sha256()
    for name in (str(table.name) for table in SEALED if rows.get(table.name)):
        tell = _telling(name, tuple(rows[name][0]))
        told = [tell(row, row["digest"]) for row in sorted(rows[name], key=itemgetter("id"))]
        counts[name] = len(told)
        sealed.update(_LINES.encode_lines(told))
    return {"recorded": {"counts": counts, "rows": sealed.hexdigest()}, "retracted": seal(())}


def seal(lines: Iterable[tuple[str, bytes]]) -> dict[str, Any]:
    """How many lines there are of each kind, and one hash over all of them in order."""
    counts: dict[str, int] = {}
    sealed = hashlib.sha256()
    for kind, line in lines:
        counts[kind] = counts.get(kind, 0) + 1
        sealed.update(line)
        sealed.update(b"\n")
    return {"counts": counts, "rows": sealed.hexdigest()}


def _recorded(connection: Connection, seq: int, *, strict: bool) -> Iterator[tuple[str, bytes]]:
    touched = set(connection.execute(_TOUCHED, {"seq": seq}).scalars())
    for name in (table.name for table in SEALED if table.name in touched):
        for row in connection.execute(_RECORDED[name], {"seq": seq}).mappings():
            yield name, _line(name, dict(row), _digest_now(row) if strict else row["digest"])


def _line(name: str, row: Mapping[str, Any], digest: str) -> bytes:
    return line_of(_telling(name, tuple(row))(row, digest))


Telling = Callable[[Mapping[str, Any], str], tuple[str, Any, str]]
"""What tells a row as it is sealed: all but what a later entry may change, and its body by its digest."""


@cache
def _telling(name: str, columns: tuple[str, ...]) -> Telling:
    """What tells the rows of a table that have these columns; as structures, which are made and written in half the time of a dict."""
    sealed = sorted(str(column) for column in set(columns) - _UNSEALED)
    make, values = msgspec.defstruct("Row", sealed, gc=False), itemgetter(*sealed)

    def told(row: Mapping[str, Any], digest: str) -> tuple[str, Any, str]:
        """The name of the table, a row as a structure, and its digest."""
        return name, make(*values(row)), digest

    def scored(row: Mapping[str, Any], digest: str) -> tuple[str, Any, str]:
        """The same of a row with a score, which is written as it is hashed."""
        score = row["score"]
        return told(row if score is None else {**row, "score": msgspec.Raw(canonical(score).encode())}, digest)

    return scored if "score" in columns else told


def line_of(value: Any) -> bytes:
    """What is sealed, which holds no dict, as `canonical` writes it."""
    return _LINES.encode(value)


def _digest_now(row: RowMapping) -> str:
    """The digest of a version whose body is whole; another word for a tombstone, which keeps the digest of what was erased."""
    if not row["body"]:
        return f"{row['digest']}, erased"
    found = digest_of(row["body"])
    return found if found == row["digest"] else f"{found}, not {row['digest']}"


def _retracted(connection: Connection, seq: int) -> Iterator[tuple[str, bytes]]:
    for row in connection.execute(_RETRACTED, {"seq": seq}):
        yield row.name, line_of([row.name, row.id, row.recorded_seq])
