"""A server sees erasures that others make: its SPARQL index and its workers let go of the words without being asked anything."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Self

from claimgraph.errors import StoreError
from claimgraph.store import Store

LOOK_SECONDS = 1.0


class Watch:
    """Calls `erased` after each erasure that anybody makes in a store, within about a second, until it is closed."""

    def __init__(self, store: Store, erased: Callable[[], None]) -> None:
        self._store, self._erased = store, erased
        self._known = store.last_erasure()
        self._ended = Event()
        self._thread = Thread(target=self._look, name="claimgraph-watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            try:
                newest = self._store.last_erasure()
            except StoreError:  # it is looked at again
                continue
            if newest > self._known:
                self._erased()
                self._known = newest
