"""What every route works with: the record, what is derived from it, and the SPARQL workers."""

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from copy import copy
from functools import partial
from typing import Annotated, Self, cast

from fastapi import Query, Request
from fastapi.concurrency import run_in_threadpool

from claimgraph.derivations import Dispute
from claimgraph.derive import MAKER, Derived, Kept
from claimgraph.errors import AccessError, IndexBehindError, InputError, NotFoundError, StoreError
from claimgraph.forgetting import forget_words
from claimgraph.model import Graph
from claimgraph.rdf.background import BackgroundIndex
from claimgraph.rdf.indexes import Indexes
from claimgraph.rdf.sparql import SparqlLimits, SparqlWorkers
from claimgraph.store import AsOf, Collection, Store, check_name, derives, noted
from claimgraph.views.selection import claim_ids, link_ids, of_dispute
from claimgraph_api.server.feed import Feed
from claimgraph_api.server.jobs import Jobs
from claimgraph_api.server.moments import Shown, show
from claimgraph_api.server.patience import Queue, left
from claimgraph_api.server.remembered import Remembered
from claimgraph_api.server.watching import LOOK_SECONDS, Watch
from claimgraph_api.server.work import Apart, Here, Work
from claimgraph_api.settings import Settings

_log = logging.getLogger("claimgraph")
PATIENCE_SECONDS = 1.0
"""How long a reader waits at most for what is derived to follow what another process wrote; else it is answered as of before that."""
FOLLOWING_SECONDS = 5.0
"""How long whoever writes, or starts the server, waits at most for what follows the record; the rest is followed beside."""
STARTING_SECONDS = 1.0
"""How long starting the server waits at most for a SPARQL index that is behind."""
AWAITED_SECONDS = 0.2
"""How often a server looks for what others wrote, where processes beside it wait for what is derived from that."""
_PAUSE_SECONDS = 0.02


class Site:
    """One open store with all that follows its journal: what is derived from it, and the SPARQL index.

    One that does not lead is that of a process beside a server: it has the record and reads what is derived, and nothing else.
    """

    def __init__(self, settings: Settings, *, leads: bool = True) -> None:
        self.settings = settings
        self.model = settings.language_model
        self._kept, self.remembered = Kept(), Remembered()
        self._readers, self._writers = Queue(), Queue()
        self.asked = 0
        """How many requests have come, those that only look whether the server is there left out; counted by one thread."""
        with ExitStack() as opened:
            self.store = opened.enter_context(Store.open(settings.store))
            self._followed: Callable[[float], None] = self._wait
            if leads:
                self._lead(opened)
            else:
                opened.enter_context(Watch(self.store, self._let_go, lambda: None))
            self._opened = opened.pop_all()
        self.feed = Feed(self.store, settings.heartbeat_seconds)

    def _lead(self, opened: ExitStack) -> None:
        """Take over what one process alone does for a store."""
        settings = self.settings
        self.index = opened.enter_context(BackgroundIndex(settings.index_folder, self.store, settings.base))
        asked = settings.inference_model
        self.work: Work = Apart(self.store, settings.readers, asked) if settings.readers else Here(self.store, asked)
        opened.callback(self.work.close)
        self._followed = self.work.follow
        self._follow(STARTING_SECONDS)
        limits = SparqlLimits(seconds=settings.sparql_seconds, memory=settings.sparql_memory, workers=settings.sparql_workers)
        self._indexes = opened.enter_context(Indexes(self.index, settings.index_folder, self.store, settings.sparql_past_nodes))
        self.sparql = opened.enter_context(SparqlWorkers(self._indexes, limits))
        self.jobs = opened.enter_context(Jobs(self.work, settings.jobs_folder, self.follow, self.store.last_erasure))
        seconds = AWAITED_SECONDS if settings.workers > 1 else LOOK_SECONDS
        opened.enter_context(Watch(self.store, self.forget, self._keep_up, seconds))

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

    def within(self, collection: str) -> Self:
        """The site as a collection shows it: its store, graph, disputes and findings are of nothing else. Raises InputError."""
        limited = copy(self)
        limited.store = self.store.within(collection)
        return limited

    def follow(self) -> None:
        """Bring what follows the record up to it, but nobody waits for an index that is being built, nor for long.

        Where its disk fails, what was written stands, and it is followed later.
        """
        self._follow(FOLLOWING_SECONDS)

    def _follow(self, seconds: float) -> None:
        """Wait so long for the index, and for what is derived, also in the index, as long as anybody who writes waits in all."""
        until = time.monotonic() + FOLLOWING_SECONDS

        def left() -> float:
            return until - time.monotonic()

        for follow in (lambda: self.index.follow(seconds), lambda: self._derive_near(left()), lambda: self.index.follow(max(0.0, left()))):
            try:
                follow()
            except IndexBehindError:
                continue
            except (StoreError, OSError, RuntimeError):  # Oxigraph's own are of an index that is damaged
                _log.exception("what follows the record is behind it")

    def _derive_near(self, seconds: float) -> None:
        """Derive what little is behind; more is left to whoever watches the record."""
        self._writers.wait(partial(self.store.reach, MAKER), self.work.follow, seconds)

    def derive(self) -> None:
        """Bring what is derived up to the record, or as far as some seconds bring it."""
        self.work.follow(FOLLOWING_SECONDS)

    def forget(self) -> None:
        """Let go of words that were erased, in memory, in files and in the processes beside, and derive anew what is derived.

        Raises StoreError where something fails, such as a disk, once all else is done; whoever watches the record tries again.
        """
        self._let_go()
        left = self._failing((self._indexes.forget, self.sparql.forget, self.work.forget, self.jobs.forget))
        self.follow()  # an index that is damaged is made anew
        if self._failing(left):
            raise StoreError("words that were erased may still lie in files beside the store: the server goes on trying to remove them")

    def _failing(self, steps: Iterable[Callable[[], None]]) -> list[Callable[[], None]]:
        """Take these steps, and tell which failed."""
        failed = []
        for step in steps:
            try:
                step()
            except (StoreError, OSError, RuntimeError):  # Oxigraph's own are of an index that is damaged
                _log.exception("words that were erased are not let go of yet")
                failed.append(step)
        return failed

    def _keep_up(self) -> None:
        """Make up for what failed when a job let go of words, and derive."""
        with suppress(StoreError):  # it is in the log, and tried again
            self.jobs.forget()
        self.derive()

    def _let_go(self) -> None:
        """Let go of what this process keeps of words."""
        self._kept.forget()
        self.remembered.forget()
        forget_words()

    @property
    def derived(self) -> Derived:
        """The disputes, findings and counts, up to date."""
        derives()
        if self.store.collection is not None:
            return self._kept.of(self.store)
        self.wait()
        return Derived(self.store)

    def wait(self) -> None:
        """Have what is derived brought up to the record, as far as a reader waits for that: once, whatever a request asks of it."""
        with noted(None):  # how far it is does not show
            self._readers.wait(partial(self.store.reach, MAKER), self._followed, left(PATIENCE_SECONDS))

    def _wait(self, seconds: float) -> None:
        """Wait until the server has brought what is derived up to the record as it is now, but no longer than so many seconds."""
        newest, until = self.store.seq(), time.monotonic() + seconds
        while self.store.followed(MAKER) < newest and time.monotonic() < until:
            time.sleep(_PAUSE_SECONDS)

    def around(self, dispute: Dispute, *, entities: bool = True) -> Graph:
        """All that a dispute rests on, maybe without the entities that it is about."""
        return of_dispute(self.store.graph_along(claim_ids(dispute), link_ids(dispute), entities=entities), dispute)


