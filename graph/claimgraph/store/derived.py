"""What is derived from the record, kept beside it: items by rank and by key, each a version that holds between two entries.

A cache: it can be emptied at any time and is filled again by following the journal, entry by entry, so that it answers
about every moment. The table `meta` says up to which entry it is current, and what made it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
    tuple_,
    update,
)

from claimgraph.errors import ConflictError
from claimgraph.store import journal
from claimgraph.store.cursors import read_cursor, write_cursor
from claimgraph.store.dialects import insert_rows
from claimgraph.store.moment import Moment, last_erasure
from claimgraph.store.prepared import Rows, ask
from claimgraph.store.prepared import listed as as_array
from claimgraph.store.schema import among, among_bound, change, derived, derived_key, listed, meta, tally
from claimgraph.store.touching import LISTED, Place

Key = tuple[str, str]
Count = tuple[str, str, str]
"""What is counted: the kind of item, the name of a key, its value."""
_MARK = "derived"
_UNCOUNTED = ("claim", "target", "node", "speaker")
"""Keys by which things are found and never listed."""
_TOTALLED = ("waiting",)
"""Keys of which it only counts how many there are."""
_ALL = ("all", "")
"""Under what all items of a kind are counted."""
LENGTH = "listed"
"""Under what it is counted how many places a list has."""
_TABLES = (derived, derived_key, tally, listed)
_ADD = text(
    "INSERT INTO tally (kind, name, value, number) VALUES (:kind, :name, :value, :number) "
    "ON CONFLICT (kind, name, value) DO UPDATE SET number = tally.number + excluded.number"
)

# Made once: most reads ask them.
_KIND, _NAME = bindparam("kind", type_=Text), bindparam("name", type_=Text)
_MARKED = select(
    select(meta.c.value).where(meta.c.key == literal_column(f"'{_MARK}'")).scalar_subquery().label("value"),
    select(func.max(change.c.seq)).scalar_subquery().label("seq"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One derived thing: `rank` sorts the first to be shown first, `body` is JSON, `keys` are (name, value) pairs to find it by."""

    id: str
    rank: str
    body: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Relisted:
    """The places in lists that `came` and those that `went`."""

    came: Set[Place]
    went: Set[Place]

    @classmethod
    def between(cls, old: Set[Place], new: Set[Place]) -> "Relisted":
        """What leads from the places that there were to those that there are."""
        return cls(new - old, old - new)


@dataclass(frozen=True, slots=True)
class Progress:
    """What one entry changed: by kind the items that are as they now are, and those that are gone or changed; counts; places in lists."""

    kept: Mapping[str, Sequence[Item]]
    gone: Mapping[str, Collection[str]]
    counts: Mapping[Count, int]
    lists: Relisted


@dataclass(frozen=True, slots=True)
class Items:
    """A page of bodies in order of rank, the cursor of the next page, and how many there are in all."""

    bodies: tuple[str, ...]
    next: str | None
    total: int


def _marked(connection: Connection) -> Rows:
    """How far what is followed is, beside the newest entry; no part of any answer, see `claimgraph.store.reads`."""
    return ask(connection, _MARKED, {}, ())


def followed(connection: Connection, maker: str) -> int:
    """The number of the newest entry that is followed, 0 where `maker` is not what made the items that are here."""
    return reach(connection, maker)[0]


def reach(connection: Connection, maker: str) -> tuple[int, int]:
    """The number of the newest entry that is followed, as `followed`, and that of the newest entry."""
    ((value, newest),) = _marked(connection)
    name, _, seq = (value or "").rpartition(" ")
    return int(seq) if name == maker else 0, newest or 0


def record(connection: Connection, seq: int, progress: Progress, maker: str, *, erased: int) -> None:
    """Write what entry `seq` changed; raises ConflictError where another was quicker to follow it.

    So it does where anything was erased since the erasure by entry `erased`, which came before what was read for it.
    """
    behind = followed(connection, maker) != seq - 1 or journal.newest(connection)[0] < seq
    if behind or last_erasure(connection) != erased:
        raise ConflictError(f"entry {seq} was followed already, or what it rests on was derived anew")
    write(connection, seq, progress)
    add_counts(connection, progress.counts)
    relist(connection, progress.lists)
    _mark(connection, f"{maker} {seq}")


