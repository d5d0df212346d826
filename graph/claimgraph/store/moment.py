"""The record at one moment: the versions that were alive after an entry of the journal, or are now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, func, or_, select, true

from claimgraph.errors import InputError, NotFoundError
from claimgraph.model import Node
from claimgraph.records import from_json
from claimgraph.store import journal
from claimgraph.store.schema import PASSAGES_EACH, TABLES, among, change, erased

AsOf = int | str | datetime
"""A moment as people name it: the number of an entry, or a time (ISO 8601, UTC where it says no zone)."""

BATCH = 5_000
"""How many ids one statement names at most; databases cap their bound parameters."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The record as it stood after entry `seq`, or as it stands now where that is None."""

    connection: Connection
    seq: int | None = None

    @property
    def end(self) -> int:
        """A number above those of all passages recorded by this moment."""
        return 2**62 if self.seq is None else (self.seq + 1) * PASSAGES_EACH

    def alive(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that a version of the table holds at this moment."""
        if self.seq is None:
            return table.c.retracted_seq.is_(None)
        # What was erased later is in no answer about the time before; all of it was retracted too, so the present need not ask.
        kept = table.c.id.not_in(select(erased.c.id))
        return and_(self.ever(table), or_(table.c.retracted_seq.is_(None), table.c.retracted_seq > self.seq), kept)

    def ever(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that a version was recorded by this moment, whether it still held or not."""
        return true() if self.seq is None else table.c.recorded_seq <= self.seq

    def gone(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that a version was retracted by this moment, or recorded by then and erased since."""
        if self.seq is None:
            return table.c.retracted_seq > 0
        return and_(self.ever(table), or_(table.c.retracted_seq <= self.seq, table.c.id.in_(select(erased.c.id))))

    def nodes(self, kind: type[Node], condition: ColumnElement[bool]) -> Iterator[Any]:
        """The nodes of a kind that are alive and meet the condition, oldest first."""
        return versions(self.connection, kind, and_(self.alive(TABLES[kind]), condition))

    def all(self, kind: type[Node]) -> Iterator[Any]:
        """All living nodes of a kind, oldest first, to be taken to the end: a server keeps those that wait."""
        return versions(self.connection, kind, self.alive(TABLES[kind]), {"yield_per": 1000})

    def where(self, kind: type[Node], column: Any, values: Iterable[str]) -> Iterator[Any]:
        """The living nodes of a kind whose column holds one of these values."""
        wanted = set(values)
        return self.nodes(kind, among(column, wanted)) if wanted else iter(())

    def live(self, kind: type[Node], ids: Iterable[str]) -> Iterator[Any]:
        """The living nodes of a kind with these ids."""
        return self.where(kind, TABLES[kind].c.id, ids)

    def rows(self, table: FromClause, column: Any, values: Iterable[str]) -> Iterator[Any]:
        """The living rows, without their bodies, whose column holds one of these values."""
        wanted = set(values)
        if not wanted:
            return iter(())
        columns = [table.c[name] for name in table.c.keys() if name != "body"]  # noqa: SIM118 — a column collection iterates over columns
        return iter(self.connection.execute(select(*columns).where(self.alive(table), among(column, wanted))))


@dataclass(frozen=True, slots=True)
class Ever(Moment):
    """All that was ever recorded, whatever became of it."""

    def alive(self, table: FromClause) -> ColumnElement[bool]:  # noqa: ARG002 — holds of every table
        """The condition that holds of every version."""
        return true()


def last_erasure(connection: Connection) -> int:
    """The number of the newest entry that erased anything; 0 where none did."""
    return connection.execute(select(func.max(erased.c.seq))).scalar() or 0


def erased_by(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Which of these nodes were erased, each with the entry that did it."""
    return {row.id: row.seq for row in connection.execute(select(erased.c.id, erased.c.seq).where(among(erased.c.id, ids)))}


def versions(
    connection: Connection, kind: type[Node], condition: ColumnElement[bool], options: Mapping[str, Any] | None = None
) -> Iterator[Any]:
    """The versions of a kind that meet the condition, alive or not, oldest first."""
    table = TABLES[kind]
    query = select(table.c.body).where(condition).order_by(table.c.recorded_seq, table.c.id)
    for row in connection.execute(query, execution_options=options or {}):
        yield node_of(kind, row.body)


def node_of(kind: type[Node], body: str) -> Node:
    """The node that a version's body holds."""
    return from_json(body, kind)


def batches(values: Iterable[str]) -> Iterator[list[str]]:
    """The values, each once and sorted, in lists that one statement can name."""
    remaining = iter(sorted(set(values)))
    while batch := list(islice(remaining, BATCH)):
        yield batch


def resolve(connection: Connection, as_of: AsOf | None) -> int | None:
    """The number of the entry that `as_of` names: a time is that of the last entry at or before it, 0 before the first.

    Raises NotFoundError beyond the newest entry, InputError where it is neither a number nor a time.
    """
    if as_of is None:
        return None
    if isinstance(as_of, str) and as_of.strip().isascii() and as_of.strip().isdigit():
        as_of = int(as_of.strip()[:20])
    if not isinstance(as_of, int):
        return _last_before(connection, as_of if isinstance(as_of, datetime) else _time(as_of))
    newest = journal.newest(connection)[0]
    if as_of < 0:
        raise InputError(f"as_of counts entries from 0, not {as_of}", code="bad-as-of")
    if as_of > newest:
        raise NotFoundError(f"the journal ends at entry {newest}, before {as_of}")
    return as_of


def _time(words: str) -> datetime:
    try:
        # The plus sign of an address may arrive as a space.
        return datetime.fromisoformat(words.strip().replace(" ", "+") if "T" in words else words.strip())
    except ValueError as error:
        raise InputError(f"as_of is the number of an entry or an ISO 8601 time, not {words[:80]!r}", code="bad-as-of") from error


def _last_before(connection: Connection, time: datetime) -> int:
    try:
        at = (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:
        raise InputError(f"as_of is out of range: {time}", code="bad-as-of") from error
    query = select(change.c.seq).where(change.c.at <= journal.stamp(at)).order_by(change.c.at.desc(), change.c.seq.desc()).limit(1)
    return connection.execute(query).scalar() or 0
