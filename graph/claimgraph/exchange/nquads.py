"""N-Quads: the default graph and the named graphs of provenance, a line a statement."""

from collections.abc import Iterator

from pyoxigraph import RdfFormat

from claimgraph.exchange.statements import quads_of_store, serialised, sorted_quads
from claimgraph.model import Graph
from claimgraph.store import Store

NAME = "nquads"
MEDIA_TYPE = "application/n-quads"
LOSSES: tuple[str, ...] = ()


def write(graph: Graph, base: str) -> bytes:
    """The graph in N-Quads."""
    return serialised(sorted_quads(graph, base), RdfFormat.N_QUADS)


def export(store: Store, base: str) -> Iterator[bytes]:
    """What a store shows in N-Quads, piece by piece; the bytes of `write`."""
    yield from ("".join(lines).encode() for lines in quads_of_store(store, base))