def write(connection: Connection, seq: int, progress: Progress) -> None:
    """Write the items that entry `seq` changed, with the counts of their keys."""
    counts: Counter[Count] = Counter()
    for kind in {**progress.gone, **progress.kept}:
        gone, items = progress.gone.get(kind, ()), progress.kept.get(kind, ())
        if gone:
            _end(connection, kind, gone, seq)
        _begin(connection, kind, items, seq)
        counts.update(_rekey(connection, kind, gone, items, seq))
        counts[kind, *_ALL] += len(items) - len(gone)
    add_counts(connection, counts)


def add_counts(connection: Connection, counts: Mapping[Count, int]) -> None:
    """Change what is counted by these numbers."""
    rows = [{"kind": kind, "name": name, "value": value, "number": number} for (kind, name, value), number in counts.items() if number]
    if rows:
        connection.execute(_ADD, rows)


def relist(connection: Connection, lists: Relisted) -> None:
    """Change what is in lists, and how long these are."""
    places: dict[str, Any] = {name: bindparam(f"its_{name}") for name in Place._fields}
    here = [listed.c[name] == value for name, value in places.items()]
    went = [{f"its_{name}": value for name, value in place._asdict().items()} for place in sorted(lists.went) if place.name in LISTED]
    if went:
        connection.execute(delete(listed).where(*here), went)
    insert_rows(connection, listed, [place._asdict() for place in sorted(lists.came) if place.name in LISTED])
    counts = Counter((LENGTH, place.name, place.value) for place in lists.came)
    counts.subtract((LENGTH, place.name, place.value) for place in lists.went)
    add_counts(connection, counts)


def counted_of(connection: Connection, kind: str, ids: Collection[str]) -> Counter[Count]:
    """What the living ones of these items count for."""
    alive = (derived.c.kind == kind, among(derived.c.id, ids), derived.c.retracted_seq.is_(None))
    living = connection.execute(select(func.count()).select_from(derived).where(*alive)).scalar_one()
    keys = ((name, value) for _, name, value in _keys_of(connection, kind, ids) if name not in _UNCOUNTED)
    return Counter({(kind, *_ALL): living}) + Counter(_counts(kind, keys))


def reached(connection: Connection) -> int:
    """The number of the newest entry that is followed, whatever made the items that are here."""
    found = _marked(connection).scalar()
    return int((found or "").rpartition(" ")[2] or 0)


def span(moment: Moment) -> tuple[int, int] | None:
    """The newest entry that is followed, and the newest there is; None of a past, of a collection, and where nobody follows."""
    if moment.seq is not None or moment.collection is not None:
        return None
    ((value, newest),) = _marked(moment.connection)
    return (int(value.rpartition(" ")[2]), newest or 0) if value else None


def clear(connection: Connection, maker: str) -> None:
    """Forget all items, to follow the journal from its beginning."""
    for table in _TABLES:
        connection.execute(delete(table))
    _mark(connection, f"{maker} 0")


def forget(connection: Connection) -> None:
    """Forget all items and who made them: whoever follows the journal next begins anew, and finds nothing of what was erased."""
    for table in _TABLES:
        connection.execute(delete(table))
    connection.execute(delete(meta).where(meta.c.key == _MARK))


def page(moment: Moment, kind: str, *, where: Mapping[str, str], cursor: str | None, limit: int) -> Items:
    """The items that have all these keys, by rank; raises InputError on a cursor of another list."""
    conditions = [derived.c.kind == kind, moment.alive(derived), *(_has(moment, kind, key) for key in where.items())]
    total = _total(moment, kind, conditions, everything=not where)
    if cursor is not None:
        conditions.append(tuple_(derived.c.rank, derived.c.id) > read_cursor(cursor, (str, str)))
    query = select(derived.c.rank, derived.c.id, derived.c.body).where(*conditions).order_by(derived.c.rank, derived.c.id)
    rows = moment.connection.execute(query.limit(limit + 1)).all()
    following = write_cursor(rows[limit - 1].rank, rows[limit - 1].id) if len(rows) > limit else None
    return Items(tuple(row.body for row in rows[:limit]), following, total)


