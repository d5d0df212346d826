"""What a server does for those who write: read texts, compare what they say with the record, store it, derive what follows.

Python runs one thing at a time in a process, so that a text that is read for a second would keep every reader waiting: `Apart` has
all of it done by processes beside the server. `Here` does the same in the server, where nobody else is to be kept waiting.
"""

from contextlib import ExitStack
from typing import Protocol

from claimgraph.derive import MAKER, Follower
from claimgraph.errors import StoreError
from claimgraph.ingest.documents import Origin
from claimgraph.ingest.pipeline import add_reading, read_all, read_text
from claimgraph.ingest.readers import Readers
from claimgraph.model import Reading
from claimgraph.store import Added, Store
from claimgraph_api.recording import Recorder


class Work(Protocol):
    """What is done, wherever that is."""

    def read(self, data: bytes, origin: Origin) -> list[Reading]:
        """What each document in these bytes says; raises InputError."""

    def read_text(self, text: str, title: str | None) -> Reading:
        """What a text says; raises InputError."""

    def add(self, store: Store, reading: Reading, *, actor: str) -> Added:
        """Store a reading with its links to what is known, into the collection that the store is limited to; see `add_reading`."""

    def follow(self, seconds: float) -> None:
        """Bring what is derived up to the record, or as far as so many seconds bring it. Raises StoreError."""

    def close(self) -> None:
        """End whatever was started for it."""


class Here:
    """Work that is done in this process."""

    def __init__(self, store: Store) -> None:
        self._follower = Follower(store)

    def read(self, data: bytes, origin: Origin) -> list[Reading]:
        """Read each document in these bytes."""
        return list(read_all(data, origin))

    def read_text(self, text: str, title: str | None) -> Reading:
        """Read a text."""
        return read_text(text, title=title)

    def add(self, store: Store, reading: Reading, *, actor: str) -> Added:
        """Compare and store."""
        return add_reading(store, reading, actor=actor)

    def follow(self, seconds: float) -> None:
        """Follow the journal."""
        self._follower.follow(seconds)

    def close(self) -> None:
        """There is nothing to end."""


class Apart:
    """Work that is done by `readers` processes that read and one that compares, stores and derives; each starts when it is first needed."""

    def __init__(self, store: Store, readers: int) -> None:
        self._store = store
        with ExitStack() as started:
            self._readers, self._recorder = Readers(readers), Recorder(store.location)
            started.callback(self._readers.close)
            started.callback(self._recorder.close)
            self._started = started.pop_all()

    def read(self, data: bytes, origin: Origin) -> list[Reading]:
        """Have each document in these bytes read."""
        return self._readers.read(data, origin)

    def read_text(self, text: str, title: str | None) -> Reading:
        """Have a text read, whatever it looks like."""
        return self._readers.read(text.encode("utf-8", "surrogatepass"), Origin(title=title), plain=True)[0]

    def add(self, store: Store, reading: Reading, *, actor: str) -> Added:
        """Have it compared and stored."""
        try:
            return self._recorder.add(reading, actor=actor, collection=store.collection)
        except StoreError:
            self._store.doubt()
            raise

    def follow(self, seconds: float) -> None:
        """Have the journal followed, where there is anything to follow."""
        if self._store.followed(MAKER) != self._store.seq():
            self._recorder.follow(seconds)

    def close(self) -> None:
        """End the processes."""
        self._started.close()
