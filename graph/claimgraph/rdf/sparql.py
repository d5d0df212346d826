"""SPARQL over the index: queries are scanned, then answered by worker processes that read a checkpoint and can be killed.

The text of a query is never parsed in this process.
"""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Self
from weakref import WeakKeyDictionary

from claimgraph.errors import IndexBehindError, NotFoundError, QueryError, QueryUnavailableError
from claimgraph.rdf.deriving import derived_graph
from claimgraph.rdf.formats import GRAPHS, SOLUTIONS, choose_format
from claimgraph.rdf.index import Index, State
from claimgraph.rdf.indexes import Indexes
from claimgraph.rdf.process import DamagedCheckpointError, WorkerAnswer, WorkerDiedError, WorkerProcess, death_error
from claimgraph.rdf.scan import ScanLimits, scan_query
from claimgraph.rdf.terms import CG, PREFIXES
from claimgraph.store import AsOf

Answer = WorkerAnswer
"""What `SparqlWorkers.answer` returns."""

_CHEAP = 0.25
"""Seconds: a checkpoint that took no longer is taken for every change."""
_SHARE = 10
"""A dearer one is taken at most for a tenth of the time."""


@dataclass(frozen=True, slots=True)
class SparqlLimits:
    """What a query may cost: seconds, bytes of address space, bytes of answer; and how many may run and wait."""

    seconds: float = 10.0
    memory: int = 1 << 30
    answer: int = 32 << 20
    workers: int = 2
    waiting: int = 16
    scan: ScanLimits = field(default_factory=ScanLimits)