def size(moment: Moment, kind: str) -> int:
    """How many items of a kind there are."""
    return _total(moment, kind, (derived.c.kind == kind, moment.alive(derived)), everything=True)


def get(moment: Moment, kind: str, item_id: str) -> str | None:
    """The body of one item, or None."""
    return bodies_of(moment, kind, [item_id]).get(item_id)


def holders(moment: Moment, kind: str, name: str, values: Collection[str]) -> dict[str, set[str]]:
    """The ids of the items that have one of these values of a key, each with those of them that it has."""
    found: dict[str, set[str]] = {}
    for row in moment.ask(_holding, {"kind": kind, "name": name, "values": as_array(values)}) if values else ():
        found.setdefault(row.id, set()).add(row.value)
    return found


def _holding(moment: Moment) -> Select[Any]:
    """The keys called `name` of items of a `kind` that have one of `values`."""
    named = (derived_key.c.kind == _KIND, derived_key.c.name == _NAME, among_bound(derived_key.c.value, "values"))
    return select(derived_key.c.id, derived_key.c.value).where(*named, moment.alive(derived_key))


def some(moment: Moment, kind: str, key: Key, most: int) -> list[str]:
    """The ids of at most so many items that have a key: the smallest, which is by chance."""
    return [row.id for row in moment.ask(_some, {"kind": kind, "name": key[0], "value": key[1], "most": most})]


def _some(moment: Moment) -> Select[Any]:
    value, most = bindparam("value", type_=Text), bindparam("most", type_=Integer)
    named = (derived_key.c.kind == _KIND, derived_key.c.name == _NAME, derived_key.c.value == value)
    return select(derived_key.c.id).where(*named, moment.alive(derived_key)).order_by(derived_key.c.id).limit(most)


def bodies_of(moment: Moment, kind: str, ids: Collection[str]) -> dict[str, str]:
    """The bodies by id of these items."""
    return {row.id: row.body for row in moment.ask(_called, {"kind": kind, "ids": as_array(ids)})} if ids else {}


def _called(moment: Moment) -> Select[Any]:
    """The items `ids` of a `kind`."""
    return select(derived.c.id, derived.c.body).where(derived.c.kind == _KIND, among_bound(derived.c.id, "ids"), moment.alive(derived))


def bodies(moment: Moment, kind: str, name: str, values: Iterable[str]) -> dict[str, str]:
    """The bodies by id, by rank, of the items that have one of these values of a key."""
    asked = {"kind": kind, "name": name, "values": as_array(values)}
    found = moment.ask(_having, asked) if asked["values"] != "[]" else ()
    # Sorted here: SQLite would go through all items in their order for the few that are wanted.
    return {row.id: row.body for row in sorted(found, key=lambda row: (row.rank, row.id))}


def _having(moment: Moment) -> Select[Any]:
    """The items of a `kind` that have one of `values` under the key `name`."""
    named = (derived_key.c.kind == _KIND, derived_key.c.name == _NAME, among_bound(derived_key.c.value, "values"))
    ids = select(derived_key.c.id).where(*named, moment.alive(derived_key))
    columns = (derived.c.id, derived.c.rank, derived.c.body)
    return select(*columns).where(derived.c.kind == _KIND, derived.c.id.in_(ids), moment.alive(derived))


def first_bodies(moment: Moment, kind: str, name: str, values: Iterable[str], most: int) -> tuple[list[str], int]:
    """The bodies of the first by rank of the items that have one of these values of a key, at most so many; and how many have one."""
    asked = {"kind": kind, "name": name, "values": as_array(values)}
    found = sorted((row.rank, row.id) for row in (moment.ask(_ranks, asked) if asked["values"] != "[]" else ()))
    first = [item for _, item in found[:most]]
    known = bodies_of(moment, kind, first)
    return [known[item] for item in first], len(found)


def _ranks(moment: Moment) -> Select[Any]:
    """The items that `_having` finds, without their bodies."""
    return _having(moment).with_only_columns(derived.c.id, derived.c.rank)


