"""In which blocks the claims of the record stand, so that the few that may collide with a new one are found without a look at the rest.

Tables beside the record, not of it: no entry of the journal, made where they are missing, and filled again by following the
journal from its beginning (see `claimgraph.pairing`). `meta` says up to which entry they are current, and what made them.
Of a claim that is retracted the row with its id goes when its entry is followed, the numbers in its blocks stay and are passed over.
Beside them is kept what comparing works out of a claim (`claimgraph.link.pairs.packing`), which goes with that row. Of what is erased all
goes at once.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Index,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    insert,
    inspect,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

from claimgraph.errors import ConflictError
from claimgraph.store.dialects import insert_rows
from claimgraph.store.moment import Moment, last_erasure
from claimgraph.store.prepared import listed
from claimgraph.store.schema import among, among_bound, claim, meta

EACH = 2**24
"""How many claims one entry may bring: they are numbered from the entry's own number times this."""
_MARK, _LINKED, _WAITING = "blocks", "linked", "uncompared"

metadata = MetaData()
block = Table(
    "block",
    metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
block_claim = Table(
    "block_claim",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("claim", Text, nullable=False),
    Column("document", Text, nullable=False),
    Index("ix_block_claim", "claim"),
)
block_profile = Table(
    "block_profile",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("maker", BigInteger, nullable=False),
    Column("profile", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim with its place in the order of the record, the blocks that it stands in, and its profile, b"" where it has none."""

    claim: str
    document: str
    number: int
    blocks: tuple[int, ...]
    profile: bytes = b""


@dataclass(frozen=True, slots=True)
class Step:
    """What the entries after `since` up to `until` changed, read when `newest` was the newest: claims that came, and those that went."""

    since: int
    until: int
    newest: int
    came: Sequence[Standing]
    gone: Collection[str]
    maker: int = 0
    """What made the profiles."""


class Blocks:
    """The blocks of a store; `write` runs a piece of work in a transaction of its own. Safe to use from many threads."""

    def __init__(self, write: Callable[[Callable[[Connection], Any]], Any]) -> None:
        self._write = write
        self._made = False
        self._lock = Lock()

    def prepare(self) -> None:
        """Make the tables where they are missing; whoever reads them does this first."""
        with self._lock:
            if not self._made:
                self._write(lambda connection: metadata.create_all(connection, checkfirst=True))
                self._made = True

    def advance(self, step: Step, maker: str) -> None:
        """Keep what some entries changed; from 0 on all begins anew.

        Raises ConflictError where another process was quicker, or erased anything since it was read.
        """
        self._write(lambda connection: _advance(connection, step, maker))

    def settle(self, seq: int) -> None:
        """Keep that the documents of the entries up to this one are compared."""
        self._write(lambda connection: settle(connection, seq))

    def reached(self, linker: str) -> int:
        """The number of the last claim that `linker` compared in bulk with those before it; 0 where it never did."""
        found: int = self._write(lambda connection: _marked(connection, _linked(linker), linker))
        return found


def followed(connection: Connection, maker: str) -> int:
    """The number of the newest entry that is followed, 0 where `maker` is not what made the blocks that are here."""
    return _marked(connection, _MARK, maker)


def reach(connection: Connection, linker: str, number: int) -> None:
    """Keep that `linker` has compared all claims up to this one in bulk."""
    _mark(connection, _linked(linker), f"{linker} {number}")


def _linked(linker: str) -> str:
    """Where it is kept how far something has come that links: what rules found and what a model found is not sought at once."""
    return f"{_LINKED} {linker.partition('@')[0]}"


def wait(connection: Connection, seq: int) -> None:
    """Keep that the document of the newest entry, which is this one, is still to be compared."""
    first, _ = waiting(connection) or (seq, seq)
    _mark(connection, _WAITING, f"{first} {seq}")


def settle(connection: Connection, seq: int) -> None:
    """Keep that the documents of the entries up to this one are compared."""
    if found := waiting(connection):
        connection.execute(delete(meta).where(meta.c.key == _WAITING))
        if seq < found[1]:
            _mark(connection, _WAITING, f"{max(seq + 1, found[0])} {found[1]}")


def waiting(connection: Connection) -> tuple[int, int] | None:
    """The first and the last entry whose documents were stored before they could be compared with what is older."""
    found = connection.execute(select(meta.c.value).where(meta.c.key == _WAITING)).scalar()
    first, _, last = (found or "").partition(" ")
    return (int(first), int(last)) if found else None


def members(moment: Moment, blocks: Iterable[int], *, most: int, without: str, before: int | None = None) -> dict[int, list[int]]:
    """The numbers of the latest claims in each block that are alive and shown, latest first, `most` at most; none of one document.

    Where an entry is given, of claims that were there `before` it.
    """
    wanted = json.dumps(sorted(set(blocks)))
    found: dict[int, list[int]] = {}
    if wanted != "[]":
        values = {"blocks": wanted, "beyond": most - 1, "without": without, "before": 2**62 if before is None else before * EACH}
        for name, number in moment.connection.execute(_members(moment), values).all():  # at once: row by row costs four times as much
            found.setdefault(name, []).append(number)
    return {name: sorted(numbers, reverse=True) for name, numbers in found.items()}


def claims_of(moment: Moment, numbers: Iterable[int]) -> dict[int, str]:
    """The claims of these numbers."""
    asked, value = _listed(moment.connection.dialect.name)
    query = select(block_claim.c.number, block_claim.c.claim).select_from(asked.join(block_claim, block_claim.c.number == value))
    rows = moment.connection.execute(query, {"blocks": json.dumps(sorted(set(numbers)))})
    return {row.number: row.claim for row in rows}


def profiles_of(moment: Moment, claims: Iterable[str], maker: int) -> dict[str, bytes]:
    """What is kept of these claims as they are at a moment, where this maker made it."""
    rows = moment.ask(_profiles, {"claims": listed(claims), "maker": maker})
    return {row.claim: bytes(row.profile) for row in rows}


def _profiles(moment: Moment) -> Select[Any]:
    brought = block_claim.c.number // literal_column(str(EACH), BigInteger)
    version = and_(claim.c.id == block_claim.c.claim, claim.c.recorded_seq == brought)
    kept = block_claim.join(block_profile, block_profile.c.number == block_claim.c.number).join(claim, version)
    made_by = block_profile.c.maker == bindparam("maker", type_=BigInteger)
    wanted = among_bound(block_claim.c.claim, "claims")
    return select(block_claim.c.claim, block_profile.c.profile).select_from(kept).where(wanted, made_by, moment.alive(claim))


def all_blocks(connection: Connection) -> Iterator[tuple[int, int]]:
    """Each block with the number of each claim in it, retracted ones too."""
    found = connection.execute(select(block.c.block, block.c.number), execution_options={"yield_per": 50_000})
    return ((row[0], row[1]) for row in found)


def all_claims(connection: Connection) -> Iterator[tuple[int, str]]:
    """The number and the document of each living claim that stands in blocks."""
    found = connection.execute(select(block_claim.c.number, block_claim.c.document), execution_options={"yield_per": 50_000})
    return ((row[0], row[1]) for row in found)


def forget(connection: Connection, claims: Collection[str]) -> None:
    """Delete all that is kept of these claims; linear in the size of the tables."""
    if not claims or not inspect(connection).has_table(block.name):
        return
    metadata.create_all(connection, checkfirst=True)  # an older version made but some of the tables
    numbers = select(block_claim.c.number).where(among(block_claim.c.claim, claims))
    connection.execute(delete(block).where(block.c.number.in_(numbers)))
    _remove(connection, claims)


def _advance(connection: Connection, step: Step, maker: str) -> None:
    if followed(connection, maker) != step.since:
        raise ConflictError(f"the blocks of entry {step.until} were made already")
    if last_erasure(connection) > step.newest:
        raise ConflictError(f"what the blocks of entry {step.until} rest on was erased")
    if step.since == 0:
        for table in (block, block_claim, block_profile):
            connection.execute(delete(table))
    _remove(connection, step.gone)
    insert_rows(connection, block_claim, [{"number": item.number, "claim": item.claim, "document": item.document} for item in step.came])
    insert_rows(connection, block, [{"block": name, "number": item.number} for item in step.came for name in item.blocks])
    kept = [{"number": item.number, "maker": step.maker, "profile": item.profile} for item in step.came if item.profile]
    insert_rows(connection, block_profile, kept)
    _mark(connection, _MARK, f"{maker} {step.until}")


def _marked(connection: Connection, key: str, maker: str) -> int:
    found = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()
    name, _, number = (found or "").rpartition(" ")
    return int(number) if name == maker else 0


def _mark(connection: Connection, key: str, value: str) -> None:
    if not connection.execute(update(meta).where(meta.c.key == key).values(value=value)).rowcount:
        connection.execute(insert(meta), {"key": key, "value": value})


def _remove(connection: Connection, claims: Collection[str]) -> None:
    if claims:
        numbers = select(block_claim.c.number).where(among(block_claim.c.claim, claims))
        connection.execute(delete(block_profile).where(block_profile.c.number.in_(numbers)))
        connection.execute(delete(block_claim).where(among(block_claim.c.claim, claims)))


def _members(moment: Moment) -> Select[Any]:
    """The statement of `members`: each block is read from its latest number to the last one wanted, and no further."""
    name = moment.connection.dialect.name
    return _members_shown(name, moment) if moment.collection is not None else _members_of_all(name)


@cache
def _members_of_all(dialect: str) -> Select[Any]:
    return _latest(dialect, lambda number: [block_claim.c.number == number])


def _members_shown(dialect: str, moment: Moment) -> Select[Any]:
    return _latest(dialect, lambda number: [block_claim.c.number == number, claim.c.id == block_claim.c.claim, moment.alive(claim)])


def _latest(dialect: str, holds: Callable[[ColumnElement[int]], Sequence[ColumnElement[bool]]]) -> Select[Any]:
    def others(table: FromClause) -> ColumnElement[bool]:
        """Whether another document has the number."""
        return exists().where(*holds(table.c.number), block_claim.c.document != bindparam("without", type_=Text))

    asked, value = _listed(dialect)
    inner = block.alias("inner_block")
    before = bindparam("before", type_=BigInteger)
    last = select(inner.c.number).where(inner.c.block == value, inner.c.number < before, others(inner)).order_by(inner.c.number.desc())
    bound = last.limit(1).offset(bindparam("beyond", type_=BigInteger)).correlate(asked).scalar_subquery()
    query = select(block.c.block, block.c.number).select_from(asked.join(block, block.c.block == value))
    return query.where(block.c.number >= func.coalesce(bound, 0), block.c.number < before, others(block))


def _listed(dialect: str) -> tuple[FromClause, ColumnElement[int]]:
    """The numbers of the JSON array `blocks` as a table, and its column."""
    given = bindparam("blocks", type_=Text)
    if dialect == "sqlite":
        listed = func.json_each(given).table_valued("value", name="asked")
        return listed, listed.c.value
    texts = func.jsonb_array_elements_text(cast(given, JSONB)).table_valued("value", name="asked")
    return texts, cast(texts.c.value, BigInteger)
