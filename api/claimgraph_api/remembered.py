"""Answers that are kept for one state of the record, up to a bound, so that what takes long is made once."""

from collections.abc import Hashable, Sequence
from threading import Lock

from starlette.types import Message

MOST_BYTES = 32 * 2**20
"""How many bytes of answers are kept; those that were made first go first."""


class Remembered:
    """Answers to what was asked, all of one state: those of any other are gone. Safe to use from many threads."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        """Let go of all of it."""
        with self._lock:
            self._begin(None)

    def get(self, state: Hashable, asked: Hashable) -> Sequence[Message]:
        """What was answered to this in this state; nothing where that is not known."""
        with self._lock:
            return self._answers.get(asked, ()) if state == self._state else ()

    def keep(self, state: Hashable, asked: Hashable, answer: Sequence[Message]) -> None:
        """Keep an answer, and let go of what was answered in any other state."""
        size = sum(len(message.get("body", b"")) for message in answer)
        with self._lock:
            if state != self._state:
                self._begin(state)
            if asked in self._answers or size > self._most:
                return
            self._answers[asked], self._sizes[asked] = answer, size
            self._size += size
            while self._size > self._most:
                oldest = next(iter(self._answers))
                self._size -= self._sizes.pop(oldest)
                del self._answers[oldest]

    def _begin(self, state: Hashable) -> None:
        self._state, self._size = state, 0
        self._answers: dict[Hashable, Sequence[Message]] = {}
        self._sizes: dict[Hashable, int] = {}
