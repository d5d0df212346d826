"""Filling an empty store: what only readers look for is indexed at the end, at once, in place of row by row.

An id is a hash, so that each entry of an index goes to another page, and of a large store every batch rewrites much of every
index; sorted at once, they are written once. So are the keys of `LOOSE` in SQLite: meanwhile no entry takes an id twice (see
`claimgraph.store.writing.record`), and each version has the number of its entry, so that the key is one in the end. A mark says
that indexes may be missing: a store whose filling was killed gets them when it is next opened. Meanwhile all answers are right,
and some are slow.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Index, delete, insert, select
from sqlalchemy.schema import CreateIndex, DropIndex

from claimgraph.store.schema import assertion, change, claim, document, entity, identity, judgement, link, mention, meta, passage, source

_MARK = "filling"
_READ = (document, source, entity, claim, assertion, link, judgement, mention, identity, passage)
"""The tables of most rows of which whoever fills a store looks for few."""
_NEEDED = ("order", "gone", "name_key", "alone", "target", "other", "prediction")
"""Which of their indexes are asked meanwhile, are written in order, or have few entries."""


def begin(connection: Connection) -> bool:
    """Drop what the filling of an empty store does not need, and mark that; whether it is one, and nobody fills it yet."""
    if connection.execute(select(change.c.seq).limit(1)).first() is not None or is_filling(connection):
        return False
    for index in _late(connection):
        connection.execute(DropIndex(index, if_exists=True))
    connection.execute(insert(meta), {"key": _MARK, "value": "1"})
    return True


def finish(connection: Connection) -> None:
    """Make the indexes that are missing, and take the mark away; takes as long as sorting the store.

    Raises SQLAlchemy's IntegrityError where the store holds a version twice.
    """
    for index in _late(connection) if is_filling(connection) else ():
        connection.execute(CreateIndex(index, if_not_exists=True))
    connection.execute(delete(meta).where(meta.c.key == _MARK))


def is_filling(connection: Connection) -> bool:
    """Whether indexes may be missing."""
    return connection.execute(select(meta.c.value).where(meta.c.key == _MARK)).first() is not None


def _late(connection: Connection) -> Iterator[Index]:
    """The indexes that are made at the end; keys are indexes of their own in SQLite alone."""
    for table in _READ:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            needed = str(index.name).removeprefix(f"ix_{table.name}_") in _NEEDED
            if not needed and (connection.dialect.name == "sqlite" or not index.unique):
                yield index
