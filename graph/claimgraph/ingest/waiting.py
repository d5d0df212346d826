"""Documents that were stored before they could be compared with what is older are compared when the blocks of the record are made.

Each is compared as it would have been when it came: with what was there before it. Whoever is killed meanwhile goes on where it was.
"""

from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

from sqlalchemy import select

from claimgraph.errors import ClaimgraphError
from claimgraph.model import Link
from claimgraph.pairing import follow_on, joined_links, nearby, waiting
from claimgraph.pairing.inside import before, document_alone, links_inside
from claimgraph.store import Store
from claimgraph.store.schema import document, membership

ACTOR = "rule:waiting"


def compare_waiting(store: Store, ended: Callable[[], bool] = lambda: False) -> None:
    """Make the blocks current, then compare what waits, an entry for each document with links; stop early once `ended`."""
    while not ended() and not follow_on(store):
        pass
    while not ended() and (span := waiting(store)):
        for node in _brought_by(store, span[0]):
            store.add_links(_links_of(store, node, span[0]), actor=ACTOR, target=node)
        store.blocks.settle(span[0])


def _brought_by(store: Store, seq: int) -> list[str]:
    """The documents that an entry brought and that are there."""
    with store.whole().moment() as moment:
        rows = moment.connection.execute(select(document.c.id).where(document.c.recorded_seq == seq, moment.alive(document)))
        return sorted(rows.scalars())


def _links_of(store: Store, node: str, seq: int) -> tuple[Link, ...]:
    """The links of a document with what was there before it, in the store and in the collections that it came into."""
    whole = store.whole()
    with whole.moment() as moment:
        joined = moment.rows(membership, membership.c.document, [node])
        names = sorted(row.collection for row in joined if row.recorded_seq == seq)
    alone = document_alone(whole, node)
    found = [nearby(whole, alone, (), before=seq).links(), *(links_inside(whole, alone, name, seq) for name in names)]
    return joined_links([whole, *(before(whole, name, seq) for name in names)], found)


class Comparing:
    """Compares what waits in a thread of its own, once that is asked for."""

    def __init__(self, store: Store) -> None:
        self._store, self._ended = store, Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """See to it that what waits is compared; does not wait for that."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, name="claimgraph-comparing", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop after the step that is being done."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        with suppress(ClaimgraphError):  # what waits still is compared when the next document waits, or by the next server
            compare_waiting(self._store, self._ended.is_set)