def counted(moment: Moment, kind: str, name: str, most: int) -> list[tuple[str, int]]:
    """The commonest values of a key with the number of items that have each, the commonest first."""
    if moment.seq is None:
        query = select(tally.c.value, tally.c.number).where(tally.c.kind == kind, tally.c.name == name, tally.c.number > 0)
        rows = moment.connection.execute(query.order_by(tally.c.number.desc(), tally.c.value).limit(most))
    else:
        number = func.count().label("number")
        having = (derived_key.c.kind == kind, derived_key.c.name == name, moment.alive(derived_key))
        counting = select(derived_key.c.value, number).where(*having).group_by(derived_key.c.value)
        rows = moment.connection.execute(counting.order_by(number.desc(), derived_key.c.value).limit(most))
    return [(row.value, row.number) for row in rows]


def total(moment: Moment, kind: str, name: str) -> int:
    """How many items have a key of this name, each as often as it has values."""
    if moment.seq is None:
        return sum(number for _, number in counted(moment, kind, name, 1))
    having = (derived_key.c.kind == kind, derived_key.c.name == name, moment.alive(derived_key))
    return moment.connection.execute(select(func.count()).where(*having)).scalar_one()


def _end(connection: Connection, kind: str, ids: Collection[str], seq: int) -> None:
    alive = (derived.c.kind == kind, among(derived.c.id, ids), derived.c.retracted_seq.is_(None))
    connection.execute(update(derived).where(*alive).values(retracted_seq=seq))


def _begin(connection: Connection, kind: str, items: Sequence[Item], seq: int) -> None:
    rows = [{"kind": kind, "id": item.id, "recorded_seq": seq, "rank": item.rank, "body": item.body} for item in items]
    insert_rows(connection, derived, rows)


def _rekey(connection: Connection, kind: str, gone: Collection[str], items: Sequence[Item], seq: int) -> Counter[Count]:
    """End the keys that these items no longer have and begin those that they have now; those that stay are left alone."""
    old = _keys_of(connection, kind, gone)
    new = {(item.id, *key) for item in items for key in item.keys}
    if old - new:
        its = [derived_key.c[name] == bindparam(f"its_{name}") for name in ("id", "name", "value")]
        alive = (derived_key.c.kind == kind, derived_key.c.retracted_seq.is_(None))
        ending = [{"its_id": item, "its_name": name, "its_value": value} for item, name, value in sorted(old - new)]
        connection.execute(update(derived_key).where(*alive, *its).values(retracted_seq=seq), ending)
    rows = [{"kind": kind, "name": name, "value": value, "id": item, "recorded_seq": seq} for item, name, value in sorted(new - old)]
    insert_rows(connection, derived_key, rows)
    counts = Counter(_counts(kind, ((name, value) for _, name, value in new - old if name not in _UNCOUNTED)))
    counts.subtract(_counts(kind, ((name, value) for _, name, value in old - new if name not in _UNCOUNTED)))
    return counts


def _keys_of(connection: Connection, kind: str, ids: Collection[str]) -> set[tuple[str, str, str]]:
    if not ids:
        return set()
    alive = (derived_key.c.kind == kind, among(derived_key.c.id, ids), derived_key.c.retracted_seq.is_(None))
    query = select(derived_key.c.id, derived_key.c.name, derived_key.c.value).where(*alive)
    return {(row.id, row.name, row.value) for row in connection.execute(query).all()}


def _counts(kind: str, keys: Iterable[Key]) -> Iterator[Count]:
    return ((kind, name, "" if name in _TOTALLED else value) for name, value in keys)


def _mark(connection: Connection, value: str) -> None:
    if not connection.execute(update(meta).where(meta.c.key == _MARK).values(value=value)).rowcount:
        connection.execute(insert(meta), {"key": _MARK, "value": value})


def _total(moment: Moment, kind: str, conditions: Sequence[ColumnElement[bool]], *, everything: bool) -> int:
    if everything and moment.seq is None:
        counted = (tally.c.kind == kind, tally.c.name == _ALL[0], tally.c.value == _ALL[1])
        return moment.connection.execute(select(tally.c.number).where(*counted)).scalar() or 0
    return moment.connection.execute(select(func.count()).select_from(derived).where(*conditions)).scalar_one()


def _has(moment: Moment, kind: str, key: Key) -> ColumnElement[bool]:
    name, value = key
    having = select(derived_key.c.id).where(
        derived_key.c.kind == kind, derived_key.c.name == name, derived_key.c.value == value, moment.alive(derived_key)
    )
    return derived.c.id.in_(having)
