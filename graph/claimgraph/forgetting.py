"""What a process keeps in memory of words that it read, so that all of it can be let go of once some are erased."""

from collections.abc import Callable
from typing import TypeVar

Forget = TypeVar("Forget", bound=Callable[[], None])
_KEPT: list[Callable[[], None]] = []


def lets_go_of_words(forget: Forget) -> Forget:
    """Name what empties a memory that may hold words of the record: it is called after each erasure."""
    _KEPT.append(forget)
    return forget


def forget_words() -> None:
    """Let go of all words that this process keeps in memory, some of which were erased; what is asked for again is worked out anew."""
    for forget in _KEPT:
        forget()
