"""Connections to SQLite that stay open, with transactions that the driver itself begins and ends.

SQLAlchemy takes thirty microseconds to get a connection, begin and end; the driver one and a half.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event

from claimgraph.store.prepared import run

MOST_IDLE = 8
"""How many connections stay open while nobody needs them, each with what it has read of the file."""


class Kept:
    """Transactions of one kind on an engine, each on a connection of its own. Safe to use from many threads."""

    def __init__(self, engine: Engine, begin: str) -> None:
        """Begin them by this statement; disposing of the engine closes what is idle."""
        self._engine, self._begin = engine, begin
        self._idle: deque[Connection] = deque()
        event.listen(engine, "engine_disposed", self._close)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction, committed at the end and undone where anything is raised in it."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._engine.connect()
        try:
            run(connection, self._begin)
            yield connection
            if connection.in_transaction():  # somebody asked by way of SQLAlchemy, which must hear of the end
                connection.commit()
            else:
                run(connection, "COMMIT")
        except BaseException:
            connection.close()  # the pool undoes what was begun
            raise
        if len(self._idle) < MOST_IDLE:
            self._idle.append(connection)
        else:
            connection.close()

    def _close(self, _engine: Engine) -> None:
        while self._idle:
            connection = self._idle.pop()
            connection.detach()
            connection.close()
