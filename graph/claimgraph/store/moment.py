"""The record at one moment: the versions that were alive after an entry of the journal, or are now."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from itertools import islice
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    FromClause,
    Integer,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
)

from claimgraph.errors import InputError, NotFoundError
from claimgraph.forgetting import lets_go_of_words
from claimgraph.model import Document, Node
from claimgraph.records import from_json
from claimgraph.store import journal
from claimgraph.store.prepared import Rows, ask, listed
from claimgraph.store.schema import NAMING, PASSAGES_EACH, TABLES, among, among_bound, change, erased, identity, passage, scope

AsOf = int | str | datetime
"""A moment as people name it: the number of an entry, or a time (ISO 8601, UTC where it says no zone)."""

BATCH = 5_000
"""How many ids one statement names at most; databases cap their bound parameters."""


_NAMING = frozenset(column for columns in NAMING.values() for column in columns)
_LAST_ERASURE = select(func.max(erased.c.seq))
_INSIDE = scope.alias("inside")
"""The scope as conditions ask it: under a name of its own, it is never taken for the scope of a shelf."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a list of one kind is read from: the rows, the condition that one is in the list, its id, and what orders them."""

    rows: FromClause
    holds: ColumnElement[bool]
    id: ColumnElement[str]
    age: ColumnElement[int]


