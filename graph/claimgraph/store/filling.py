"""Filling an empty store: what only readers look for is indexed at the end, at once, in place of row by row.

An id is a hash, so that each entry of an index goes to another page, and of a large store every batch rewrites much of every
index; sorted at once, they are written once. So are the keys of `LOOSE` in SQLite: meanwhile no entry takes an id twice (see
`claimgraph.store.writing.record`), and each version has the number of its entry, so that the key is one in the end. A mark says
that indexes may be missing: a store whose filling was killed gets them when it is next opened. Meanwhile all answers are right,
and some are slow.

Whoever fills the store remembers which nodes are there and asks the record for none (see `claimgraph.store.known`). Where nobody
else asks for any meanwhile, it is filled alone and has no index for that either; what comes that takes a look at the record has
these made first, and kept from then on.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Index, delete, insert, select, update
from sqlalchemy.schema import CreateIndex, DropIndex

from claimgraph.store.schema import assertion, change, claim, document, entity, identity, judgement, link, mention, meta, passage, source

_MARK = "filling"
_ASKED, _ALONE = "asked", "alone"
"""What the mark says: whether the indexes are there of which whoever writes asks."""
_READ = (document, source, entity, claim, assertion, link, judgement, mention, identity, passage)
"""The tables of most rows of which whoever fills a store looks for few."""
_FEW = ("gone", "prediction")
"""Which of their indexes hold so few rows that making them at the end, by a look at all, costs more than keeping them."""
_SOUGHT = ("order", "alone", "name_key", "root_claim", "target", "other")
"""Which of the others whoever writes or imports asks, besides the keys of these tables."""
_KEYED = (document, source, entity, claim, link, identity)


def begin(connection: Connection, *, alone: bool) -> bool:
    """Drop what the filling of an empty store does not need, and mark that; whether it is one, and nobody fills it yet."""
    if connection.execute(select(change.c.seq).limit(1)).first() is not None or is_filling(connection):
        return False
    for index in _late(connection):
        if alone or not _is_sought(index):
            connection.execute(DropIndex(index, if_exists=True))
    connection.execute(insert(meta), {"key": _MARK, "value": _ALONE if alone else _ASKED})
    return True


def make_sought(connection: Connection) -> None:
    """Make the indexes of which whoever writes asks."""
    for index in filter(_is_sought, _late(connection)):
        connection.execute(CreateIndex(index, if_not_exists=True))
    connection.execute(update(meta).where(meta.c.key == _MARK).values(value=_ASKED))


def finish(connection: Connection) -> None:
    """Make the indexes that are missing, and take the mark away; takes as long as sorting the store.

    Raises SQLAlchemy's IntegrityError where the store holds a version twice.
    """
    for index in _late(connection) if is_filling(connection) else ():
        connection.execute(CreateIndex(index, if_not_exists=True))
    connection.execute(delete(meta).where(meta.c.key == _MARK))


def is_filling(connection: Connection) -> bool:
    """Whether indexes may be missing."""
    return _mark(connection) is not None


def is_unsought(connection: Connection) -> bool:
    """Whether those may be missing of which whoever writes asks."""
    return _mark(connection) == _ALONE


def _mark(connection: Connection) -> str | None:
    return connection.execute(select(meta.c.value).where(meta.c.key == _MARK)).scalar()


def _late(connection: Connection) -> Iterator[Index]:
    """The indexes that are made at the end; keys are indexes of their own in SQLite alone."""
    for table in _READ:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            if (connection.dialect.name == "sqlite" or not index.unique) and _part(index) not in _FEW:
                yield index


def _is_sought(index: Index) -> bool:
    return _part(index) in _SOUGHT or (_part(index) == "key" and index.table in _KEYED)


def _part(index: Index) -> str:
    """The name of an index without that of its table."""
    return str(index.name).removeprefix(f"ix_{index.table.name}_") if index.table is not None else ""
