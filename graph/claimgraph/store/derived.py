"""What is derived from the record, kept beside it: items by rank and by key, each a version that holds between two entries.

A cache: it can be emptied at any time and is filled again by following the journal, entry by entry, so that it answers
about every moment. The table `meta` says up to which entry it is current, and what made it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)

from claimgraph.errors import ConflictError
from claimgraph.store import journal
from claimgraph.store.dialects import insert_rows
from claimgraph.store.moment import Moment, last_erasure
from claimgraph.store.prepared import Rows, ask
from claimgraph.store.schema import among, change, derived, derived_key, listed, meta, tally
from claimgraph.store.touching import LISTED, Place

Key = tuple[str, str]
Count = tuple[str, str, str]
"""What is counted: the kind of item, the name of a key, its value."""
_MARK = "derived"
_UNCOUNTED = ("claim", "target", "node", "speaker")
"""Keys by which things are found and never listed."""
_TOTALLED = ("waiting",)
"""Keys of which it only counts how many there are."""
ALL = ("all", "")
"""Under what all items of a kind are counted."""
LENGTH = "listed"
"""Under what it is counted how many places a list has."""
_TABLES = (derived, derived_key, tally, listed)
_ADD = text(
    "INSERT INTO tally (kind, name, value, number) VALUES (:kind, :name, :value, :number) "
    "ON CONFLICT (kind, name, value) DO UPDATE SET number = tally.number + excluded.number"
)

# Made once: most reads ask them.
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
        counts[kind, *ALL] += len(items) - len(gone)
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
    return Counter({(kind, *ALL): living}) + Counter(_counts(kind, keys))


def reached(connection: Connection) -> int:
    """The number of the newest entry that is followed, whatever made the items that are here."""
    return mark(connection)[1]


def mark(connection: Connection) -> tuple[str, int]:
    """What made the items that are here, and the number of the newest entry that it followed; "" and 0 where nobody follows."""
    maker, _, seq = (_marked(connection).scalar() or "").rpartition(" ")
    return maker, int(seq or 0)


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