@dataclass(frozen=True, slots=True)
class Moment:
    """The record as it stood after entry `seq`, or as it stands now where that is None.

    Where a collection is named, it is the record as that shows it: nothing else is alive or ever was, and what it
    shows is as old as its place in the collection.
    """

    connection: Connection
    seq: int | None = None
    collection: str | None = None

    @property
    def end(self) -> int:
        """A number above those of all passages recorded by this moment."""
        return 2**62 if self.seq is None else (self.seq + 1) * PASSAGES_EACH

    def alive(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that a version of the table holds at this moment."""
        return and_(self.holds(table), self._inside(table))

    def ever(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that a version was recorded by this moment, whether it still held or not."""
        return and_(self._known(table), self._inside(table))

    def gone(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that a version was retracted by this moment, or recorded by then and erased since."""
        if self.seq is None:
            return and_(table.c.retracted_seq > 0, self._inside(table))
        return and_(self.ever(table), or_(table.c.retracted_seq <= self.seq, table.c.id.in_(select(erased.c.id))))

    def age(self, table: FromClause) -> ColumnElement[int]:
        """The number of the entry since which a living version is there."""
        if self.collection is None:
            return table.c.recorded_seq
        return select(_INSIDE.c.recorded_seq).where(self._names(table)).limit(1).scalar_subquery()

    def shelf(self, table: FromClause, *, few: bool) -> Shelf:
        """Where the living versions are listed; `few` says that other conditions leave few rows, by an index."""
        if self.collection is None or few:
            return Shelf(table, self.alive(table), table.c.id, self.age(table))
        # By the rows of the scope, in their order: a collection may be a small part of the table, or all of it.
        return Shelf(_both(table), and_(self._listed(table), self.holds(table)), scope.c.id, scope.c.recorded_seq)

    def tally(self, table: FromClause) -> Shelf:
        """Where the living versions are counted, without their columns."""
        if self.collection is None:
            return self.shelf(table, few=False)
        return Shelf(scope, and_(self._listed(table), self._before(scope.c.ended_seq)), scope.c.id, scope.c.recorded_seq)

    def named(self) -> dict[str, Any]:
        """The moment as the parameters of a statement in SQL."""
        return {"seq": self.seq, "collection": self.collection}

    def nodes(self, kind: type[Node], condition: ColumnElement[bool]) -> Iterator[Any]:
        """The nodes of a kind that are alive and meet the condition, oldest first."""
        table = TABLES[kind]
        return self._read(kind, self.shelf(table, few=True), condition)

    def all(self, kind: type[Node]) -> Iterator[Any]:
        """All living nodes of a kind, oldest first, to be taken to the end: a server keeps those that wait."""
        return self._read(kind, self.shelf(TABLES[kind], few=False), true(), options={"yield_per": 1000})

    def where(self, kind: type[Node], column: Any, values: Iterable[str]) -> Iterator[Any]:
        """The living nodes of a kind whose column holds one of these values."""
        sought = set(values)
        named = _named(column, sought)
        found = self.ask(_bodies_by(TABLES[kind], column), {"values": listed(sought)}, named, plain=True) if sought else ()
        decode = node_of if kind is Document else _lately_of  # the text of a document may be long
        return map(partial(decode, cast("Any", kind)), [body for (body,) in found])

    def one(self, kind: type[Node], node_id: str) -> Node | None:
        """The living node of a kind with this id, or None."""
        row = self.ask(_body_of(TABLES[kind]), {"id": node_id}, [node_id]).first()
        return node_of(kind, row.body) if row else None

    def live(self, kind: type[Node], ids: Iterable[str]) -> Iterator[Any]:
        """The living nodes of a kind with these ids."""
        return self.where(kind, TABLES[kind].c.id, ids)

    def rows(self, table: FromClause, column: Any, values: Iterable[str], wanted: tuple[str, ...] = ()) -> Iterator[Any]:
        """The living rows, without their bodies or with the `wanted` columns alone, whose column holds one of these values."""
        sought = set(values)
        return iter(self.ask(_rows_by(table, column, wanted), {"values": listed(sought)}, _named(column, sought)) if sought else ())

    def oldest(self, table: FromClause, column: Any, values: Iterable[str], wanted: tuple[str, ...] = ()) -> Iterator[Any]:
        """The same, oldest first: in a collection by their places in it, as `where` has them."""
        sought = set(values)
        found = self.ask(_oldest_by(table, column, wanted), {"values": listed(sought)}, _named(column, sought)) if sought else ()
        return iter(found)

    def ask(self, make: "Making", values: Mapping[str, Any], about: Iterable[str] | None = None, *, plain: bool = False) -> Rows:
        """Run the statement that `make` builds for a moment, with these parameters; the rest is as in `claimgraph.store.prepared.ask`.

        It is built once for the present and once for the past: building one costs several times what running it does.
        """
        if self.collection is not None:
            return Rows(self.connection.execute(make(self), values).all())
        statement = _made(make, cast("Hashable", type(self)), self.seq is not None)
        return ask(self.connection, statement, {**values, "seq": self.seq}, about, plain=plain)

    def brought(self, table: Table, seq: int) -> Select[Any]:
        """The ids of the versions of a table that were not there before entry `seq` and were then."""
        if self.collection is None:
            return select(table.c.id).where(table.c.recorded_seq == seq)
        return select(scope.c.id).where(scope.c.collection == self.collection, scope.c.kind == table.name, joined(seq))

    def recorded(self, kind: type[Node], seq: int) -> Iterator[Any]:
        """The versions of a kind that were not there before entry `seq` and were then, oldest first."""
        if self.collection is None:
            return self._versions(kind, TABLES[kind].c.recorded_seq == seq)
        return self._versions(kind, and_(self._mine(kind), joined(seq)))

    def retracted(self, kind: type[Node], seq: int) -> Iterator[Any]:
        """The versions of a kind that were there before entry `seq` and were not any more, oldest first."""
        if self.collection is None:
            return self._versions(kind, TABLES[kind].c.retracted_seq == seq)
        return self._versions(kind, and_(self._mine(kind), left(seq)))

    def changed(self, kind: type[Node], seq: int, *, gone: bool, after: str, most: int) -> list[Any]:
        """The first so many of what `recorded` finds, or of what `retracted` does, by id, of ids above that of `after`."""
        table = TABLES[kind]
        rows: FromClause = table
        condition: ColumnElement[bool] = (table.c.retracted_seq if gone else table.c.recorded_seq) == seq
        if self.collection is not None:
            rows, condition = _both(table), and_(self._mine(kind), (left if gone else joined)(seq))
        query = select(table.c.body).select_from(rows).where(condition, table.c.body != "", table.c.id > after)
        return [node_of(kind, body) for body in self.connection.execute(query.order_by(table.c.id).limit(most)).scalars()]

    def _versions(self, kind: type[Node], condition: ColumnElement[bool]) -> Iterator[Any]:
        table = TABLES[kind]
        rows = table if self.collection is None else _both(table)
        for row in self.connection.execute(
            select(table.c.body).select_from(rows).where(condition, table.c.body != "").order_by(table.c.recorded_seq, table.c.id)
        ):
            yield node_of(kind, row.body)

    def _mine(self, kind: type[Node]) -> ColumnElement[bool]:
        return and_(scope.c.collection == self.collection, scope.c.kind == TABLES[kind].name)

    def _read(
        self, kind: type[Node], shelf: Shelf, condition: ColumnElement[bool], *, options: Mapping[str, Any] | None = None
    ) -> Iterator[Any]:
        query = select(TABLES[kind].c.body).select_from(shelf.rows).where(shelf.holds, condition)
        found = self.connection.execute(query.order_by(shelf.age, shelf.id), execution_options=options or {}).scalars()
        for body in found if options else found.all():  # row by row takes several times as long
            yield node_of(kind, body)

    def _known(self, table: FromClause) -> ColumnElement[bool]:
        return true() if self.seq is None else table.c.recorded_seq <= self.seq

    def _before(self, end: ColumnElement[Any]) -> ColumnElement[bool]:
        """The condition that what ends with this entry had not ended."""
        return end.is_(None) if self.seq is None else or_(end.is_(None), end > self.seq)

    def holds(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that a row was recorded and not retracted by this moment, whatever a collection shows."""
        if self.seq is None:
            return self._stood(table)
        # What was erased later is in no answer about the time before; all of it was retracted too, so the present need not ask.
        return and_(self._stood(table), table.c.id.not_in(select(erased.c.id)))

    def _stood(self, table: FromClause) -> ColumnElement[bool]:
        return and_(self._known(table), self._before(table.c.retracted_seq))

    def _inside(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that a version belongs to what the collection shows, alive or not."""
        if getattr(table, "element", table) is identity:
            return table.c.collection == (self.collection or "")
        if self.collection is None:
            return true()
        return select(_INSIDE.c.id).where(self._names(table)).exists()

    def _names(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that a row of the scope is about the version of the table."""
        version = _INSIDE.c.version == table.c.recorded_seq
        if table is passage:  # one that was indexed anew is younger than the version that it is of
            since = table.c.recorded_seq
            version = and_(_INSIDE.c.version <= since, or_(_INSIDE.c.ended_seq.is_(None), _INSIDE.c.ended_seq > since))
        return and_(_INSIDE.c.id == table.c.id, version, _INSIDE.c.collection == self.collection, self._stood(_INSIDE))

    def _listed(self, table: FromClause) -> ColumnElement[bool]:
        return and_(scope.c.collection == self.collection, scope.c.kind == table.name, self.holds(scope))  # type: ignore[attr-defined]


Making = Callable[[Moment], Executable]
"""What builds a statement about a moment; its own parameters are named, and none is called `seq`."""


@cache
def _made(make: Making, kind: type[Moment], past: bool) -> Executable:
    seq: Any = bindparam("seq", type_=Integer) if past else None
    return make(kind(cast("Connection", None), seq))


@cache
def _body_of(table: Table) -> Making:
    """The living node `id` of a table."""
    return lambda moment: select(table.c.body).where(table.c.id == bindparam("id", type_=Text), moment.alive(table))


@cache
def _bodies_by(table: Table, column: ColumnElement[Any]) -> Making:
    """The living nodes of a table whose column holds one of `values`, oldest first."""

    def make(moment: Moment) -> Executable:
        """The statement, at a moment."""
        shelf = moment.shelf(table, few=True)
        found = select(table.c.body).select_from(shelf.rows).where(shelf.holds, among_bound(column, "values"))
        return found.order_by(shelf.age, shelf.id)

    return make


@cache
def _rows_by(table: FromClause, column: ColumnElement[Any], wanted: tuple[str, ...]) -> Making:
    """The living rows of a table, without their bodies or with the `wanted` columns alone, whose column holds one of `values`."""
    every = (name for name in table.c.keys() if name != "body")  # noqa: SIM118 — a column collection iterates over columns
    columns = [table.c[name] for name in wanted or every]
    return lambda moment: select(*columns).where(moment.alive(table), among_bound(column, "values"))


@cache
def _oldest_by(table: FromClause, column: ColumnElement[Any], wanted: tuple[str, ...]) -> Making:
    """The same, oldest first."""
    rows = _rows_by(table, column, wanted)
    return lambda moment: cast("Select[Any]", rows(moment)).order_by(moment.age(table), table.c.id)


@dataclass(frozen=True, slots=True)
class Ever(Moment):
    """All that was ever recorded, whatever became of it."""

    def alive(self, table: FromClause) -> ColumnElement[bool]:  # noqa: ARG002 — holds of every table
        """The condition that holds of every version."""
        return true()


def last_erasure(connection: Connection) -> int:
    """The number of the newest entry that erased anything; 0 where none did."""
    return ask(connection, _LAST_ERASURE, {}).scalar() or 0


def erased_by(moment: Moment, ids: Iterable[str]) -> dict[str, int]:
    """Which of these nodes were erased, each with the entry that did it; in a collection of those that it shows."""
    query = select(erased.c.id, erased.c.seq).where(among(erased.c.id, ids))
    if moment.collection is not None:
        here = (scope.c.id == erased.c.id, scope.c.collection == moment.collection, scope.c.retracted_seq.is_(None))
        query = query.where(select(scope.c.id).where(*here).exists())
    return {row.id: row.seq for row in moment.connection.execute(query)}


def joined(seq: int) -> ColumnElement[bool]:
    """The condition that what a row of the scope shows came with entry `seq`."""
    return scope.c.recorded_seq == seq


def left(seq: int) -> ColumnElement[bool]:
    """The condition that what a row of the scope shows went with entry `seq`."""
    ends = (scope.c.retracted_seq, scope.c.ended_seq)
    went = (and_(end == seq, or_(other.is_(None), other >= seq)) for end, other in (ends, ends[::-1]))
    return and_(scope.c.recorded_seq < seq, or_(*went))


def _both(table: FromClause) -> FromClause:
    """The rows of the scope with the versions that they are about."""
    return scope.join(table, and_(table.c.id == scope.c.id, table.c.recorded_seq == scope.c.version))


def _named(column: ColumnElement[Any], values: Set[str]) -> Set[str] | None:
    """What a reading by these values of a column is about, where that holds names of nodes."""
    return values if column in _NAMING else None


def node_of(kind: type[Node], body: str) -> Node:
    """The node that a version's body holds."""
    return from_json(body, kind)


_lately_of = lru_cache(maxsize=4_000)(node_of)
"""The same, some 2 kB each: what one document is compared with, the next one mostly is too."""

lets_go_of_words(_lately_of.cache_clear)


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
