"""N-Quads: the default graph and the named graphs of provenance, a line a statement."""

from pyoxigraph import RdfFormat

from claimgraph.exchange.statements import serialised, sorted_quads
from claimgraph.model import Graph

NAME = "nquads"
MEDIA_TYPE = "application/n-quads"
LOSSES: tuple[str, ...] = ()


def write(graph: Graph, base: str) -> bytes:
    """The graph in N-Quads."""
    return serialised(sorted_quads(graph, base), RdfFormat.N_QUADS)
