"""Which moment of the record a request is about, and addresses that stay with it."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """The past moment that an answer shows: the number of an entry and its time, None before the first."""

    seq: int
    at: str | None


_SHOWN: ContextVar[Shown | None] = ContextVar("shown", default=None)


def show(moment: Shown | None) -> None:
    """Let the pages of this request be about that moment; None is now."""
    _SHOWN.set(moment)


def shown() -> Shown | None:
    """The past moment that this request is about, or None where it is about now."""
    return _SHOWN.get()


def carried(address: str) -> str:
    """An address of ours, about the moment that this request is about.

    >>> show(Shown(7, None)); carried("/claims?document=x#top"), show(None), carried("/claims")
    ('/claims?document=x&as_of=7#top', None, '/claims')
    """
    moment = shown()
    if moment is None:
        return address
    path, mark, fragment = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}as_of={moment.seq}{mark}{fragment}"
