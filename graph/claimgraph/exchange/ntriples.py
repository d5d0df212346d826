"""N-Triples: one graph, a line a statement."""

from pyoxigraph import RdfFormat

from claimgraph.exchange.statements import MERGED, commented, serialised, sorted_triples
from claimgraph.model import Graph

NAME = "ntriples"
MEDIA_TYPE = "application/n-triples"
LOSSES: tuple[str, ...] = (MERGED,)


def write(graph: Graph, base: str) -> bytes:
    """The graph in N-Triples."""
    return commented(LOSSES) + serialised(sorted_triples(graph, base), RdfFormat.N_TRIPLES)
