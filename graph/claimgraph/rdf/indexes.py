"""The SPARQL indexes of one store: that of the whole, one for each collection that is asked about, and those of the past.

A query about a collection is answered from quads of nothing else, so there is nothing in it that could be reached.
"""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from claimgraph.rdf.folders import discard
from claimgraph.rdf.index import Index
from claimgraph.rdf.past import MOST_NODES, Pasts
from claimgraph.store import Store

MOST_OPEN = 16
"""How many collections have an open index at once, unless more are being asked; the others' lie on the disk."""


class Indexes:
    """Indexes by collection, each made or opened when it is first asked for, and `past`. Safe to use from many threads.

    In `home` lie all but that of the whole, whose holder holds it too; without one they are in temporary folders. The indexes of the past
    have `past_nodes` together at most.
    """

    def __init__(self, whole: Index, home: Path | None, store: Store, past_nodes: int = MOST_NODES) -> None:
        self.whole, self.past = whole, Pasts(home, store, whole.base, past_nodes, whole.builds_here)
        self._home, self._store = home, store
        self._lock = threading.Lock()
        self._open: dict[str, Index] = {}
        self._asked: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def using(self, collection: str | None) -> Iterator[Index]:
        """The index of a collection, or of the whole store, which stays open meanwhile. Raises StoreError."""
        if collection is None:
            yield self.whole
            return
        with self._lock:
            index = self._open.pop(collection, None) or self._make(collection)
            self._open[collection] = index  # the last asked for comes last
            self._asked[collection] = self._asked.get(collection, 0) + 1
        try:
            yield index
        finally:
            with self._lock:
                self._asked[collection] -= 1
                self._close_idle()

    def close(self) -> None:
        """Let go of the indexes of collections and of the past."""
        self.past.close()
        with self._lock:
            for index in self._open.values():
                index.close()
            self._open.clear()

    def forget(self) -> None:
        """Remove at once what holds words that were erased, of indexes that are open and that lie on the disk. Raises StoreError."""
        try:
            self.past.forget()
        finally:
            self._forget_present()

    def _forget_present(self) -> None:
        with self._lock:
            found = {folder_of(self._home, name): index for name, index in self._open.items()}
            for folder in (self._home / "collections").glob("*") if self._home else ():
                if folder not in found:
                    discard(folder)
            for index in (self.whole, *found.values()):
                index.forget()

    def _make(self, collection: str) -> Index:
        return type(self.whole)(folder_of(self._home, collection), self._store.within(collection), self.whole.base)

    def _close_idle(self) -> None:
        idle = [name for name, index in self._open.items() if not self._asked[name] and not index.busy]
        for name in idle[: max(0, len(self._open) - MOST_OPEN)]:
            self._open.pop(name).close()
            del self._asked[name]


def folder_of(home: Path | None, collection: str) -> Path | None:
    """Where the index of a collection lies beside that of the whole store, under a name that no file system minds."""
    name = hashlib.sha256(collection.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return None if home is None else home / "collections" / name
