"""Documents read by processes that are watched, many at the same time: one that harms takes its process with it, and nothing else."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, LifoQueue
from threading import Lock

from claimgraph.errors import ClaimgraphError, InputError
from claimgraph.ingest.apart import Known, ReadingProcess
from claimgraph.ingest.documents import UNKNOWN, Origin, There, receive, there_already
from claimgraph.ingest.formats import Format, format_of
from claimgraph.ingest.inference import Inference
from claimgraph.model import Reading

AHEAD = 4
"""How many documents each process may be ahead of the one that is stored next."""

Open = Callable[[], tuple[bytes, Origin]]
"""What gives the bytes of a document and what is known of it; raises InputError."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one place: of each document in it the reading, that it is there already, or what is wrong with it."""

    place: str
    found: tuple[Reading | There | ClaimgraphError, ...]


def read_places(
    places: Iterable[tuple[str, Open]], known: Known, *, readers: int | None = None, inference: Inference | None = None
) -> Iterator[Outcome]:
    """What each place holds, in their order, read by as many processes as there are processors; memory does not grow with the number.

    `known` is asked by several threads. A process that dies or runs past its deadline costs the place that it was at.
    """
    pool = Readers(readers or len(os.sched_getaffinity(0)), inference)
    threads = ThreadPoolExecutor(pool.size)
    waiting: deque[Future[Outcome]] = deque()
    try:
        for place, opened in places:
            waiting.append(threads.submit(pool.read_place, place, opened, known))
            if len(waiting) > pool.size * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.close()
        threads.shutdown(cancel_futures=True)


class Readers:
    """So many processes that read, each started when it is first needed. Safe to use from many threads."""

    def __init__(self, size: int, inference: Inference | None = None) -> None:
        self.size = size
        self._idle: LifoQueue[ReadingProcess] = LifoQueue()  # the one that was at work last is warm
        self._all = [ReadingProcess(inference) for _ in range(size)]
        self._stale: set[ReadingProcess] = set()
        self._lock = Lock()
        for reader in self._all:
            self._idle.put(reader)

    def read_place(self, place: str, opened: Open, known: Known) -> Outcome:
        """What one place holds; every error that is ours is part of it."""
        try:
            data, origin = opened()
            there = _is_known(data, origin, known)
            return Outcome(place, (there,) if there else tuple(self._ask(data, origin, known)))
        except ClaimgraphError as error:
            return Outcome(place, (error,))

    def read(self, data: bytes, origin: Origin = UNKNOWN, *, plain: bool = False) -> list[Reading]:
        """What each document in these bytes says: one, or the items of a feed; as a text whatever they look like where they are `plain`.

        Raises InputError, also where one of several cannot be read.
        """
        readings: list[Reading] = []
        for item in self._ask(data, origin, _nothing, plain=plain):
            if isinstance(item, ClaimgraphError):
                raise item
            if isinstance(item, Reading):
                readings.append(item)
        return readings

    def _ask(self, data: bytes, origin: Origin, known: Known, *, plain: bool = False) -> list[Reading | There | ClaimgraphError]:
        reader = self._idle.get()
        try:
            return reader.read(data, origin, known, plain=plain)
        finally:
            with self._lock:
                if reader in self._stale:
                    self._stale.discard(reader)
                    reader.kill()
                self._idle.put(reader)

    def forget(self) -> None:
        """End the processes, which keep words that they read in memory: those that read once they have, the others at once."""
        with self._lock:
            idle: list[ReadingProcess] = []
            with suppress(Empty):
                while True:
                    idle.append(self._idle.get_nowait())
            self._stale = set(self._all) - set(idle)
            for reader in idle:
                reader.kill()
                self._idle.put(reader)

    def close(self) -> None:
        """End all processes; what is being read is lost."""
        for reader in self._all:
            reader.close()


def _nothing(_documents: Sequence[str]) -> set[str]:
    return set()


def _is_known(data: bytes, origin: Origin, known: Known) -> There | None:
    """A plain text that is there already: that takes no process to find out."""
    with suppress(InputError):
        if format_of(data, origin.name, origin.media_type) is Format.TEXT:
            received = receive(data, origin)[0]
            return there_already(received) if known([received.document.id]) else None
    return None
