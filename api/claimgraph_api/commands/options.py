"""Options that several commands share, and the store that they name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from claimgraph.errors import NotFoundError
from claimgraph.store import Store

DATA = "./claimgraph-data"
StoreOption = Annotated[str, typer.Option("--store", envvar="CLAIMGRAPH_STORE", help="The folder or database URL of the record.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="The number of an entry of the journal, or a time: what was answered then.")
]
LimitOption = Annotated[int, typer.Option(min=1, max=1000)]
CollectionOption = Annotated[str | None, typer.Option("--collection", help="Only what this collection shows.")]


@contextmanager
def opened_store(location: str, as_of: str | None, collection: str | None = None) -> Iterator[Store]:
    """The store as it is now, or as it stood then, within a collection where one is named; raises NotFoundError."""
    with Store.open(location, create=False) as store:
        if collection is not None and not store.is_collection(collection):
            raise NotFoundError(f"there is no collection {collection!r} in this store; `claimgraph collections` lists them")
        view = store if collection is None else store.within(collection)
        yield view if as_of is None else view.at(as_of)
