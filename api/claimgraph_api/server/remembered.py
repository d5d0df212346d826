"""Answers that are kept up to a bound, so that what takes long is made once."""

import zlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import NamedTuple, Self

from starlette.types import Message

from claimgraph.store import Resting

MOST_BYTES = 64 * 2**20
"""How many bytes of answers are kept, with what they rest on; those that were asked for least lately go first."""

EACH = 1_500
"""About how many bytes an answer takes beside its body and what was asked: its head, its places in the tables."""


class State(NamedTuple):
    """The newest entry of the journal, whether what is derived is up to it, and the day."""

    seq: int
    current: bool
    day: date


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, the state in which it is known to hold, and what it rests on; None where it holds in no other.

    Its body is kept compressed (RFC 1950): a page has a tenth of its size so.
    """

    head: Message
    compressed: bytes
    state: State
    resting: Resting | None = None

    @classmethod
    def of(cls, messages: Sequence[Message], state: State, resting: Resting | None = None) -> Self:
        """The answer that these messages are, of which the first is the head."""
        return cls(messages[0], zlib.compress(b"".join(message.get("body", b"") for message in messages[1:]), 1), state, resting)

    @property
    def messages(self) -> Sequence[Message]:
        """The answer, to be sent once more."""
        return {**self.head}, {"type": "http.response.body", "body": zlib.decompress(self.compressed)}

    @property
    def size(self) -> int:
        """About how many bytes it takes, without what was asked."""
        return EACH + len(self.compressed) + (self.resting.size if self.resting else 0)


class Remembered:
    """Answers to what was asked. Safe to use from many threads."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._lock = Lock()
        self.forgotten = 0
        self.forget()

    def forget(self) -> None:
        """Let go of all of it, and of what was found before and is to be kept yet."""
        with self._lock:
            self.forgotten += 1
            self._size = 0
            self._answers: dict[Hashable, Kept] = {}
            self._sizes: dict[Hashable, int] = {}

    def __contains__(self, asked: object) -> bool:
        return asked in self._answers

    def get(self, asked: Hashable) -> Kept | None:
        """What was answered to this last, if that is kept."""
        with self._lock:
            found = self._answers.pop(asked, None)
            if found is not None:
                self._answers[asked] = found  # the last asked for comes last
            return found

    def keep(self, asked: Hashable, answer: Kept, forgotten: int) -> None:
        """Keep this answer instead of the one before, and as many others as fit beside it.

        Nothing is kept where all was let go of since `forgotten` was read: it may hold what was erased.
        """
        size = answer.size + len(repr(asked))
        with self._lock:
            self._drop(asked)
            if size > self._most or forgotten != self.forgotten:
                return
            self._answers[asked], self._sizes[asked] = answer, size
            self._size += size
            while self._size > self._most:
                self._drop(next(iter(self._answers)))

    def drop(self, asked: Hashable) -> None:
        """Let go of an answer."""
        with self._lock:
            self._drop(asked)

    def _drop(self, asked: Hashable) -> None:
        self._answers.pop(asked, None)
        self._size -= self._sizes.pop(asked, 0)
