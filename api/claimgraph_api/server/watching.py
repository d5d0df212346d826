"""A server sees what others write: it lets go of words that they erased, and derives what is behind, without being asked anything."""

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Self

from claimgraph.store import Store

_log = logging.getLogger("claimgraph")
LOOK_SECONDS = 1.0


class Watch:
    """Until it is closed, looks every so many seconds: calls `erased` after each erasure that anybody makes in a store, and `follow`.

    Where `erased` fails it is called again at the next look.
    """

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
        looks = ((self._see_erasures, "not all that was erased is let go of yet"), (self._follow, "what is derived is behind the record"))
        while not self._ended.wait(self._seconds):
            for look, fault in looks:
                try:
                    look()
                except Exception:  # noqa: BLE001 — whatever it is, erasures must go on being seen
                    _log.exception(fault)

    def _see_erasures(self) -> None:
        newest = self._store.last_erasure()
        if newest > self._known:
            self._erased()
            self._known = newest
