"""Turtle 1.1: one graph, for reading by people and by every tool."""

from pyoxigraph import RdfFormat

from claimgraph.exchange.statements import MERGED, commented, serialised, sorted_triples
from claimgraph.model import Graph

NAME = "turtle"
MEDIA_TYPE = "text/turtle"
LOSSES: tuple[str, ...] = (MERGED,)


def write(graph: Graph, base: str) -> bytes:
    """The graph in Turtle."""
    return commented(LOSSES) + serialised(sorted_triples(graph, base), RdfFormat.TURTLE)
