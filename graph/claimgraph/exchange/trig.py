"""TriG: the default graph and the named graphs of provenance."""

from collections.abc import Iterable, Iterator
from itertools import chain

from pyoxigraph import RdfFormat

from claimgraph.exchange.statements import Lines, quads_of_store, serialised, serialised_pieces, sorted_quads
from claimgraph.model import Graph
from claimgraph.store import Store

NAME = "trig"
MEDIA_TYPE = "application/trig"
LOSSES: tuple[str, ...] = ()


def write(graph: Graph, base: str) -> bytes:
    """The graph in TriG."""
    return serialised(sorted_quads(graph, base), RdfFormat.TRIG)


def export(store: Store, base: str, more: Iterable[Lines] = ()) -> Iterator[bytes]:
    """What a store shows in TriG, piece by piece, and `more` behind it; without more the bytes of `write`."""
    yield from serialised_pieces(chain(quads_of_store(store, base), more), RdfFormat.TRIG)
