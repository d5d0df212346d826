"""An index that a server holds: what takes long is done beside it, by a thread and by a process for the building.

While that goes on the index is behind: nobody is answered from it, nobody who writes waits for it, and what is written meanwhile
waits in the journal, so that it costs no memory. An erasure removes the files at once and has them built anew.
"""

import logging
import shutil
import threading
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from claimgraph.errors import IndexBehindError, StoreError
from claimgraph.rdf.building import Build
from claimgraph.rdf.index import Index
from claimgraph.store import Store

_log = logging.getLogger("claimgraph")
FEW_NODES = 2_000
"""An index of no more nodes is built where it is asked for, which takes about a second."""
SECONDS = 5.0
"""How long whoever follows the journal applies its entries before a thread goes on."""
_AGAIN_SECONDS = 5.0
"""After how long a thread tries again what failed."""
_LONGEST = 300
"""The longest time in seconds after which anybody is told to ask again."""
_TURN = threading.BoundedSemaphore(1)
"""Indexes are built one after the other."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an index is: it holds entry `seq` of `newest`; `nodes` of about `of` are in the one that is being built, if one is."""

    seq: int
    newest: int
    nodes: int = 0
    of: int = 0

    def __str__(self) -> str:
        """What it does, for people."""
        if self.of:
            return f"it is being built as of entry {self.newest}, and {min(self.nodes, self.of):,} of {self.of:,} nodes are in it"
        return f"it is being brought up to the record, and holds entry {self.seq:,} of {self.newest:,}"


class BackgroundIndex(Index):
    """An index that a thread builds, or brings up to its record, wherever that takes more than some seconds."""

    def __init__(self, folder: Path | None, store: Store, base: str) -> None:
        super().__init__(folder, store, base)
        self._thread: threading.Thread | None = None
        self._build: Build | None = None
        self._wanted = self._of = 0
        self._began = time.monotonic()

    @property
    def busy(self) -> bool:
        """Whether the thread is at work."""
        return self._thread is not None

    def follow(self) -> int:
        """Apply the journal up to now; the number of the newest entry held. Raises StoreError.

        Raises IndexBehindError where that is left to the thread, until this has reached the entry that was the newest one when
        it began. Where the thread has more to do then, it is helped for some seconds, and the number may be that of an older entry.
        """
        newest, until = self._store.seq(), time.monotonic() + SECONDS
        while (held := self._advance()) < newest and time.monotonic() < until:
            pass
        if held < newest and self._thread is None:
            self._leave_to_thread()
            raise self.behind()
        return held

    def begin(self, seconds: float) -> None:
        """Bring it up to the record, or leave that to the thread where it takes longer than so many seconds. Raises StoreError.

        Raises IndexBehindError where the index has to be built and is not small.
        """
        with self._lock, self._guarded():
            newest = self._store.seq()
            if not self._is_void(newest, self._store.last_erasure()) and self._seq < newest:
                self._leave_to_thread()
            thread = self._thread
        if thread is None:
            self.follow()
        else:
            thread.join(seconds)

    def progress(self) -> Progress:
        """How far it is."""
        if (build := self._build) is not None:
            return Progress(self._seq, build.seq, build.nodes, self._of)
        return Progress(self._seq, self._store.seq(), 0, 0 if self._seq else self._of)

    def behind(self) -> IndexBehindError:
        """The error for whoever would be answered from it."""
        build, seconds = self._build, _AGAIN_SECONDS
        if build is not None and build.nodes:
            seconds = (time.monotonic() - self._began) * (self._of - build.nodes) / build.nodes
        after = int(min(max(seconds, 1), _LONGEST))
        return IndexBehindError(f"the SPARQL index is behind: {self.progress()}; try again later", retry_after=after)

    def forget(self) -> None:
        """Remove at once all files that may hold what was erased since they were written. Raises StoreError."""
        with self._lock:
            if self._build is None:
                super().forget()
            elif self._build.seq < self._store.last_erasure():
                self._give_up(self._build)

    def close(self) -> None:
        """End the thread, let go of the folder and remove the checkpoints."""
        self._leaving.set()
        with self._lock:
            thread = self._thread
            if self._build is not None:
                self._give_up(self._build)
        if thread is not None:
            thread.join()
        super().close()

    def _advance(self) -> int:
        if self._is_behind():  # asked without the lock first, which the thread may hold for long
            raise self.behind()
        with self._lock:
            if self._is_behind():
                raise self.behind()
            return super()._advance()

    def _is_behind(self) -> bool:
        return self._thread is not None and (self._build is not None or self._seq < self._wanted)

    def _make(self, newest: int) -> None:
        if sum(1 for _ in islice(self._store.stream(as_of=newest), FEW_NODES + 1)) > FEW_NODES:
            self._of = FEW_NODES  # at least
            self._leave_to_thread()
            raise self.behind()
        super()._make(newest)

    def _leave_to_thread(self) -> None:
        with self._lock:
            if self._thread is None:
                self._check_staying()
                self._wanted = self._store.seq()
                self._thread = threading.Thread(target=self._run, name="claimgraph-index", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        """Go on until the index is current, or closed."""
        while not self._leaving.is_set():
            try:
                if self._is_current():
                    return
            except StoreError:  # of a disk that fails, or because it is being closed
                self._pause()
            except (OSError, RuntimeError):  # the files are damaged
                self._pause()
                self._mend()

    def _pause(self) -> None:
        if not self._leaving.is_set():
            _log.exception("the SPARQL index is behind the record")
            self._leaving.wait(_AGAIN_SECONDS)

    def _mend(self) -> None:
        try:
            self.renew()
        except StoreError:
            _log.exception("the SPARQL index cannot be built")

    def _is_current(self) -> bool:
        """Build the index or apply an entry, where there is need to; True, and the thread is over, where there is none."""
        with self._lock, self._guarded():
            newest, erased = self._store.seq(), self._store.last_erasure()
            if not self._is_void(newest, erased):
                self._floor = erased
                if self._seq < newest:
                    self._apply(self._seq + 1)
                    return False
                self._thread = None
                return True
        if _TURN.acquire(timeout=0.2):
            try:
                self._build_beside()
            finally:
                _TURN.release()
        return False

    def _build_beside(self) -> None:
        with self._lock, self._guarded():
            self._check_staying()
            self._empty()
            self._made += 1
            folder = self._home / f"{self._folder.name}-{self._token}-{self._made}"
            self._began, counted = time.monotonic(), self._store.statistics()
            self._of = sum(counted.values()) - counted["seq"]
            build = self._build = Build(self._store, self._base, counted["seq"], folder)
        whole = build.wait()
        with self._lock, self._guarded():
            self._build = None
            if whole and build.seq >= self._store.last_erasure():
                self._adopt(build)
            elif not build.stopped:
                shutil.rmtree(folder, ignore_errors=True)
                raise StoreError("the process that builds the SPARQL index ended before its time")

    def _adopt(self, build: Build) -> None:
        """Put what was built in the place of the index."""
        self._held.close()
        shutil.rmtree(self._folder)
        build.folder.rename(self._folder)
        self._held.open()
        self._seq, self._of = self._watermark(), 0

    def _give_up(self, build: Build) -> None:
        build.stop()
        shutil.rmtree(build.folder, ignore_errors=True)
