"""What an entry of the journal changes in a dataset, as updates in SPARQL that Oxigraph applies as one transaction each.

All of it is read from the record, some nodes at a time. A plain edge stays until the last link that bears it falls.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple, TypeVar

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize

from claimgraph.ids import kind_of
from claimgraph.model import Link
from claimgraph.rdf.lines import EDGES
from claimgraph.rdf.mapping import edge_quads, node_quads, same_quads
from claimgraph.rdf.naming import iri_of
from claimgraph.store import Store

_EDGES = tuple(map(NamedNode, EDGES.values()))
T = TypeVar("T")
MOST = 10_000
"""How many quads one update changes: it is held in memory, and cannot be interrupted."""
_LINKS = 500
"""For how many links that fall it is asked at once which others bear the same edges."""


class Update(NamedTuple):
    """An update in SPARQL, and whether it is the last of those that make a change."""

    text: str
    last: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """The quads that say up to where a dataset is: the `old` ones, the `new` ones, and those that stand while it holds a part of more.

    Where these are empty the old ones stay until then.
    """

    old: Collection[Quad]
    new: Collection[Quad]
    meanwhile: Collection[Quad] = ()


def updates(store: Store, base: str, seq: int, marks: Marks, going: Callable[[], None]) -> Iterator[Update]:
    """The updates that an entry makes, the last with the watermark; `going` is called often, and ends it by what it raises.

    A change that is large takes several: cut short in between, it is made again from the beginning, which changes nothing else.
    """
    gone = ((quad, False) for quad in _gone(store, base, seq))
    kept = ((quad, True) for quad in _kept(store, base, seq, going))
    return in_pieces(chain(gone, kept), marks, going)


def in_pieces(changes: Iterable[tuple[Quad, bool]], marks: Marks, going: Callable[[], None]) -> Iterator[Update]:
    """The updates that make changes, those of quads that go before those, with True, of quads that come; the last writes the new marks."""
    pieces = _batched(changes, MOST)
    last, old = next(pieces, []), marks.old if marks.meanwhile else ()
    for piece in pieces:
        going()
        yield Update(_update([*_gone_of(last), *old], [*_kept_of(last), *marks.meanwhile]), last=False)
        last = piece
    yield Update(_update([*_gone_of(last), *marks.old, *marks.meanwhile], [*_kept_of(last), *marks.new]), last=True)


def _kept_of(piece: Iterable[tuple[Quad, bool]]) -> list[Quad]:
    return [quad for quad, stays in piece if stays]


def _gone_of(piece: Iterable[tuple[Quad, bool]]) -> list[Quad]:
    """The quads that go, without those that come again at once."""
    kept = {quad for quad, stays in piece if stays}
    return [quad for quad, stays in piece if not stays and quad not in kept]


def _batched(items: Iterable[T], most: int) -> Iterator[list[T]]:
    remaining = iter(items)
    while batch := list(islice(remaining, most)):
        yield batch


def _update(gone: Collection[Quad], kept: Collection[Quad]) -> str:
    return f"DELETE DATA {{\n{_data(gone)}}} ;\nINSERT DATA {{\n{_data(kept)}}}"


def _data(quads: Iterable[Quad]) -> str:
    graphs: dict[object, list[Triple]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(quad.triple)
    blocks = []
    for name, triples in graphs.items():
        lines = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        text = lines.decode("utf-8")
        blocks.append(text if isinstance(name, DefaultGraph) else f"GRAPH {name} {{\n{text}}}\n")
    return "".join(blocks)


def _gone(store: Store, base: str, seq: int) -> Iterator[Quad]:
    """The quads of what an entry retracted, and all edges that may have fallen with it."""
    for node in store.changed(seq, gone=True):
        yield from node_quads(node, base)
        if isinstance(node, Link) and _joins_claims(node):
            yield from _possible(node, base)
    yield from same_quads(store.changed_heads(seq, gone=True), base)


def _kept(store: Store, base: str, seq: int, going: Callable[[], None]) -> Iterator[Quad]:
    """The quads of what an entry recorded, and the edges of the links that stand after it, of those that it changed and beside them."""
    for node in store.changed(seq, gone=False):
        yield from node_quads(node, base)
        if isinstance(node, Link):
            yield from edge_quads(node, base)
    yield from same_quads(store.changed_heads(seq, gone=False), base)
    fallen = (node for node in store.changed(seq, gone=True) if isinstance(node, Link) and _joins_claims(node))
    for some in _batched(fallen, _LINKS):
        going()
        pairs = {pair for link in some for pair in ((link.from_, link.to), (link.to, link.from_))}
        for standing in store.joining(pairs, as_of=seq):
            yield from edge_quads(standing, base)


def _possible(link: Link, base: str) -> Iterator[Quad]:
    one, other = iri_of(link.from_, base), iri_of(link.to, base)
    for edge in _EDGES:
        yield Quad(one, edge, other, DefaultGraph())
        yield Quad(other, edge, one, DefaultGraph())


def _joins_claims(link: Link) -> bool:
    return kind_of(link.from_) == "claim" and kind_of(link.to) == "claim"
