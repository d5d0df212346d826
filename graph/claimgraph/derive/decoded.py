"""What was decoded lately is kept decoded, up to a bound of bytes."""

import sys
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Decoded(Generic[T]):
    """The values of bodies that were asked for last, as many as have so many bytes of bodies. Safe to use from many threads."""

    def __init__(self, decode: Callable[[str], T], most: int) -> None:
        self._decode, self._most = decode, most
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        """Let go of all of them."""
        with self._lock:
            self._kept: dict[str, tuple[T, int]] = {}
            self.size = 0

    def __call__(self, body: str) -> T:
        """The value of a body."""
        with self._lock:
            known = self._kept.pop(body, None)
            if known is not None:
                self._kept[body] = known  # the last asked for comes last
                return known[0]
        value = self._decode(body)
        self._keep(body, value, sys.getsizeof(body))  # after it was decoded: what is not ASCII then has its bytes beside it
        return value

    def _keep(self, body: str, value: T, size: int) -> None:
        if size > self._most:
            return
        with self._lock:
            _, before = self._kept.pop(body, (value, 0))
            self._kept[body] = value, size
            self.size += size - before
            while self.size > self._most:
                oldest = next(iter(self._kept))
                self.size -= self._kept.pop(oldest)[1]
