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
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Self

from pyoxigraph import Literal, NamedNode, Quad

from claimgraph.errors import ConflictError, IndexBehindError, StoreError
from claimgraph.rdf.building import REFLECTS, fill, marks_of, watermark_graph
from claimgraph.rdf.deriving import changes_of, derived_graph, marks_of_derived, read_marks
from claimgraph.rdf.folders import Hold, Quads, is_unwritable
from claimgraph.rdf.naming import check_base
from claimgraph.rdf.updating import Marks, Update, in_pieces, updates
from claimgraph.store import Store
from claimgraph.store.derived_versions import Reach, Span

MAPPING_VERSION = 2
"""Part of the folder's name: an index that an older mapping wrote is not read, but rebuilt. Raise it with the mapping."""

_ENTRIES = 10
"""Of how many entries at most it is taken over at once what they changed in what is derived: nobody is answered meanwhile."""
_WRITTEN_EACH = 10
"""After how many updates for one entry Oxigraph writes down what it still has in memory."""


class State(NamedTuple):
    """Up to which entry an index holds the record, and up to which, and made by what, what is derived: None where nobody follows."""

    seq: int
    derived: Reach | None


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
        self._checkpoint: tuple[State, Path] | None = None
        self._made, self._token = 0, secrets.token_hex(4)  # no path names two checkpoints, whoever made them
        self._leaving = threading.Event()
        self._derived: Reach | None = None
        self._whole = True  # what is derived; `_torn` is the record
        self._read_marks()
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
    def state(self) -> State:
        """What it holds."""
        return State(self._seq, self._derived)

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
        """Apply the journal up to now, and what was derived from it by now; the number of the newest entry held.

        An index that is new, damaged, for another base or of another journal is built anew. So is one that meets an erasure, and
        its checkpoints are removed: Oxigraph keeps the words of quads that are deleted.
        Raises StoreError where its disk fails; the next call starts again from what is on the disk.
        """
        newest = self._store.seq()
        while (held := self._advance()) < newest:
            pass
        with self._lock:
            while self._derive():
                pass
        return held

    def behind(self) -> IndexBehindError:
        """The error for whoever would be answered from an index that does not hold enough."""
        return IndexBehindError(f"the SPARQL index holds entry {self._seq} of {self._store.seq()}; try again in a moment", retry_after=1)

    def check_derived(self, seq: int) -> None:
        """Raise IndexBehindError where what is derived from the record by entry `seq` is not held yet, and somebody follows."""
        held = self._derived.seq if self._derived else 0
        if held < seq and self._store.derived_reach() is not None:
            raise IndexBehindError(f"what is derived holds entry {held} of {self._seq}; try again in a moment", retry_after=1)

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
        """All quads of the record, without the watermark."""
        others = (watermark_graph(self._base), derived_graph(self._base))
        return (quad for quad in self._held.dataset if quad.graph_name not in others)

    def derived_quads(self) -> Iterator[Quad]:
        """All quads of what is derived, and what their graph says of itself."""
        return self._held.dataset.quads_for_pattern(None, None, None, derived_graph(self._base))

    def checkpoint(self, least: int = 0) -> Path:
        """A folder that holds the index as it is now, for reading only; the same one until the index moves on.

        Raises IndexBehindError where the index was emptied since it held the entry `least`, or holds a part of what comes next.
        """
        return self.taken(least)[1]

    def taken(self, least: int = 0) -> tuple[State, Path]:
        """The same, and what it holds."""
        with self._lock, self._guarded():
            if self._seq < least or self._torn or not self._whole:
                raise self.behind()
            if self._checkpoint is None or self._checkpoint[0] != self.state:
                self._checkpoint = (self.state, self._write_checkpoint())
            return self._checkpoint

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
                self._read_marks()
                self._life += 1
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
        self._derived, self._whole = None, True
        self._life += 1
        for old in (self._checkpoints, *self._home.glob("quads-*")):
            shutil.rmtree(old, ignore_errors=True)
        self._held.empty()

    def _make(self, newest: int) -> None:
        """Build the index, which is empty, as of the newest entry."""
        fill(self._held, self._store, self._base, newest)
        self._read_marks()
        self._seq, self._known = newest, True

    def _apply(self, seq: int, life: int) -> None:
        """Apply the next entry to the dataset of this life, piece by piece; what is left of it where another takes its place meanwhile."""
        marks = Marks(self._marks(seq - 1), self._marks(seq))
        for number, update in enumerate(updates(self._store, self._base, seq, marks, self._check_staying), 1):
            with self._lock, self._guarded():
                if self._life != life:
                    return
                self._torn = self._torn or not update.last
                self._write(update, number)
                if update.last:
                    self._seq, self._torn = seq, False

    def _write(self, update: Update, number: int) -> None:
        """Write the piece of this number of a change."""
        self._check_staying()
        self._held.dataset.update(update.text)
        if number % _WRITTEN_EACH == 0:
            self._held.dataset.flush()

    def _derive(self) -> bool:
        """Take over some of what was derived, up to the record as it is held; whether there was any."""
        with self._lock, self._guarded():
            span, life = self._due(), self._life
            old = list(self._said_of_derived())
        if span is not None:
            self._take_over(span, old, life)
        return span is not None

    def _due(self) -> Span | None:
        """The entries of which it is next to be taken over what they changed in what is derived, from the beginning where `after` is 0."""
        reach, held = self._store.derived_reach(), self._derived
        if reach is None or not self._seq:
            return None
        until, erased = min(reach.seq, self._seq), self._store.last_erasure()
        if held is None or held.maker != reach.maker or not self._whole:
            return Span(0, until, reach.maker, erased)
        return Span(held.seq, min(until, held.seq + _ENTRIES), reach.maker, erased) if held.seq < until else None

    def _take_over(self, span: Span, old: Collection[Quad], life: int) -> None:
        """Bring what is derived over a span; where it is thrown away meanwhile, what there is of it goes next."""
        reach = Reach(span.maker, span.until)
        marks = Marks(old, marks_of_derived(reach, self._base), marks_of_derived(reach, self._base, whole=False))
        former = ((quad, False) for quad in self._held_of_derived()) if span.after == 0 else ()
        with suppress(ConflictError):
            made = in_pieces(chain(former, changes_of(self._store, self._base, span)), marks, self._check_staying)
            for number, update in enumerate(made, 1):
                with self._lock, self._guarded():
                    if self._life != life:
                        return
                    self._whole = self._whole and update.last
                    self._write(update, number)
                    if update.last:
                        self._derived, self._whole = reach, True

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

    def _read_marks(self) -> None:
        """Up to where the dataset is, by what it says itself."""
        self._seq = self._watermark()
        self._derived, self._whole = read_marks(self._said_of_derived())

    def _said_of_derived(self) -> Iterator[Quad]:
        name = derived_graph(self._base)
        return self._held.dataset.quads_for_pattern(name, None, None, name)

    def _held_of_derived(self) -> Iterator[Quad]:
        return (quad for quad in self.derived_quads() if quad.subject != derived_graph(self._base))

    def _watermark(self) -> int:
        marks = list(self._held.dataset.quads_for_pattern(NamedNode(self._base), REFLECTS, None, watermark_graph(self._base)))
        return int(marks[0].object.value) if len(marks) == 1 and isinstance(marks[0].object, Literal) else 0

    def _write_checkpoint(self) -> Path:
        self._made += 1
        target = self._checkpoints / f"{self._seq:012d}-{self._token}-{self._made}"
        self._checkpoints.mkdir(parents=True, exist_ok=True)
        self._held.dataset.backup(str(target))
        return target
