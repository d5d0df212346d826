"""An index that a server holds: a thread applies the journal, and what is large is built by a process; others wait as long as they like.

While that takes long the index is behind: nobody is answered from it, nobody who writes waits for it, and what is written meanwhile
waits in the journal, so that it costs no memory. An entry is applied in pieces, between which the index can be emptied or closed: no
more of it is written then, and half of it is shown to nobody. An erasure removes the files at once and has them built anew.
"""

import logging
import shutil
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from claimgraph.errors import IndexBehindError, StoreError
from claimgraph.rdf.building import Build
from claimgraph.rdf.index import Index
from claimgraph.store import Store
from claimgraph.store.derived_versions import Reach

_log = logging.getLogger("claimgraph")
FEW_NODES = 2_000
"""An index of no more nodes is built without a process for that, which takes about a second."""
SECONDS = 5.0
"""How long whoever wants the index to hold what the record holds waits for that."""
_LOOK_SECONDS = 1.0
_AGAIN_SECONDS = 5.0
"""After how long a thread tries again what failed."""
_TURN = threading.BoundedSemaphore(1)
"""Indexes are built one after the other."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an index is: it holds entry `seq` of `newest`; `nodes` of about `of` are in the one that is being built, if one is."""

    seq: int
    newest: int
    nodes: int = 0
    of: int = 0

    @property
    def current(self) -> bool:
        """Whether it holds all there is."""
        return not self.of and self.seq >= self.newest

    def __str__(self) -> str:
        """What it does, for people."""
        if self.of:
            return f"it is being built as of entry {self.newest}, and {min(self.nodes, self.of):,} of {self.of:,} nodes are in it"
        return f"it is being brought up to the record, and holds entry {self.seq:,} of {self.newest:,}"


