"""Which moment of the record a request is about, and which collection; and addresses that stay with both."""

from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Shown:
    """What an answer shows: the number of a past entry and its time, None before the first; both None for now.

    `collection` is what it is limited to, None for the whole; `bound` is whether the request may see nothing else.
    """

    seq: int | None = None
    at: str | None = None
    collection: str | None = None
    bound: bool = False


_SHOWN: ContextVar[Shown] = ContextVar("shown", default=Shown())  # noqa: B039 — it is frozen


def show(view: Shown) -> None:
    """Let the pages of this request be about that moment and collection."""
    _SHOWN.set(view)


def shown() -> Shown:
    """What this request is about."""
    return _SHOWN.get()


def carried(address: str) -> str:
    """An address of ours, about the moment and the collection that this request is about.

    >>> show(Shown(7)); carried("/claims?document=x#top"), show(Shown()), carried("/claims")
    ('/claims?document=x&as_of=7#top', None, '/claims')
    """
    view = shown()
    return _with(inside(address), {} if view.seq is None else {"as_of": str(view.seq)})


def inside(address: str) -> str:
    """An address of ours as it is now, within the collection that this request is about.

    >>> show(Shown(7, collection="Case 7")); inside("/claims"), show(Shown())
    ('/claims?collection=Case+7', None)
    """
    view = shown()
    return _with(address, {} if view.collection is None else {"collection": view.collection})


def into(address: str, collection: str) -> str:
    """An address of ours within another collection, at the moment that this request is about.

    >>> show(Shown(7)); into("/", "Case 7"), show(Shown())
    ('/?collection=Case+7&as_of=7', None)
    """
    view = shown()
    return _with(address, {"collection": collection} | ({} if view.seq is None else {"as_of": str(view.seq)}))


def _with(address: str, query: dict[str, str]) -> str:
    if not query:
        return address
    path, mark, fragment = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{urlencode(query)}{mark}{fragment}"
