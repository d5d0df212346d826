"""TriG: the default graph and the named graphs of provenance."""

from pyoxigraph import RdfFormat

from claimgraph.exchange.statements import serialised, sorted_quads
from claimgraph.model import Graph

NAME = "trig"
MEDIA_TYPE = "application/trig"
LOSSES: tuple[str, ...] = ()


def write(graph: Graph, base: str) -> bytes:
    """The graph in TriG."""
    return serialised(sorted_quads(graph, base), RdfFormat.TRIG)
