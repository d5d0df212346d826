"""What every route works with: the record, what is derived from it, and the SPARQL workers."""

import logging
from contextlib import ExitStack
from threading import Lock
from typing import Self, TypeVar, cast

from fastapi import Request

from claimgraph.errors import NotFoundError, StoreError
from claimgraph.model import Dispute, Finding, Graph
from claimgraph.rdf.index import Index
from claimgraph.rdf.sparql import SparqlLimits, SparqlWorkers
from claimgraph.reason.disputes import derive_disputes
from claimgraph.reason.findings import derive_findings
from claimgraph.store import Store
from claimgraph_api.feed import Feed
from claimgraph_api.settings import Settings

T = TypeVar("T")
_log = logging.getLogger("claimgraph")


class Site:
    """One open store with all that is derived from it; derived values are kept until the journal moves on."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        with ExitStack() as opened:
            self.store = opened.enter_context(Store.open(settings.store))
            self.index = opened.enter_context(Index(settings.index_folder, self.store, settings.base))
            self.follow()
            limits = SparqlLimits(seconds=settings.sparql_seconds, memory=settings.sparql_memory, workers=settings.sparql_workers)
            self.sparql = opened.enter_context(SparqlWorkers(self.index, limits))
            self._opened = opened.pop_all()
        self.feed = Feed(self.store, settings.heartbeat_seconds)
        self._derived: tuple[int, Graph, tuple[Dispute, ...], tuple[Finding, ...]] | None = None
        self._lock = Lock()

    def close(self) -> None:
        """Let go of the workers, the index and the record, in this order."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def follow(self) -> None:
        """Bring the SPARQL index up to the record. Where its disk fails, what was written stands, and the index follows later."""
        try:
            self.index.follow()
        except (StoreError, OSError, RuntimeError):  # Oxigraph's own are of an index that is damaged
            _log.exception("the SPARQL index is behind the record")

    def graph(self) -> Graph:
        """The whole live graph."""
        return self._current()[1]

    def disputes(self) -> tuple[Dispute, ...]:
        """All disputes, the most contested first."""
        return self._current()[2]

    def findings(self) -> tuple[Finding, ...]:
        """All findings about gaps."""
        return self._current()[3]

    def dispute(self, dispute_id: str) -> Dispute:
        """One dispute; raises NotFoundError."""
        found = next((dispute for dispute in self.disputes() if dispute.id == dispute_id), None)
        if found is None:
            raise NotFoundError(f"there is no dispute {dispute_id[:80]!r} in this store")
        return found

    def _current(self) -> tuple[int, Graph, tuple[Dispute, ...], tuple[Finding, ...]]:
        with self._lock:
            seq = self.store.seq()
            if self._derived is None or self._derived[0] != seq:
                graph = self.store.graph()
                self._derived = (seq, graph, derive_disputes(graph), derive_findings(graph))
            return self._derived


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    return cast("Site", request.app.state.site)
