"""The SPARQL index: an Oxigraph store that follows the journal and can be thrown away at any time.

The number of the last entry that it holds (the watermark) is written with the last quads of that entry, and applying an entry
twice changes nothing, so a crash at any point is mended by following again. The folder has one holder, and only that changes
anything in there.
"""

import secrets
import shutil
import tempfile
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from pyoxigraph import Literal, NamedNode, Quad

from claimgraph.errors import IndexBehindError, StoreError
from claimgraph.rdf.building import REFLECTS, fill, marks_of, watermark_graph
from claimgraph.rdf.folders import Hold, Quads, is_unwritable
from claimgraph.rdf.naming import check_base
from claimgraph.rdf.updating import updates
from claimgraph.store import Store

MAPPING_VERSION = 2
"""Part of the folder's name: an index that an older mapping wrote is not read, but rebuilt. Raise it with the mapping."""

_WRITTEN_EACH = 10
"""After how many updates for one entry Oxigraph writes down what it still has in memory."""


class Index:
    """The live graph of a store as quads, current up to `seq`. Safe to use from many threads.

    Without a folder it lies in a temporary one. Opening raises StoreError where another process holds the folder.
    """

    def __init__(self, folder: Path | None, store: Store, base: str) -> None:
        self._store = store
        self._base = check_base(base)
        self._lock = threading.RLock()
        self._temporary = tempfile.TemporaryDirectory(prefix="claimgraph-index-") if folder is None else None
        self._home = Path(self._temporary.name) if self._temporary else Path(folder or "")
        self._folder = self._home / f"quads-{MAPPING_VERSION}"
        self._checkpoints = self._home / "checkpoints"
        self._hold = Hold(self._home)
        self._held = Quads(self._folder)
        try:
            self._held.open()
        except StoreError:
            self._hold.release()
            raise
        for left in (self._checkpoints, *self._home.glob(f"{self._folder.name}-*")):
            shutil.rmtree(left, ignore_errors=True)
        self._checkpoint: tuple[int, Path] | None = None
        self._made, self._token = 0, secrets.token_hex(4)  # no path names two checkpoints, whoever made them
        self._leaving = threading.Event()
        self._seq = self._watermark()
        self._known = self._torn = False
        self._floor = self._life = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def seq(self) -> int:
        """The number of the newest entry of the journal that the index holds."""
        return self._seq

    @property
    def store(self) -> Store:
        """The record that the index follows."""
        return self._store

    @property
    def floor(self) -> int:
        """What reflects an entry before this one may hold words that were erased since, and must be shown no more."""
        return self._floor

    @property
    def base(self) -> str:
        """What every IRI of a node starts with."""
        return self._base

    @property
    def busy(self) -> bool:
        """Whether it works on something that closing it would undo."""
        return False

    def builds_here(self, nodes: int) -> bool:  # noqa: ARG002 - see `BackgroundIndex`
        """Whether an index of so many nodes is built by whoever asks for it, and by no process beside."""
        return True

    def follow(self) -> int:
        """Apply the journal up to now; the number of the newest entry held.

        An index that is new, damaged, for another base or of another journal is built anew. So is one that meets an erasure, and
        its checkpoints are removed: Oxigraph keeps the words of quads that are deleted.
        Raises StoreError where its disk fails; the next call starts again from what is on the disk.
        """
        newest = self._store.seq()
        while (held := self._advance()) < newest:
            pass
        return held

    def behind(self) -> IndexBehindError:
        """The error for whoever would be answered from an index that does not hold enough."""
        return IndexBehindError(f"the SPARQL index holds entry {self._seq} of {self._store.seq()}; try again in a moment", retry_after=1)

    def forget(self) -> None:
        """Remove at once all files that may hold what was erased since they were written. Raises StoreError."""
        with self._lock, self._guarded():
            erased = self._store.last_erasure()
            if self._seq < erased:
                self._empty()
            self._floor = erased

    def renew(self, checkpoint: Path | None = None) -> None:
        """Let go of files that turned out damaged or gone, so that the index is built anew when it is followed. Raises StoreError.

        Where it is a checkpoint that turned out so, and it is no longer that of the index, nothing is wrong with what there is now.
        """
        with self._lock:
            if checkpoint and (self._checkpoint is None or self._checkpoint[1] != checkpoint):
                return
            try:
                self._empty()
            except (OSError, RuntimeError) as error:
                raise StoreError(f"the SPARQL index at {self._home} cannot be written: {error}") from error

    def quads(self) -> Iterator[Quad]:
        """All quads but the watermark."""
        return (quad for quad in self._held.dataset if quad.graph_name != watermark_graph(self._base))

    def checkpoint(self, least: int = 0) -> Path:
        """A folder that holds the index as it is now, for reading only; the same one until the index moves on.

        Raises IndexBehindError where the index was emptied since it held the entry `least`, or holds a part of the entry after it.
        """
        with self._lock, self._guarded():
            if self._seq < least or self._torn:
                raise self.behind()
            if self._checkpoint is None or self._checkpoint[0] != self._seq:
                self._checkpoint = (self._seq, self._write_checkpoint())
            return self._checkpoint[1]

    def retire(self, in_use: Collection[Path]) -> None:
        """Remove every checkpoint but the newest and those in use."""
        with self._lock:
            kept = {*in_use, *(() if self._checkpoint is None else (self._checkpoint[1],))}
            for old in self._checkpoints.glob("*"):
                if old not in kept:
                    shutil.rmtree(old, ignore_errors=True)

    def close(self) -> None:
        """Let go of the folder and remove the checkpoints."""
        self._leaving.set()
        with self._lock:
            with suppress(OSError, RuntimeError):  # a damaged index must not keep a server from ending
                self._held.dataset.flush()
            self._held.close()
            shutil.rmtree(self._checkpoints, ignore_errors=True)
            self._hold.release()
            if self._temporary:
                self._temporary.cleanup()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Open the dataset again where a disk that failed took it away, and let go of it where the disk fails now."""
        try:
            if not self._held.is_open:
                self._held.open()
                self._seq, self._life = self._watermark(), self._life + 1
            yield
        except (OSError, RuntimeError) as error:  # Oxigraph has RuntimeError for some faults of the disk
            if not is_unwritable(error):
                raise  # the files are damaged: `renew` mends that
            self._held.close()
            raise StoreError(f"the SPARQL index cannot be written; it follows the record once it can: {error}") from error

    def _advance(self) -> int:
        """Apply the next entry, or build the index where it is void; the number of the newest entry held."""
        with self._lock, self._guarded():
            newest, erased = self._store.seq(), self._store.last_erasure()
            if self._is_void(newest, erased):
                self._empty()
                self._make(newest)
            self._floor = erased
            if self._seq < newest:
                self._apply(self._seq + 1, self._life)
            return self._seq

    def _is_void(self, newest: int, erased: int) -> bool:
        """Whether what the index holds is of no use."""
        unfinished = self._seq == 0 and (newest > 0 or bool(self._held.dataset))
        return unfinished or self._seq > newest or self._seq < erased or not self._is_of_this_journal()

    def _empty(self) -> None:
        """Remove all files, those of checkpoints, of builds and of other versions of the mapping too."""
        self._held.close()
        self._seq, self._checkpoint, self._known, self._torn = 0, None, False, False
        self._life += 1
        for old in (self._checkpoints, *self._home.glob("quads-*")):
            shutil.rmtree(old, ignore_errors=True)
        self._held.empty()

    def _make(self, newest: int) -> None:
        """Build the index, which is empty, as of the newest entry."""
        fill(self._held, self._store, self._base, newest)
        self._seq, self._known = newest, True

    def _apply(self, seq: int, life: int) -> None:
        """Apply the next entry to the dataset of this life, piece by piece; what is left of it where another takes its place meanwhile."""
        marks = self._marks(seq - 1), self._marks(seq)
        for number, update in enumerate(updates(self._store, self._base, seq, marks, self._check_staying), 1):
            with self._lock, self._guarded():
                self._check_staying()
                if self._life != life:
                    return
                self._torn = True
                self._held.dataset.update(update)
                if number % _WRITTEN_EACH == 0:
                    self._held.dataset.flush()
        with self._lock:
            if self._life == life:
                self._seq, self._torn = seq, False

    def _check_staying(self) -> None:
        """Raise StoreError where the index is being closed: what is left is applied when it is next followed."""
        if self._leaving.is_set():
            raise StoreError("the SPARQL index is being closed; it follows the record when it is next opened")

    def _marks(self, seq: int) -> tuple[Quad, Quad]:
        return marks_of(self._store, self._base, seq)

    def _is_of_this_journal(self) -> bool:
        """Whether the entry that the index reflects is one of this journal, and not of one that lay here before."""
        if not self._known and self._seq:
            self._known = all(mark in self._held.dataset for mark in self._marks(self._seq))
        return self._known or not self._seq

    def _watermark(self) -> int:
        marks = list(self._held.dataset.quads_for_pattern(NamedNode(self._base), REFLECTS, None, watermark_graph(self._base)))
        return int(marks[0].object.value) if len(marks) == 1 and isinstance(marks[0].object, Literal) else 0

    def _write_checkpoint(self) -> Path:
        self._made += 1
        target = self._checkpoints / f"{self._seq:012d}-{self._token}-{self._made}"
        self._checkpoints.mkdir(parents=True, exist_ok=True)
        self._held.dataset.backup(str(target))
        return target
