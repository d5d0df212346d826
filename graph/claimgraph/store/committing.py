"""Group commit: writers that come at the same time share one transaction, and with it one wait for the disk.

The work of each runs in the order of arrival. Where one is refused before it changed anything, the others go on; where it fails
later, all is undone and each gets a transaction of its own. So it is done wholly or not at all, and what it raises reaches its
writer alone. (A savepoint for each would cost as much as a third of its work.)

There is no thread: the first writer that finds nobody at work leads, commits for all who wait, and hands over to the next one.
Nobody is told that a change was made before the disk has it.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from sqlalchemy import Connection

from claimgraph.errors import ClaimgraphError, StoreError
from claimgraph.store.prepared import changes

T = TypeVar("T")
MOST = 256
"""How many writers share one transaction at most, so that none waits for long."""
LONGEST_PATIENCE = 0.005
"""Seconds that a writer who had company waits for it at most; one who had none does not wait."""
PAUSE = 0.0002


class Committer:
    """Runs pieces of work on a database, those that wait together in one transaction. Safe to use from many threads."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._transaction = transaction
        self._lock = threading.Lock()
        self._queue: deque[_Waiting] = deque()
        self._led = False
        self._company, self._patience = 1, 0.0

    def run(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, once it is committed; raises what it raises, and then nothing of it was done.

        `work` may run twice, the first time undone: it must change nothing but the database.
        """
        waiting = _Waiting(work)
        with self._lock:
            self._queue.append(waiting)
            leads, self._led = not self._led, True
        if not leads:
            waiting.called.wait()
        if not waiting.settled:
            self._lead()
        answer: T = waiting.result()
        return answer

    def _lead(self) -> None:
        """Commit for all who wait, the caller first; then call them, and whoever is to lead next."""
        self._gather()
        began = time.monotonic()
        with self._lock:
            batch = [self._queue.popleft() for _ in range(min(MOST, len(self._queue)))]
        try:
            self._settle(batch)
        finally:
            self._company, self._patience = len(batch), min(LONGEST_PATIENCE, (time.monotonic() - began) / 4)
            with self._lock:
                following = list(self._queue)[:1]
                self._led = bool(following)
            for waiting in batch:
                waiting.settle(StoreError("the writing was interrupted, and this change was not made"))
            for waiting in (*batch, *following):
                waiting.called.set()

    def _gather(self) -> None:
        """Wait a moment for those who were committed together last: they are about to come again, and else would miss this turn."""
        until = time.monotonic() + self._patience
        while len(self._queue) < self._company and time.monotonic() < until:
            time.sleep(PAUSE)

    def _settle(self, batch: list["_Waiting"]) -> None:
        try:
            if len(batch) > 1:
                self._together(batch)
        except _BrokenError:
            pass  # the database may have undone the others' work too: each gets a transaction of its own
        for waiting in batch:
            if not waiting.settled:
                self._alone(waiting)

    def _together(self, batch: list["_Waiting"]) -> None:
        fault: Exception | None = None
        try:
            with self._transaction() as connection:
                refusals = [waiting.attempt(connection) for waiting in batch]
        except _BrokenError:
            raise
        except Exception as error:  # noqa: BLE001 — the transaction was not kept: each of its writers is told
            fault, refusals = error, [None] * len(batch)
        for waiting, refusal in zip(batch, refusals, strict=True):
            waiting.settle(fault or refusal)

    def _alone(self, waiting: "_Waiting") -> None:
        try:
            with self._transaction() as connection:
                waiting.value = waiting.work(connection)
        except Exception as error:  # noqa: BLE001 — whatever it is, it is raised where the work was asked for
            waiting.settle(error)
        else:
            waiting.settle(None)


class _Waiting:
    """One writer's work and what became of it."""

    def __init__(self, work: Callable[[Connection], Any]) -> None:
        self.work = work
        self.called = threading.Event()
        self.settled = False
        self.value: Any = None
        self._error: Exception | None = None

    def attempt(self, connection: Connection) -> ClaimgraphError | None:
        """Do the work; the error of ours that refused it before it changed anything. Any other error ends the whole attempt."""
        before = changes(connection)
        try:
            self.value = self.work(connection)
        except Exception as error:
            if isinstance(error, ClaimgraphError) and before is not None and changes(connection) == before:
                return error
            raise _BrokenError from error
        return None

    def settle(self, error: Exception | None) -> None:
        """Decide what the writer is told, once."""
        if not self.settled:
            self._error, self.settled = error, True

    def result(self) -> Any:
        """What the work returned; raises what it raised."""
        if self._error is not None:
            raise self._error
        return self.value


class _BrokenError(Exception):
    """A shared transaction cannot go on."""