def served_site(request: Request) -> Site:
    """The site that the server serves, as it is now."""
    return cast("Site", request.app.state.site)


CollectionParameter = Annotated[str | None, Query(description="Show what this collection shows and nothing else.")]


AsOfParameter = Annotated[str | None, Query(description="The number of an entry of the journal, or a time: what was answered then.")]


async def site_of(request: Request, collection: CollectionParameter = None) -> Site:
    """The site for what is only about now, within a collection where one is named or the key is limited to one.

    Raises InputError where a request asks it of the past.
    """
    _check_now(request)
    return await view_of(request, None, collection)


def whole_of(request: Request) -> Site:
    """The site for what is about the whole store as it is now; raises InputError where a request asks it of a collection or the past."""
    _check_now(request)
    if "collection" in request.query_params:
        raise InputError("this is about the whole store: leave out collection", code="bad-collection")
    return served_site(request)


def site_into(request: Request, collection: str | None) -> Site:
    """The site within the collection that something goes into, which need not be there yet, or whole where none is named."""
    _check_now(request)
    named = request.query_params.get("collection")
    if named and collection and named != collection:
        raise InputError("the request names two collections: leave one out", code="bad-collection")
    return _limited(request, collection or named, made=True)


async def view_of(
    request: Request,
    as_of: AsOfParameter = None,
    collection: CollectionParameter = None,
) -> Site:
    """The site at the moment and within the collection that a request is about; raises NotFoundError for a trust profile that is not there.

    Asynchronous, so that the page made by its thread knows both too.
    """
    plain = as_of is None and collection is None and not bounds_of(request)  # asks nothing of the database
    site, view = _view(request, None, None) if plain else await run_in_threadpool(_view, request, as_of, collection)
    if trust := request.query_params.get("trust"):
        await run_in_threadpool(site.store.trust, trust)
    show(view)
    return site


async def listed_of(request: Request, as_of: AsOfParameter = None, collection: CollectionParameter = None) -> list[Collection]:
    """The collections of the moment that a request is about, as far as its key is good for them."""
    bounds = bounds_of(request)
    names = bounds if collection is None and len(bounds) > 1 else (collection,)
    views = [await view_of(request, as_of, name) for name in names]
    return [item for view in views for item in await run_in_threadpool(view.store.collections)]


def bounds_of(request: Request) -> tuple[str, ...]:
    """The collections that the request's key is limited to; none where it is not. What was never checked has no bounds to tell."""
    bounds: tuple[str, ...] = request.state.bounds
    return bounds


def _view(request: Request, as_of: str | None, collection: str | None) -> tuple[Site, Shown]:
    site = _limited(request, collection)
    name, bound = site.store.collection, len(bounds_of(request)) == 1
    if as_of is None:
        return site, Shown(collection=name, bound=bound)
    past = site.at(as_of)
    seq = past.store.seq()
    return past, Shown(seq, site.store.mark(seq)[0] or None, name, bound)


def _check_now(request: Request) -> None:
    if "as_of" in request.query_params:
        raise InputError("this is about the record as it is now: leave out as_of", code="bad-as-of")


def _limited(request: Request, collection: str | None, *, made: bool = False) -> Site:
    site, bounds = served_site(request), bounds_of(request)
    if collection is None and not bounds:
        return site
    if collection is None and len(bounds) > 1:
        raise AccessError("this API key is good for some collections: name one of them as ?collection=", code="no-collection")
    name = check_name(bounds[0] if collection is None else collection)
    if bounds and name not in bounds:
        raise AccessError("this API key is not good for that collection", code="wrong-collection")
    if not made and not bounds and not site.store.is_collection(name):
        raise NotFoundError(f"there is no collection {name!r} in this store")
    return site.within(name)
