"""Documents that were stored before they could be compared with what is older are compared when the blocks of the record are made.

Each is compared as it would have been when it came: with what was there before it. Whoever is killed meanwhile goes on where it was.
"""

from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

from sqlalchemy import select

from claimgraph.errors import ClaimgraphError
from claimgraph.ingest.pipeline import joined_links
from claimgraph.model import Graph, Judgement, Link
from claimgraph.pairing import follow_on, nearby, waiting
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
    """The links of a document with what was there before it, in the store and in its collections."""
    whole = store.whole()
    with whole.moment() as moment:
        names = {row.collection for row in moment.rows(membership, membership.c.id, [node])}
    views = [whole, *(store.within(name) for name in sorted(names))]
    graph = whole.graph([node])
    own = (one for one in graph.nodes() if not isinstance(one, Link | Judgement) and getattr(one, "document", one.id) == node)
    alone = Graph.of(own, graph.same)
    return joined_links(views, [nearby(view, alone, (), before=seq).links() for view in views])


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
