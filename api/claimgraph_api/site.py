"""What every route works with: the record, what is derived from it, and the SPARQL workers."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from copy import copy
from dataclasses import dataclass
from threading import Lock
from typing import Annotated, Self, cast

from fastapi import Query, Request
from fastapi.concurrency import run_in_threadpool

from claimgraph.errors import InputError, NotFoundError, StoreError
from claimgraph.model import Dispute, Finding, Graph
from claimgraph.rdf.index import Index
from claimgraph.rdf.sparql import SparqlLimits, SparqlWorkers
from claimgraph.reason.disputes import derive_disputes
from claimgraph.reason.findings import derive_findings
from claimgraph.store import AsOf, Store
from claimgraph_api.feed import Feed
from claimgraph_api.moments import Shown, show
from claimgraph_api.settings import Settings

_log = logging.getLogger("claimgraph")
MOST_MOMENTS = 2
"""Of how many past moments what is derived is kept; it can be as large as the store."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What is derived from the whole graph at one moment."""

    graph: Graph
    disputes: tuple[Dispute, ...]
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, graph: Graph) -> "Derived":
        """All that is derived from a graph."""
        return cls(graph, derive_disputes(graph), derive_findings(graph))


class Kept:
    """What was derived at the moments that were asked for last, at most so many; each is made once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._values: dict[int, Derived] = {}

    def at(self, seq: int, make: Callable[[], Derived]) -> Derived:
        """What was derived at an entry, made where it is not kept."""
        with self._lock:
            found = self._values.pop(seq, None) or make()
            self._values[seq] = found  # the last asked for comes last
            while len(self._values) > self._most:
                self._values.pop(next(iter(self._values)))
            return found


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
        self._kept, self._kept_past = Kept(1), Kept(MOST_MOMENTS)
        self.feed = Feed(self.store, settings.heartbeat_seconds)

    def close(self) -> None:
        """Let go of the workers, the index and the record, in this order."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def at(self, as_of: AsOf) -> Self:
        """The site as it stood then: its store, graph, disputes and findings are those of that moment."""
        past = copy(self)
        past.store = self.store.at(as_of)
        past._kept = self._kept_past
        return past

    def follow(self) -> None:
        """Bring the SPARQL index up to the record. Where its disk fails, what was written stands, and the index follows later."""
        try:
            self.index.follow()
        except (StoreError, OSError, RuntimeError):  # Oxigraph's own are of an index that is damaged
            _log.exception("the SPARQL index is behind the record")

    def graph(self) -> Graph:
        """The whole living graph."""
        return self._derived().graph

    def disputes(self) -> tuple[Dispute, ...]:
        """All disputes, the most contested first."""
        return self._derived().disputes

    def findings(self) -> tuple[Finding, ...]:
        """All findings about gaps."""
        return self._derived().findings

    def dispute(self, dispute_id: str) -> Dispute:
        """One dispute; raises NotFoundError."""
        found = next((dispute for dispute in self.disputes() if dispute.id == dispute_id), None)
        if found is None:
            raise NotFoundError(f"there is no dispute {dispute_id[:80]!r} in this store")
        return found

    def _derived(self) -> Derived:
        seq = self.store.seq()
        return self._kept.at(seq, lambda: Derived.of(self.store.graph(as_of=seq)))


def served_site(request: Request) -> Site:
    """The site that the server serves, as it is now."""
    return cast("Site", request.app.state.site)


def site_of(request: Request) -> Site:
    """The site for what is only about now; raises InputError where a request asks it of the past."""
    if "as_of" in request.query_params:
        raise InputError("this is about the record as it is now: leave out as_of", code="bad-as-of")
    return served_site(request)


async def view_of(
    request: Request,
    as_of: Annotated[str | None, Query(description="The number of an entry of the journal, or a time: what was answered then.")] = None,
) -> Site:
    """The site at the moment that a request is about. Asynchronous, so that the page made by its thread knows the moment too."""
    site = served_site(request)
    if as_of is None:
        show(None)
        return site
    past, moment = await run_in_threadpool(_past, site, as_of)
    show(moment)
    return past


def _past(site: Site, as_of: str) -> tuple[Site, Shown]:
    past = site.at(as_of)
    seq = past.store.seq()
    entry = site.store.changes(seq - 1, 1) if seq else []
    return past, Shown(seq, entry[0].at if entry else None)