class SparqlWorkers:
    """A pool of worker processes over the newest checkpoints of indexes and over those of the past, each started with its first query.

    Safe to use from many threads.
    """

    def __init__(self, indexes: Index | Indexes, limits: SparqlLimits | None = None) -> None:
        self._indexes = indexes if isinstance(indexes, Indexes) else Indexes(indexes, None, indexes.store)
        self._made = None if self._indexes is indexes else self._indexes
        self._shown: WeakKeyDictionary[Index, _Shown] = WeakKeyDictionary()
        self._limits = limits or SparqlLimits()
        self._lock = threading.Lock()
        self._waiting = 0
        self._closed = False
        self._all: set[WorkerProcess] = set()
        self._idle: queue.Queue[WorkerProcess | None] = queue.Queue()
        for _ in range(self._limits.workers):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def answer(
        self,
        query: str,
        accept: str = "",
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        min_seq: int = 0,
        collection: str | None = None,
        as_of: AsOf | None = None,
    ) -> Answer:
        """The answer in the media type that `accept` likes best, and the entry of the journal that it reflects.

        With a collection it is about what that shows and nothing else. With `as_of` it is what was answered when that was the newest entry;
        the index for it is made first where it is not there: see `claimgraph.rdf.past`.
        The graphs named here take the place of those in the query's FROM; any that the store does not hold is empty.
        What is derived may reflect an older entry than the record does, which the answer says; with `min_seq` both reflect that at least.
        Raises NotFoundError where the journal has no entry `min_seq` yet, IndexBehindError while the index is being built or what is
        derived is behind `min_seq`, and the other errors of QueryError; for `as_of` also InputError, NotFoundError beyond the newest
        entry, and StoreError.
        """
        if not query.strip():
            raise QueryError("the query is empty: write one, such as SELECT ?one ?other { ?one cg:contradicts ?other }", code="query-wrong")
        scan_query(query, self._limits.scan)
        request = self._request(query, accept, default_graphs, named_graphs)
        if request["solutions"] is None and request["graph"] is None:
            raise QueryError("none of the media types in Accept can be had here", code="not-acceptable")
        if as_of is not None:
            return self._ask_of_then(request, collection, self._indexes.whole.store.seq(as_of=as_of), min_seq)
        return self._ask_of_now(request, collection, min_seq)

    def ready(self) -> bool:
        """Whether a worker answers, or all of them are at work; it takes no more than a query's deadline, and usually nothing."""
        try:
            worker = self._living(self._idle.get_nowait())
        except queue.Empty:
            return not self._closed
        except QueryUnavailableError:
            return False
        try:
            return not self._closed and self._answers(worker)
        finally:
            self._give_back(worker)

    def forget(self) -> None:
        """Replace the idle workers that read what was removed, as all from before an erasure is; busy ones go once they answered."""
        for _ in range(self._idle.qsize()):
            with suppress(queue.Empty):
                worker = self._idle.get_nowait()
                if worker is not None and _is_stale(worker):
                    self._end(worker)
                    worker = self._start()
                self._idle.put(worker)

    def close(self) -> None:
        """End all workers; queries that run end with QueryUnavailableError."""
        with self._lock:
            self._closed = True
        while not self._idle.empty():
            idle = self._idle.get()
            if idle is not None:
                self._end(idle)
        with self._lock:
            for worker in self._all:
                worker.stop()
        if self._made:
            self._made.close()

    def _request(self, query: str, accept: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> dict[str, Any]:
        return {
            "query": query,
            "solutions": choose_format(accept, SOLUTIONS),
            "graph": choose_format(accept, GRAPHS),
            "default_graphs": list(default_graphs),
            "named_graphs": list(named_graphs),
            "base": self._indexes.whole.base,
            "prefixes": PREFIXES,
            "watermark": [self._indexes.whole.base, derived_graph(self._indexes.whole.base).value, str(CG.reflects)],
        }

    def _ask_of_now(self, request: dict[str, Any], collection: str | None, min_seq: int) -> Answer:
        with self._indexes.using(collection) as index:
            return self._ask(partial(self._ask_once, request, index, min_seq), partial(self._renew, index))

    def _ask_of_then(self, request: dict[str, Any], collection: str | None, seq: int, min_seq: int) -> Answer:
        if min_seq > seq:
            raise QueryError(f"what reflects entry {min_seq} is not as of entry {seq}: leave out one of them", code="bad-as-of")
        if seq == self._indexes.whole.store.seq():
            answer = self._ask_of_now(request, collection, seq)
            if answer.seq == seq:  # else more was written meanwhile
                return answer
        with self._indexes.past.using(seq, collection) as quads:
            return self._ask(lambda: self._ask_worker(request, lambda worker: setattr(worker, "folder", quads)), partial(self._drop, quads))

    def _ask(self, ask: Callable[[], Answer], mend: Callable[[Exception], None]) -> Answer:
        """The answer of a worker, where need be of another one; `mend` raises an error again after which there is none to be had."""
        for _ in range(2):
            try:
                return ask()
            except (QueryUnavailableError, OSError, RuntimeError) as error:
                mend(error)
            except WorkerDiedError as error:
                if self._closed:
                    raise QueryUnavailableError("the server is shutting down") from error
                if not error.outside:
                    raise death_error(str(error)) from error
        raise QueryUnavailableError("no worker could answer, or they are being ended from outside: try again in a moment")

    def _drop(self, quads: Path, error: Exception) -> None:
        """Remove an index of the past that turned out damaged or gone, to be built anew when it is asked for again."""
        if isinstance(error, DamagedCheckpointError):
            self._indexes.past.drop(quads)
            raise IndexBehindError("the SPARQL index of that moment is to be built anew: try again in a moment", retry_after=1) from error
        raise error

    def _renew(self, index: Index, error: Exception) -> None:
        """Let the index be built anew where its files turned out damaged or gone; raises any other error again."""
        if isinstance(error, QueryUnavailableError) and not isinstance(error, DamagedCheckpointError):
            raise error
        with self._lock:
            index.renew(error.checkpoint if isinstance(error, DamagedCheckpointError) else None)
            self._shown.pop(index, None)

    def _answers(self, worker: WorkerProcess) -> bool:
        """Whether an idle worker answers from what is there to be asked; where nothing is, whether it runs."""
        shown = self._shown.get(self._indexes.whole)  # without the lock, which is held while a checkpoint is taken
        if shown is None or not shown.checkpoint.exists():
            return worker.alive
        worker.folder = shown.checkpoint
        request = {**self._request("ASK {}", "", (), ()), "folder": str(worker.folder)}
        try:
            worker.ask(request, deadline=self._limits.seconds, most_bytes=self._limits.answer)
        except (QueryError, WorkerDiedError):
            return not shown.checkpoint.exists()  # another one was taken meanwhile
        return True

    def _ask_once(self, request: dict[str, Any], index: Index, min_seq: int) -> Answer:
        newest = index.follow()  # before a worker is taken: making an index may take long
        if newest < min_seq:
            if index.store.seq() >= min_seq:
                raise index.behind()
            raise NotFoundError(f"the journal has no entry {min_seq} yet: the newest is {newest}", code="seq-not-reached")
        index.check_derived(min_seq)
        return self._ask_worker(request, lambda worker: self._assign(worker, index, newest, min_seq))

    def _ask_worker(self, request: dict[str, Any], assign: Callable[[WorkerProcess], None]) -> Answer:
        """The answer of a worker that was pointed at what it is to read."""
        worker = self._take()
        try:
            assign(worker)
            self.forget()
            return worker.ask({**request, "folder": str(worker.folder)}, deadline=self._limits.seconds, most_bytes=self._limits.answer)
        finally:
            self._give_back(worker)

    def _take(self) -> WorkerProcess:
        """An idle worker, waiting for one no longer than a query may take."""
        with self._lock:
            if self._closed or self._waiting >= self._limits.waiting:
                raise QueryUnavailableError("too many queries are waiting: try again in a moment")
            self._waiting += 1
        try:
            worker = self._idle.get(timeout=self._limits.seconds)
        except queue.Empty as error:
            raise QueryUnavailableError("all workers are busy: try again in a moment") from error
        finally:
            with self._lock:
                self._waiting -= 1
        return self._living(worker)

    def _living(self, worker: WorkerProcess | None) -> WorkerProcess:
        if worker is not None and worker.alive:
            return worker
        if worker is not None:
            self._end(worker)
        started = self._start()
        if started is None:
            self._idle.put(None)
            raise QueryUnavailableError("no worker process could be started: try again in a moment")
        return started

    def _start(self) -> WorkerProcess | None:
        try:
            worker = WorkerProcess(self._limits.memory)
        except OSError:
            return None
        with self._lock:
            self._all.add(worker)
        return worker

    def _end(self, worker: WorkerProcess) -> None:
        worker.kill()
        with self._lock:
            self._all.discard(worker)

    def _give_back(self, worker: WorkerProcess) -> None:
        if worker.usable and not self._closed and not _is_stale(worker):
            self._idle.put(worker)
            return
        self._end(worker)
        self._idle.put(None if self._closed else self._start())

    def _assign(self, worker: WorkerProcess, index: Index, newest: int, min_seq: int) -> None:
        """Point a worker at a checkpoint that is new enough, and remove those that no worker reads."""
        with self._lock:
            shown = self._shown.get(index)
            if shown is None or not shown.holds(index.floor, min_seq) or (shown.state != index.state and shown.affordable()):
                try:
                    shown = self._shown[index] = _taken(index, newest)
                except IndexBehindError:  # an entry is being applied that is large
                    if shown is None or not shown.holds(index.floor, min_seq):
                        raise
            worker.folder = shown.checkpoint
            index.retire([other.folder for other in self._all if other.folder is not None])


def _is_stale(worker: WorkerProcess) -> bool:
    return worker.folder is not None and not worker.folder.exists()


@dataclass(frozen=True, slots=True)
class _Shown:
    """The checkpoint of an index that queries read, the state that it holds, when it was taken and how long that took."""

    checkpoint: Path
    state: State
    taken_at: float
    cost: float

    def holds(self, floor: int, min_seq: int) -> bool:
        """Whether it holds an entry, with what is derived from it, and nothing that was erased since."""
        return self.state.seq >= max(floor, min_seq) and (self.state.derived is None or self.state.derived.seq >= min_seq)

    def affordable(self) -> bool:
        """Whether another one may be taken by now."""
        return self.cost <= _CHEAP or time.monotonic() - self.taken_at >= _SHARE * self.cost


def _taken(index: Index, newest: int) -> _Shown:
    began = time.monotonic()
    state, checkpoint = index.taken(newest)
    taken_at = time.monotonic()
    return _Shown(checkpoint, state, taken_at, taken_at - began)
