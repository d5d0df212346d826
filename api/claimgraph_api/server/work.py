"""What a server does for those who write: read texts, again too, compare what they say with the record, store it, import, derive.

Python runs one thing at a time in a process, so that a text that is read for a second would keep every reader waiting: `Apart` has
all of it done by processes beside the server. `Here` does the same in the server, where nobody else is to be kept waiting.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from threading import Lock, Thread
from typing import Any, Protocol

from claimgraph.derive import MAKER, Follower
from claimgraph.errors import StoreError
from claimgraph.ingest.correcting import assertion_of
from claimgraph.ingest.documents import Origin
from claimgraph.ingest.inference import Inference
from claimgraph.ingest.pipeline import add_reading, read_all, read_text
from claimgraph.ingest.readers import Readers
from claimgraph.ingest.rereading import Reread, reread
from claimgraph.ingest.waiting import Comparing
from claimgraph.model import Judgement, Reading
from claimgraph.store import Added, Store
from claimgraph_api.answers.comparing import compare_two
from claimgraph_api.answers.importing import Importer, Order, Tell
from claimgraph_api.answers.judging import Decision, record_decision
from claimgraph_api.server.recording import Recorder

_ENDING_SECONDS = 5.0


class Work(Protocol):
    """What is done, wherever that is."""

    def read(self, data: bytes, origin: Origin) -> list[Reading]:
        """What each document in these bytes says; raises InputError."""

    def read_text(self, text: str, title: str | None) -> Reading:
        """What a text says; raises InputError."""

    def add(self, store: Store, reading: Reading, *, actor: str) -> Added:
        """Store a reading with its links to what is known, into the collection that the store is limited to; see `add_reading`."""

    def reread(self, store: Store, document: str, *, actor: str) -> Reread:
        """Read a stored document again and record what differs; see `claimgraph.ingest.rereading.reread`."""

    def decide(self, store: Store, decision: Decision) -> tuple[Judgement, int]:
        """Record what a person decides; see `claimgraph_api.answers.judging.record_decision`."""

    def compare(self, first: str, second: str) -> dict[str, Any]:
        """The comparison of two texts as a record; raises InputError."""

    def import_table(self, order: Order, tell: Tell) -> dict[str, Any] | None:
        """Import a file, tell how far it is, and return the report, or None where it was stopped. Raises InputError, StoreError."""

    def stop_import(self, path: str) -> None:
        """End the import of a file after the batch that is being stored. Raises StoreError."""

    def follow(self, seconds: float) -> None:
        """Bring what is derived up to the record, or as far as so many seconds bring it. Raises StoreError."""

    def forget(self) -> None:
        """Let go of words that were read and maybe erased, where nothing else lets go of them."""

    def close(self) -> None:
        """End whatever was started for it."""


class Following:
    """Brings what is derived up to the record in a thread, so that whoever waits for it can cease to, however long an entry takes."""

    def __init__(self, store: Store, follow: Callable[[float], object]) -> None:
        self._store, self._follow = store, follow
        self._lock = Lock()
        self._done: Future[None] | None = None

    def wait(self, seconds: float) -> None:
        """Have it followed, and wait so long at most until it is up to the record as that is now. Raises StoreError."""
        newest, until = self._store.seq(), time.monotonic() + seconds
        while not self._is_up_to(newest) and (left := until - time.monotonic()) > 0:
            with suppress(TimeoutError):
                self._begun(seconds).result(left)

    def close(self) -> None:
        """Let the entry that is being followed come to its end, or go on beside where that takes more than some seconds."""
        if (done := self._done) is not None:
            with suppress(Exception):
                done.result(_ENDING_SECONDS)

    def _is_up_to(self, seq: int) -> bool:
        followed, newest = self._store.reach(MAKER)
        return seq <= followed <= newest

    def _begun(self, seconds: float) -> Future[None]:
        with self._lock:
            if self._done is None or self._done.done():
                self._done = Future()
                Thread(target=self._run, args=(self._done, seconds), name="claimgraph-derive", daemon=True).start()
            return self._done

    def _run(self, done: Future[None], seconds: float) -> None:
        try:
            self._follow(seconds)
        except Exception as error:  # noqa: BLE001 — whatever it is, it is raised where it was asked
            done.set_exception(error)
        else:
            done.set_result(None)


class Here:
    """Work that is done in this process."""

    def __init__(self, store: Store, inference: Inference | None = None) -> None:
        self._inference = inference
        self._following = Following(store, Follower(store).follow)
        self._importer, self._comparing = Importer(store), Comparing(store)

    def read(self, data: bytes, origin: Origin) -> list[Reading]:
        """Read each document in these bytes."""
        return list(read_all(data, origin, self._inference))

    def read_text(self, text: str, title: str | None) -> Reading:
        """Read a text."""
        return read_text(text, title=title, inference=self._inference)

    def add(self, store: Store, reading: Reading, *, actor: str) -> Added:
        """Compare and store."""
        added = add_reading(store, reading, actor=actor)
        if added.waiting:
            self._comparing.start()
        return added

    def reread(self, store: Store, document: str, *, actor: str) -> Reread:
        """Read again."""
        return reread(store, document, actor=actor)

    def decide(self, store: Store, decision: Decision) -> tuple[Judgement, int]:
        """Decide."""
        return record_decision(store, decision)

    def compare(self, first: str, second: str) -> dict[str, Any]:
        """Compare."""
        return compare_two(first, second)

    def import_table(self, order: Order, tell: Tell) -> dict[str, Any] | None:
        """Import."""
        return self._importer.run(order, tell)

    def stop_import(self, path: str) -> None:
        """Stop."""
        self._importer.stop(path)

    def follow(self, seconds: float) -> None:
        """Follow the journal."""
        self._following.wait(seconds)

    def forget(self) -> None:
        """Nothing is kept beside this process."""

    def close(self) -> None:
        """Compare nothing more, and follow nothing more."""
        self._comparing.close()
        self._following.close()


class Apart:
    """Work that is done by `readers` processes that read and one that does all else; each starts when it is first needed."""

    def __init__(self, store: Store, readers: int, inference: Inference | None = None) -> None:
        self._store = store
        with ExitStack() as started:
            self._readers, self._recorder = Readers(readers, inference), Recorder(store.location)
            started.callback(self._readers.close)
            started.callback(self._recorder.close)
            self._started = started.pop_all()
        self._following = Following(store, self._recorder.follow)

    def read(self, data: bytes, origin: Origin) -> list[Reading]:
        """Have each document in these bytes read."""
        return self._readers.read(data, origin)

    def read_text(self, text: str, title: str | None) -> Reading:
        """Have a text read, whatever it looks like."""
        return self._readers.read(text.encode("utf-8", "surrogatepass"), Origin(title=title), plain=True)[0]

    def add(self, store: Store, reading: Reading, *, actor: str) -> Added:
        """Have it compared and stored."""
        with self._doubting():
            return self._recorder.add(reading, actor=actor, collection=store.collection)

    def reread(self, store: Store, document: str, *, actor: str) -> Reread:
        """Have it read again."""
        with self._doubting():
            return self._recorder.reread(document, actor=actor, collection=store.collection)

    def decide(self, store: Store, decision: Decision) -> tuple[Judgement, int]:
        """Have a correction made; what reads nothing is recorded here at once."""
        if not decision.is_review:
            return record_decision(store, decision)
        meant = replace(decision, target=assertion_of(store, decision.target))  # now, as what is asked again may find its claim gone
        with self._doubting():
            return self._recorder.decide(meant, collection=store.collection)

    def compare(self, first: str, second: str) -> dict[str, Any]:
        """Have them compared."""
        return self._recorder.compare(first, second)

    def import_table(self, order: Order, tell: Tell) -> dict[str, Any] | None:
        """Have it imported; a process that was killed over it is started once more and finds what is there."""
        with self._doubting():
            report = self._recorder.import_table(order, tell)
        if report and report.get("code") == StoreError.code:
            self._store.doubt()
        return report

    def stop_import(self, path: str) -> None:
        """Have it stopped."""
        self._recorder.stop_import(path)

    def follow(self, seconds: float) -> None:
        """Have the journal followed, where there is anything to follow."""
        self._following.wait(seconds)

    def forget(self) -> None:
        """End the processes that read; the one that stores sees erasures by itself."""
        self._readers.forget()

    @contextmanager
    def _doubting(self) -> Iterator[None]:
        try:
            yield
        except StoreError:
            self._store.doubt()
            raise

    def close(self) -> None:
        """End the processes."""
        self._started.close()
