"""N-Quads: the default graph and the named graphs of provenance, a line a statement."""

from collections.abc import Iterable, Iterator
from itertools import chain

from pyoxigraph import RdfFormat

from claimgraph.exchange.statements import Lines, quads_of_store, serialised, sorted_quads
from claimgraph.model import Graph
from claimgraph.store import Store

NAME = "nquads"
MEDIA_TYPE = "application/n-quads"
LOSSES: tuple[str, ...] = ()


def write(graph: Graph, base: str) -> bytes:
    """The graph in N-Quads."""
    return serialised(sorted_quads(graph, base), RdfFormat.N_QUADS)


def export(store: Store, base: str, more: Iterable[Lines] = ()) -> Iterator[bytes]:
    """What a store shows in N-Quads, piece by piece, and `more` behind it; without more the bytes of `write`."""
    yield from ("".join(lines).encode() for lines in chain(quads_of_store(store, base), more))
