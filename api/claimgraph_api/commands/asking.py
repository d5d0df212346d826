"""SPARQL from the command line, over the store's own index or, where a server holds that, over one made for the question."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from claimgraph.derive import Follower
from claimgraph.errors import StoreError
from claimgraph.rdf.folders import discard
from claimgraph.rdf.index import Index
from claimgraph.rdf.indexes import Indexes, folder_of
from claimgraph.rdf.sparql import SparqlLimits, SparqlWorkers
from claimgraph.store import Store
from claimgraph_api.server.holding import held


def ask(store: Store, base: str, query: str, accept: str, folder: Path | None = None) -> bytes:
    """The answer in the best of the accepted media types, about what the store shows and what is derived from it up to now.

    Raises QueryError, StoreError.

    `folder` holds the index; without one it lies beside the store, or in a temporary folder where the store is on a server.
    """
    home = folder or _beside(store)
    now = store.whole().present()
    known = now.last_erasure()
    if store.collection is None:
        Follower(now).follow()
    try:
        return _ask_of_now(store, base, query, accept, home) if store.as_of is None else _ask_of_then(store, base, query, accept, home)
    finally:
        if now.last_erasure() > known:  # whoever erased meanwhile found the index held, and left it
            forget(now, folder)


def _beside(store: Store) -> Path | None:
    return store.folder / "sparql" if store.folder else None


def _ask_of_now(store: Store, base: str, query: str, accept: str, home: Path | None) -> bytes:
    place = home if store.collection is None else folder_of(home, store.collection)
    with _index(store, base, place) as (index, _), SparqlWorkers(index, SparqlLimits(workers=1)) as workers:
        return workers.answer(query, accept).body


def _ask_of_then(store: Store, base: str, query: str, accept: str, home: Path | None) -> bytes:
    whole = store.whole().present()
    with ExitStack() as opened:
        index, place = opened.enter_context(_index(whole, base, home))
        indexes = opened.enter_context(Indexes(index, place, whole, sys.maxsize))
        workers = opened.enter_context(SparqlWorkers(indexes, SparqlLimits(workers=1)))
        return workers.answer(query, accept, collection=store.collection, as_of=store.as_of).body


def forget(store: Store, folder: Path | None = None) -> None:
    """Remove the index and the rejects of imports, which may hold what was erased, unless a server has them: that lets go by itself.

    Raises StoreError where files cannot be changed.
    """
    if place := folder or _beside(store):
        discard(place)
    imports = store.folder / "imports" if store.folder else None
    if imports is None or not imports.is_dir():
        return
    with ExitStack() as alone:
        try:
            alone.enter_context(held(store.folder))
        except StoreError:
            return  # the server that has them lets go
        from claimgraph_api.server.jobs import forget_jobs  # whoever only asks needs none of it

        forget_jobs(store, imports)


@contextmanager
def _index(store: Store, base: str, place: Path | None) -> Iterator[tuple[Index, Path | None]]:
    """The index in a folder, and the folder; or a temporary one and None where another process holds that."""
    try:
        index = Index(place, store, base)
    except StoreError:
        index, place = Index(None, store, base), None
    with index:
        yield index, place
