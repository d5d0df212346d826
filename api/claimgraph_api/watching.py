"""A server sees what others write: it lets go of words that they erased, and derives what is behind, without being asked anything."""

import logging
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Self

from claimgraph.errors import StoreError
from claimgraph.store import Store

_log = logging.getLogger("claimgraph")
LOOK_SECONDS = 1.0


class Watch:
    """Until it is closed, looks every so many seconds: calls `erased` after each erasure that anybody makes in a store, and `follow`."""

    def __init__(self, store: Store, erased: Callable[[], None], follow: Callable[[], None], seconds: float = LOOK_SECONDS) -> None:
        self._store, self._erased, self._follow, self._seconds = store, erased, follow, seconds
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
        while not self._ended.wait(self._seconds):
            with suppress(StoreError):  # it is looked at again
                newest = self._store.last_erasure()
                if newest > self._known:
                    self._erased()
                    self._known = newest
            try:
                self._follow()
            except Exception:  # noqa: BLE001 — whatever it is, erasures must go on being seen
                _log.exception("what is derived is behind the record")
