"""What was answered to requests that carry a key of their own, so that asking again changes nothing again.

A table beside the record, not of it: no entry of the journal, not in a backup, made where it is missing, and each row is
gone after a day.
"""

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, LargeBinary, MetaData, Table, Text, delete, insert, inspect, select, update

from claimgraph.errors import InputError
from claimgraph.store.moment import last_erasure
from claimgraph.store.schema import erased

KEPT = timedelta(hours=24)
LEASE = timedelta(seconds=60)
"""After how long a request that has no answer is taken to have died with its server."""

_CHANGED_NOTHING = 200
"""The HTTP status of an answer that only shows something, or says of what it names (`Location`) that it was there."""
_TAKEN = 202
"""The status of an answer about an import, which names a table; sent again it adds no row twice."""
_NAME = re.compile(rb"[a-z]+-[a-z2-7]{20}|[0-9a-f]{64}")
"""What in an answer may be an id of ours or the hash of a text."""

answer = Table(
    "answer",
    MetaData(),
    Column("key", Text, primary_key=True),
    Column("request", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("leased", Text, nullable=False),
    Column("status", Integer),
    Column("headers", Text),
    Column("body", LargeBinary),
    Index("ix_answer_at", "at"),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was given; `status` is None while the request is still being answered elsewhere."""

    status: int | None
    headers: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Mine:
    """Leave to answer a request, which was first begun `at` that time: the same for every attempt.

    `erasure` is the number of the newest erasure when this attempt began.
    """

    at: str
    erasure: int = 0


class Answers:
    """The answers kept by a store; `write` runs a piece of work in a transaction of its own. Safe to use from many threads."""

    def __init__(self, write: Callable[[Callable[[Connection], Any]], Any]) -> None:
        self._write = write
        self._made = False
        self._lock = Lock()

    def begin(self, key: str, request: str) -> Mine | Kept:
        """Leave to answer a request, given to one at a time, or the answer. Raises InputError where the key was for another."""
        self._make()
        found: Mine | Kept = self._write(lambda connection: _begin(connection, key, request, datetime.now(UTC)))
        return found

    def keep(self, key: str, begun: Mine, given: Kept) -> None:
        """Keep the answer that was given, unless one was kept already.

        Where anything was erased since it was begun, the rule of that erasure decides: see `forget`.
        """
        self._write(lambda connection: _keep(connection, key, begun, given))

    def release(self, key: str) -> None:
        """Forget a request that had no effect, so that it may be made again."""
        self._write(lambda connection: connection.execute(delete(answer).where(answer.c.key == key, answer.c.status.is_(None))))

    def _make(self) -> None:
        with self._lock:
            if not self._made:
                self._write(lambda connection: answer.create(connection, checkfirst=True))
                self._made = True


def forget(connection: Connection, names: Collection[str]) -> None:
    """Delete the answers that name one of these ids or hashes, those of requests that changed nothing, and those that name a table.

    Who asks again for a change to what is named meets the record as it is, where that is gone.
    """
    if not inspect(connection).has_table(answer.name):
        return
    rows = connection.execute(select(answer).where(answer.c.body.is_not(None))).all()
    for row in rows:
        if _goes(Kept(row.status, row.headers, row.body), names):
            connection.execute(delete(answer).where(answer.c.key == row.key))


def _goes(given: Kept, names: Collection[str]) -> bool:
    """Whether an answer goes with the erasure of what has these ids and hashes."""
    only_showed = given.status == _CHANGED_NOTHING and "location" not in json.loads(given.headers)
    return only_showed or given.status == _TAKEN or any(found.decode() in names for found in _NAME.findall(given.body))


def _keep(connection: Connection, key: str, begun: Mine, given: Kept) -> None:
    open_still = (answer.c.key == key, answer.c.status.is_(None))
    if last_erasure(connection) > begun.erasure and _goes(given, _erased_since(connection, begun.erasure)):
        connection.execute(delete(answer).where(*open_still))
    else:
        values = {"status": given.status, "headers": given.headers, "body": given.body}
        connection.execute(update(answer).where(*open_still).values(values))


def _erased_since(connection: Connection, seq: int) -> set[str]:
    """The ids of what was erased after an entry, and the hashes of its texts."""
    rows = connection.execute(select(erased.c.id, erased.c.sha256).where(erased.c.seq > seq))
    return {name for row in rows for name in row if name}


def _begin(connection: Connection, key: str, request: str, now: datetime) -> Mine | Kept:
    connection.execute(delete(answer).where(answer.c.at < stamp(now - KEPT)))
    row = connection.execute(select(answer).where(answer.c.key == key)).first()
    if row is None:
        connection.execute(insert(answer), {"key": key, "request": request, "at": stamp(now), "leased": stamp(now)})
        return Mine(stamp(now), last_erasure(connection))
    if row.request != request:
        raise InputError("this Idempotency-Key was used for another request: use a new one", code="key-reused")
    if row.status is not None or row.leased > stamp(now - LEASE):
        return Kept(row.status, row.headers or "{}", row.body or b"")
    connection.execute(update(answer).where(answer.c.key == key).values(leased=stamp(now)))
    return Mine(row.at, last_erasure(connection))


def stamp(time: datetime) -> str:
    """A time in UTC as text that sorts as times do."""
    return time.isoformat(timespec="milliseconds")
