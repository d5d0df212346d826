"""The versions of what is derived, by the entries that changed it: for whoever keeps a copy of it elsewhere."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, Select, bindparam, or_, select, tuple_

from claimgraph.errors import ConflictError
from claimgraph.store import derived as keeping
from claimgraph.store.moment import last_erasure
from claimgraph.store.rederiving import again
from claimgraph.store.schema import derived

PAGE = 500
"""How many versions are read at once."""


class Reach(NamedTuple):
    """What made what is derived, and up to which entry that is current."""

    maker: str
    seq: int


class Version(NamedTuple):
    """A derived thing as it was since entry `seq`: its kind, its id, and what is kept of it."""

    kind: str
    id: str
    seq: int
    body: str


class Span(NamedTuple):
    """The entries after `after`, where 0 is before all of them, up to `until`; followed by `maker`, and since the erasure by `erased`."""

    after: int
    until: int
    maker: str
    erased: int


Place = tuple[int, str, str, int]
"""By which versions are in order: the entry that they are read by, the kind, the id, the entry that they came with."""


def reach(connection: Connection) -> Reach | None:
    """How far what is derived is followed, 0 while what an erasure took with it is derived again; None where nobody follows."""
    maker, seq = keeping.mark(connection)
    return Reach(maker, 0 if again(connection) else seq) if maker else None


def changed(connection: Connection, span: Span, place: Place | None, *, gone: bool) -> list[Any]:
    """The next versions after a place that went or, unless they are `gone`, came within a span and are there at its end; with their places.

    Raises ConflictError where what is derived is no longer, or not yet again, that of the span.
    """
    found = reach(connection)
    if found is None or found.maker != span.maker or found.seq < span.until or last_erasure(connection) != span.erased:
        raise ConflictError("what is derived was thrown away or changed meanwhile, and is followed again")
    query = _GONE if gone else _CAME
    at, kind, node, since = place or (span.after + 1, "", "", 0)
    return list(connection.execute(query, {"at": at, "kind": kind, "node": node, "since": since, "until": span.until}))


def _page(at: ColumnElement[Any], holds: ColumnElement[bool]) -> Select[Any]:
    # By the place alone, and not by kind: SQLite would go through all that there is of that kind.
    place = (at, derived.c.kind, derived.c.id, derived.c.recorded_seq)
    after = tuple_(*(bindparam(name, type_=column.type) for name, column in zip(("at", "kind", "node", "since"), place, strict=True)))
    columns = (at.label("at"), *place[1:3], derived.c.recorded_seq.label("since"), derived.c.body)
    return select(*columns).where(tuple_(*place) > after, at <= _UNTIL, holds).order_by(*place).limit(PAGE)


_UNTIL = bindparam("until", type_=Integer)
_CAME = _page(derived.c.recorded_seq, or_(derived.c.retracted_seq.is_(None), derived.c.retracted_seq > _UNTIL))
# Those too that came within the span: whoever was cut short while he copied a part of it has them.
_GONE = _page(derived.c.retracted_seq, derived.c.retracted_seq.is_not(None))
