"""N-Triples: one graph, a line a statement."""

from collections.abc import Iterable, Iterator
from itertools import chain

from pyoxigraph import RdfFormat

from claimgraph.exchange.statements import MERGED, Lines, commented, serialised, sorted_triples, triples_of_store
from claimgraph.model import Graph
from claimgraph.store import Store

NAME = "ntriples"
MEDIA_TYPE = "application/n-triples"
LOSSES: tuple[str, ...] = (MERGED,)


def write(graph: Graph, base: str) -> bytes:
    """The graph in N-Triples."""
    return commented(LOSSES) + serialised(sorted_triples(graph, base), RdfFormat.N_TRIPLES)


def export(store: Store, base: str, more: Iterable[Lines] = ()) -> Iterator[bytes]:
    """What a store shows in N-Triples, piece by piece, and `more` behind it; without more the bytes of `write`."""
    yield commented(LOSSES)
    yield from ("".join(lines).encode() for lines in chain(triples_of_store(store, base), more))
