"""Turtle 1.1: one graph, for reading by people and by every tool."""

from collections.abc import Iterable, Iterator
from itertools import chain

from pyoxigraph import RdfFormat

from claimgraph.exchange.statements import MERGED, Lines, commented, serialised, serialised_pieces, sorted_triples, triples_of_store
from claimgraph.model import Graph
from claimgraph.store import Store

NAME = "turtle"
MEDIA_TYPE = "text/turtle"
LOSSES: tuple[str, ...] = (MERGED,)


def write(graph: Graph, base: str) -> bytes:
    """The graph in Turtle."""
    return commented(LOSSES) + serialised(sorted_triples(graph, base), RdfFormat.TURTLE)


def export(store: Store, base: str, more: Iterable[Lines] = ()) -> Iterator[bytes]:
    """What a store shows in Turtle, piece by piece, and `more` behind it; without more the bytes of `write`."""
    yield commented(LOSSES)
    yield from serialised_pieces(chain(triples_of_store(store, base), more), RdfFormat.TURTLE)
