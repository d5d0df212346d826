"""The journal as a stream: lines of JSON up to now, or events (SSE) for as long as somebody listens.

A stream holds one small batch of entries at a time and reads the next one when the consumer has taken it, so a slow
consumer costs no memory. All who wait for new entries share one look at the journal every fifth of a second, which
sees what other processes write too.
"""

import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import TypeVar

import anyio
from anyio import to_thread

from claimgraph.errors import StoreError
from claimgraph.records import to_record
from claimgraph.store import Change, Store
from claimgraph_api.commands.terminal import to_json

T = TypeVar("T")
BATCH = 25
"""How many entries a stream holds at once."""
PIECE = 32_768
"""How many characters are sent at once, unless one entry has more."""
LOOK_SECONDS = 0.2
RETRY_MILLISECONDS = 1000


class Feed:
    """Streams of one store's journal."""

    def __init__(self, store: Store, heartbeat_seconds: float) -> None:
        self._store = store
        self._heartbeat = heartbeat_seconds
        self._limiter = anyio.CapacityLimiter(4)  # its own, so that long requests do not keep the feed waiting
        self._looked_at = self._newest = 0.0
        self._leaving = False

    def leave(self) -> None:
        """End the event streams soon: the server is shutting down. Safe to call in a signal handler."""
        self._leaving = True

    async def lines(self, store: Store, since: int, most: int | None = None) -> AsyncIterator[str]:
        """The entries of this view after `since` that are there now, oldest first, at most so many, a line of JSON each."""
        end = await self._in_thread(store.seq)
        left = end if most is None else most
        while left > 0 and since < end:
            found = await self._in_thread(lambda: store.changes(since, min(BATCH, left)))  # noqa: B023 — awaited here
            changes = [change for change in found if change.seq <= end]
            for piece in _pieces(f"{_json(change)}\n" for change in changes):
                yield piece
            since, left = changes[-1].seq if changes else end, left - len(changes)

    async def events(self, store: Store, since: int) -> AsyncIterator[str]:
        """An event for each entry of this view after `since`, as they come, with comments between that keep the connection open.

        Ends where the store cannot be read or the server shuts down: whoever listens asks again, from the last event it saw.
        """
        yield f"retry: {RETRY_MILLISECONDS}\n\n"
        while not self._leaving:
            try:
                newest = await self._in_thread(store.seq)
                changes = await self._in_thread(lambda: store.changes(since, BATCH))  # noqa: B023 — awaited here
            except StoreError:
                return
            if changes:
                for piece in _pieces(f"id: {change.seq}\nevent: change\ndata: {_json(change)}\n\n" for change in changes):
                    yield piece
                since = changes[-1].seq
            else:
                since = max(since, newest)  # what the view does not show was passed
                if not await self._moved_beyond(since):
                    yield ": nothing new\n\n"

    async def _moved_beyond(self, seq: int) -> bool:
        """Wait for a newer entry or an end, for no longer than one heartbeat; whether there is one."""
        until = time.monotonic() + self._heartbeat
        while time.monotonic() < until:
            if self._leaving or await self._look() > seq:
                return True
            await anyio.sleep(LOOK_SECONDS)
        return False

    async def _look(self) -> float:
        """The number of the newest entry, at most a fifth of a second old."""
        now = time.monotonic()
        if now - self._looked_at >= LOOK_SECONDS:
            self._looked_at = now
            try:
                self._newest = await self._in_thread(self._store.seq)
            except StoreError:
                return float("inf")  # let each stream see for itself
        return self._newest

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await to_thread.run_sync(work, limiter=self._limiter)


def _pieces(texts: Iterable[str]) -> Iterator[str]:
    """The texts in a row, in pieces that are worth sending."""
    waiting, size = [], 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size >= PIECE:
            yield "".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield "".join(waiting)


def _json(change: Change) -> str:
    return to_json(to_record(change), None)
