"""What every route works with: the record, what is derived from it, and the SPARQL workers."""

import logging
from contextlib import ExitStack, suppress
from copy import copy
from typing import Annotated, Self, cast

from fastapi import Query, Request
from fastapi.concurrency import run_in_threadpool

from claimgraph.derive import Derived, Follower
from claimgraph.errors import InputError, StoreError
from claimgraph.model import Dispute, Graph
from claimgraph.rdf.index import Index
from claimgraph.rdf.sparql import SparqlLimits, SparqlWorkers
from claimgraph.store import AsOf, Store
from claimgraph.views.selection import dispute_ids, of_dispute
from claimgraph_api.feed import Feed
from claimgraph_api.jobs import Jobs
from claimgraph_api.moments import Shown, show
from claimgraph_api.settings import Settings
from claimgraph_api.watching import Watch

_log = logging.getLogger("claimgraph")
PATIENCE_SECONDS = 0.5
"""How long a reader waits at most for what is derived to follow what another process wrote; else it is answered as of before that."""


class Site:
    """One open store with all that follows its journal: what is derived from it, and the SPARQL index."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        with ExitStack() as opened:
            self.store = opened.enter_context(Store.open(settings.store))
            self.index = opened.enter_context(Index(settings.index_folder, self.store, settings.base))
            self._follower = Follower(self.store)
            self.follow()
            limits = SparqlLimits(seconds=settings.sparql_seconds, memory=settings.sparql_memory, workers=settings.sparql_workers)
            self.sparql = opened.enter_context(SparqlWorkers(self.index, limits))
            self.jobs = opened.enter_context(Jobs(self.store, settings.jobs_folder, self.follow))
            opened.enter_context(Watch(self.store, self.forget))
            self._opened = opened.pop_all()
        self.feed = Feed(self.store, settings.heartbeat_seconds)

    def close(self) -> None:
        """Let go of the workers, the index and the record, in this order."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def at(self, as_of: AsOf) -> Self:
        """The site as it stood then: its store, disputes and findings are those of that moment."""
        past = copy(self)
        past.store = self.store.at(as_of)
        return past

    def follow(self) -> None:
        """Bring what follows the record up to it. Where its disk fails, what was written stands, and it is followed later."""
        for follows in (self.index, self._follower):
            try:
                follows.follow()
            except (StoreError, OSError, RuntimeError):  # Oxigraph's own are of an index that is damaged
                _log.exception("what follows the record is behind it")

    def forget(self) -> None:
        """Let go of words that were erased, wherever the index and the workers keep them, and derive anew what is derived."""
        with suppress(StoreError, OSError, RuntimeError):  # followed again below
            self.index.follow()
        self.sparql.forget()
        self.jobs.forget()
        self.follow()

    @property
    def derived(self) -> Derived:
        """The disputes, findings and counts, up to date."""
        self._follower.follow(PATIENCE_SECONDS)
        return Derived(self.store)

    def around(self, dispute: Dispute) -> Graph:
        """All that a dispute rests on."""
        return of_dispute(self.store.graph(dispute_ids(dispute)), dispute)


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
