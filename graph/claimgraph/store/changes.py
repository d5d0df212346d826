"""The journal as it is read: whole, or as much of it as a collection shows."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, ColumnElement, and_, func, or_, select

from claimgraph.store import journal, scope
from claimgraph.store.journal import Change
from claimgraph.store.moment import Moment, joined, left
from claimgraph.store.schema import change
from claimgraph.store.schema import scope as rows


def entries(moment: Moment, since: int, limit: int) -> list[Change]:
    """The entries after `since`, oldest first; in a collection those that changed what it shows, as far as they did."""
    if moment.collection is None:
        return list(journal.entries(moment.connection, since, limit, until=moment.seq))
    numbers = sorted({seq for column in (rows.c.recorded_seq, *_ENDS) for seq in _numbers(moment, column, since, limit)})
    return entries_of(moment, numbers[:limit])


def entries_of(moment: Moment, numbers: Iterable[int]) -> list[Change]:
    """These entries, in order, without any later than the moment; in a collection each says only what it changed there."""
    wanted = [seq for seq in numbers if moment.seq is None or seq <= moment.seq]
    query = select(change).where(change.c.seq.in_(wanted)).order_by(change.c.seq)
    found = [journal.read_entry(row) for row in moment.connection.execute(query).mappings()]
    return found if moment.collection is None else [_limited(moment, entry) for entry in found]


_ENDS = (rows.c.retracted_seq, rows.c.ended_seq)


def _numbers(moment: Moment, column: Column[Any], since: int, limit: int) -> Sequence[int]:
    """The first entries after `since` that one column of the scope names, where they changed what is shown."""
    conditions = [rows.c.collection == moment.collection, column > since, _changed(column)]
    if moment.seq is not None:
        conditions.append(column <= moment.seq)
    return moment.connection.execute(select(column).where(*conditions).distinct().order_by(column).limit(limit)).scalars().all()


def _changed(column: Column[Any]) -> ColumnElement[bool]:
    """The condition that something came with the entry that the column names, or was shown until then."""
    return and_(*(or_(end.is_(None), end >= column) for end in _ENDS if end is not column), rows.c.recorded_seq <= column)


def _limited(moment: Moment, entry: Change) -> Change:
    """An entry without what it says of others: the hashes cover their rows."""
    target = entry.target if entry.target == moment.collection or _was_shown(moment, entry) else ""
    counts = {name: {"counts": _counts(moment, condition(entry.seq))} for name, condition in (("recorded", joined), ("retracted", left))}
    payload = {"note": entry.payload.get("note", "") if target else "", **counts}
    return replace(entry, target=target, payload=payload, previous_hash="", hash="")


def _was_shown(moment: Moment, entry: Change) -> bool:
    """Whether the collection shows the target after the entry, or did before it."""
    near = (Moment(moment.connection, seq, moment.collection) for seq in (entry.seq, entry.seq - 1))
    return any(scope.shown(at, [entry.target]) for at in near)


def _counts(moment: Moment, condition: ColumnElement[bool]) -> dict[str, int]:
    query = select(rows.c.kind, func.count().label("number")).where(rows.c.collection == moment.collection, condition)
    return {row.kind: row.number for row in moment.connection.execute(query.group_by(rows.c.kind).order_by(rows.c.kind))}