class BackgroundIndex(Index):
    """An index that a thread alone builds and brings up to its record."""

    def __init__(self, folder: Path | None, store: Store, base: str) -> None:
        super().__init__(folder, store, base)
        self._state = threading.Condition()  # of what is said below; nobody holds it while the index is worked on
        self._thread: threading.Thread | None = None
        self._goal = self._late = self._wanted = 0
        self._tardy = False  # with what is derived
        self._failed: StoreError | None = None
        self._build: Build | None = None
        self._of = 0

    @property
    def busy(self) -> bool:
        """Whether the thread is at work."""
        return self._thread is not None

    def builds_here(self, nodes: int) -> bool:
        """Whether an index of so many nodes is built by whoever asks for it, and by no process beside."""
        return nodes <= FEW_NODES

    def follow(self, seconds: float = SECONDS) -> int:
        """Have the journal applied up to now, waiting no longer than so many seconds; the number of the newest entry held.

        Where that takes longer nobody waits any more until the entry is reached that was the newest one. Raises IndexBehindError until
        the one is that was so first; where the thread has more to do then, the number may be that of an older entry. For what is derived
        it is waited likewise, and nothing raised. Raises StoreError where the disk fails.
        """
        newest, erased = self._store.seq(), self._store.last_erasure()
        until, reach = time.monotonic() + seconds, self._store.derived_reach()
        if self._holds(newest, erased) and self._derives(reach, newest):
            return self._seq
        with self._state:
            self._begin(newest)
            if not self._state.wait_for(lambda: self._holds(newest, erased) or self._is_late() or self._is_stuck(), seconds):
                self._late = max(self._late, newest)
            self._check_staying()
            if self._failed is not None:
                raise StoreError(str(self._failed)) from self._failed
            if not self._holds(newest, erased):
                self._wanted = self._wanted or newest
                if self._of or self._seq < self._wanted:
                    raise self.behind()
            elif not self._state.wait_for(
                lambda: self._derives(reach, newest) or self._tardy or self._is_stuck(), until - time.monotonic()
            ):
                self._tardy = True
            return self._seq

    def look(self) -> Progress:
        """How far it is, without waiting for more. Raises StoreError where its disk failed, and does so again within a second."""
        if self._failed is not None:
            with suppress(IndexBehindError):
                self.follow(_LOOK_SECONDS)
        return self.progress()

    def progress(self) -> Progress:
        """How far it is."""
        if (build := self._build) is not None:
            return Progress(self._seq, build.seq, build.nodes, self._of)
        return Progress(self._seq, self._store.seq(), 0, 0 if self._seq else self._of)

    def behind(self) -> IndexBehindError:
        """The error for whoever would be answered from it."""
        build = self._build
        after = build.seconds_left(_AGAIN_SECONDS) if build else int(max(_AGAIN_SECONDS, 1))
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
            if self._build is not None:
                self._give_up(self._build)
        with self._state:
            self._state.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()
        super().close()

    def _holds(self, newest: int, erased: int) -> bool:
        """Whether an entry is held, and what an erasure took away is not."""
        return self._known and self._held.is_open and self._seq >= newest and self._floor >= erased

    def _derives(self, reach: Reach | None, newest: int) -> bool:
        """Whether what is derived is held as far as it was followed, or as the record is."""
        held = self._derived
        return reach is None or (self._whole and held is not None and held.maker == reach.maker and held.seq >= min(reach.seq, newest))

    def _is_late(self) -> bool:
        """Whether the thread is at what takes long."""
        return self._of > 0 or self._seq < self._late

    def _is_stuck(self) -> bool:
        return self._failed is not None or self._leaving.is_set()

    def _begin(self, newest: int) -> None:
        """Have the thread go on to an entry at least, whose state is held."""
        self._check_staying()
        self._goal, self._failed = max(self._goal, newest), None
        self._state.notify_all()
        if self._thread is None:
            self._late, self._wanted, self._tardy = 0, 0, False
            self._thread = threading.Thread(target=self._run, name="claimgraph-index", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        """Go on until the index is current, or closed."""
        mended = -_AGAIN_SECONDS
        while not self._leaving.is_set():
            failed = None
            try:
                if self._step():
                    return
            except StoreError as error:  # of a disk that fails, or because it is being closed
                failed = error
            except (OSError, RuntimeError):  # the files are damaged
                _log.exception("the SPARQL index is damaged, and is built anew")
                self._leaving.wait(max(0.0, mended + _AGAIN_SECONDS - time.monotonic()))
                mended, failed = time.monotonic(), self._mend()
            if failed is not None and not self._leaving.is_set():
                _log.error("the SPARQL index is behind the record", exc_info=failed)
            with self._state:
                self._failed = failed
                self._state.notify_all()
                self._state.wait_for(lambda: self._failed is None or self._leaving.is_set(), _AGAIN_SECONDS)

    def _mend(self) -> StoreError | None:
        """Begin anew; why that cannot be, where it cannot."""
        try:
            self.renew()
        except StoreError as error:
            return error
        return None

    def _step(self) -> bool:
        """Build the index or apply an entry, where there is need to; True, and the thread is over, where there is none."""
        newest, erased = self._store.seq(), self._store.last_erasure()
        with self._lock, self._guarded():
            self._check_staying()
            void, seq, life = self._is_void(newest, erased), self._seq, self._life
            if not void:
                self._floor, self._known = max(self._floor, erased), True
        if void:
            self._anew(newest)
        elif seq < newest:
            self._apply(seq + 1, life)
        elif not self._derive():
            return self._is_over(newest)
        return False

    def _is_over(self, newest: int) -> bool:
        with self._state:
            if self._goal > newest or self._due() is not None:
                return False
            self._thread = self._failed = None
            self._state.notify_all()
            return True

    def _anew(self, newest: int) -> None:
        """Build the index: here where it is small, else in a process."""
        if not self._of and sum(1 for _ in islice(self._store.stream(as_of=newest), FEW_NODES + 1)) > FEW_NODES:
            with self._state:
                self._of = FEW_NODES + 1  # at least
                self._state.notify_all()
        if not self._of:
            with self._lock, self._guarded():
                self._check_staying()
                self._empty()
                self._make(newest)
        elif _TURN.acquire(timeout=0.2):
            try:
                self._build_beside()
            finally:
                _TURN.release()

    def _build_beside(self) -> None:
        with self._lock, self._guarded():
            self._check_staying()
            self._empty()
            self._made += 1
            folder = self._home / f"{self._folder.name}-{self._token}-{self._made}"
            counted = self._store.statistics()
            self._of = sum(counted.values()) - counted["seq"]
            build = self._build = Build(self._store, self._base, counted["seq"], folder, self._of)
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
        self._read_marks()
        self._life, self._of = self._life + 1, 0

    def _give_up(self, build: Build) -> None:
        build.stop()
        shutil.rmtree(build.folder, ignore_errors=True)
