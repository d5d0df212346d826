"""Reads of what is derived: items by rank, by id and by key, as they stood at a moment."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Text, bindparam, func, literal_column, select, tuple_

from claimgraph.store.cursors import list_mark, read_cursor, write_cursor
from claimgraph.store.derived import ALL, Key
from claimgraph.store.moment import Making, Moment
from claimgraph.store.prepared import listed as as_array
from claimgraph.store.schema import among_bound, derived, derived_key, tally

_KIND, _NAME = bindparam("kind", type_=Text), bindparam("name", type_=Text)


@dataclass(frozen=True, slots=True)
class Items:
    """A page of bodies in order of rank, the cursor of the next page, and how many there are in all."""

    bodies: tuple[str, ...]
    next: str | None
    total: int


def page(moment: Moment, kind: str, *, where: Mapping[str, str], cursor: str | None, limit: int) -> Items:
    """The items that have all these keys, by rank; raises InputError on a cursor of another list."""
    names, asked = tuple(sorted(where)), _asked(kind, where)
    mark = list_mark(kind, where, seq=moment.seq, collection=moment.collection)
    total = _total(moment, names, asked)
    if cursor is not None:
        asked["rank"], asked["id"] = read_cursor(cursor, mark, (str, str))
    rows = moment.ask(_listing(names, further=cursor is not None), {**asked, "most": limit + 1})
    following = write_cursor(mark, rows[limit - 1].rank, rows[limit - 1].id) if len(rows) > limit else None
    return Items(tuple(row.body for row in rows[:limit]), following, total)


def _asked(kind: str, where: Mapping[str, str]) -> dict[str, Any]:
    """The parameters that name a kind and the values of keys."""
    return {"kind": kind, **{f"the_{name}": value for name, value in where.items()}}


@cache
def _listing(names: Sequence[str], *, further: bool) -> Making:
    """At most `most` items that have a value of each of these keys, by rank, maybe from a place on."""

    def make(moment: Moment) -> Select[Any]:
        """The statement, at a moment."""
        place = (derived.c.rank, derived.c.id)
        after = [tuple_(*place) > tuple_(bindparam("rank", type_=Text), bindparam("id", type_=Text))] if further else []
        query = select(*place, derived.c.body).where(*_having_all(moment, names), *after)
        return query.order_by(*place).limit(bindparam("most", type_=Integer))

    return make


def _having_all(moment: Moment, names: Iterable[str]) -> list[ColumnElement[bool]]:
    """The conditions that an item of a `kind` is there and has a value of each of these keys."""
    return [derived.c.kind == _KIND, moment.alive(derived), *(_has(moment, name) for name in names)]


def size(moment: Moment, kind: str) -> int:
    """How many items of a kind there are."""
    return _total(moment, (), _asked(kind, {}))


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
    rows = moment.ask(_commonest if moment.seq is None else _commonest_then, {"kind": kind, "name": name, "most": most})
    return [(row.value, row.number) for row in rows]


def _commonest(_now: Moment) -> Select[Any]:
    """The values of the key `name` of which most are counted now."""
    query = select(tally.c.value, tally.c.number).where(tally.c.kind == _KIND, tally.c.name == _NAME, tally.c.number > literal_column("0"))
    return query.order_by(tally.c.number.desc(), tally.c.value).limit(bindparam("most", type_=Integer))


def _commonest_then(moment: Moment) -> Select[Any]:
    """The values of the key `name` that most items had."""
    number = func.count().label("number")
    query = select(derived_key.c.value, number).where(*_keyed(moment)).group_by(derived_key.c.value)
    return query.order_by(number.desc(), derived_key.c.value).limit(bindparam("most", type_=Integer))


def _keyed(moment: Moment) -> list[ColumnElement[bool]]:
    return [derived_key.c.kind == _KIND, derived_key.c.name == _NAME, moment.alive(derived_key)]


def total(moment: Moment, kind: str, name: str) -> int:
    """How many items have a key of this name, each as often as it has values."""
    if moment.seq is None:
        return sum(number for _, number in counted(moment, kind, name, 1))
    return int(moment.ask(_keys, {"kind": kind, "name": name}).scalar_one())


def _keys(moment: Moment) -> Select[Any]:
    return select(func.count()).where(*_keyed(moment))


def _total(moment: Moment, names: Sequence[str], asked: Mapping[str, Any]) -> int:
    """How many items there are that have a value of each of these keys."""
    if not names and moment.seq is None:
        return moment.ask(_population, asked).scalar() or 0
    return int(moment.ask(_number_of(names), asked).scalar_one())


def _population(_now: Moment) -> Select[Any]:
    """How many items of a `kind` are counted now."""
    everything = (tally.c.name == literal_column(f"'{ALL[0]}'"), tally.c.value == literal_column(f"'{ALL[1]}'"))
    return select(tally.c.number).where(tally.c.kind == _KIND, *everything)


@cache
def _number_of(names: Sequence[str]) -> Making:
    """How many items of a `kind` have a value of each of these keys."""
    return lambda moment: select(func.count()).select_from(derived).where(*_having_all(moment, names))


def _has(moment: Moment, name: str) -> ColumnElement[bool]:
    """The condition that an item of a `kind` has the value of a key that the parameter named after it is given."""
    value = bindparam(f"the_{name}", type_=Text)
    having = (derived_key.c.kind == _KIND, derived_key.c.name == name, derived_key.c.value == value, moment.alive(derived_key))
    return derived.c.id.in_(select(derived_key.c.id).where(*having))
