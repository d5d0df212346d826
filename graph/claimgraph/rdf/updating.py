"""What an entry of the journal changes in a dataset, as updates in SPARQL that Oxigraph applies as one transaction each.

A plain edge stays until the last link that bears it falls.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize

from claimgraph.ids import kind_of
from claimgraph.model import Graph, Link, LinkKind
from claimgraph.rdf.folders import Quads
from claimgraph.rdf.lines import EDGES, STANDING
from claimgraph.rdf.mapping import edge_quads
from claimgraph.rdf.naming import iri_of
from claimgraph.rdf.terms import CG, concept

_FROM, _TO = NamedNode(str(CG.linkFrom)), NamedNode(str(CG.linkTo))
_KIND, _STATUS = NamedNode(str(CG.linkKind)), NamedNode(str(CG.linkStatus))
_STANDING = {NamedNode(str(concept(status))) for status in STANDING}
_EDGES = {kind: NamedNode(edge) for kind, edge in EDGES.items()}
_KINDS = {NamedNode(str(concept(kind))): kind for kind in LinkKind}
Pair = tuple[NamedNode, NamedNode]
MOST = 10_000
"""How many quads one update changes: it is held in memory, and cannot be interrupted."""


def updates(gone: Collection[Quad], kept: Collection[Quad], old: Collection[Quad], new: Collection[Quad]) -> Iterator[str]:
    """The updates that take quads away and bring others, the last with the watermark, old and new.

    A change that is large takes several: cut short in between, it is made again from the beginning, which changes nothing else.
    """
    if len(gone) + len(kept) > MOST:
        yield from (_update(chunk, ()) for chunk in _chunks(gone))
        yield from (_update((), chunk) for chunk in _chunks(kept))
        gone = kept = ()
    yield _update([*gone, *old], [*kept, *new])


def _chunks(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    remaining = iter(quads)
    while chunk := list(islice(remaining, MOST)):
        yield chunk


def _update(gone: Iterable[Quad], kept: Iterable[Quad]) -> str:
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


def edge_changes(held: Quads, added: Graph, retracted: Graph, base: str) -> tuple[set[Quad], set[Quad]]:
    """The plain edges to add and to remove for every pair of claims of which a link changes."""
    links = (*added.links.values(), *retracted.links.values())
    changed = {iri_of(link.id, base) for link in links}
    pairs = {_pair(link, base) for link in links if _joins_claims(link)}
    wanted = set[Quad]().union(*(edge_quads(link, base) for link in added.links.values()))
    for one, other in pairs:
        wanted.update(_standing(held, (one, other), changed), _standing(held, (other, one), changed))
    present = {quad for pair in pairs for quad in _possible(pair) if quad in held.dataset}
    return wanted - present, present - wanted


def _standing(held: Quads, ends: Pair, changed: set[NamedNode]) -> Iterator[Quad]:
    """The plain edges of links from one end to the other that do not change now."""
    for quad in held.dataset.quads_for_pattern(None, _FROM, ends[0], DefaultGraph()):
        link = quad.subject
        if link in changed or Quad(link, _TO, ends[1], DefaultGraph()) not in held.dataset:
            continue
        if _object(held, link, _STATUS) in _STANDING:
            kind = _KINDS[_object(held, link, _KIND)]
            yield Quad(ends[0], _EDGES[kind], ends[1], DefaultGraph())
            if kind is LinkKind.CONTRADICTS:
                yield Quad(ends[1], _EDGES[kind], ends[0], DefaultGraph())


def _object(held: Quads, subject: object, predicate: NamedNode) -> NamedNode:
    found = next(held.dataset.quads_for_pattern(subject, predicate, None, DefaultGraph()))  # type: ignore[arg-type]
    assert isinstance(found.object, NamedNode)  # noqa: S101 - the mapping writes a concept here, and nobody else writes
    return found.object


def _possible(pair: Pair) -> Iterator[Quad]:
    one, other = pair
    for edge in _EDGES.values():
        yield Quad(one, edge, other, DefaultGraph())
        yield Quad(other, edge, one, DefaultGraph())


def _pair(link: Link, base: str) -> Pair:
    first, second = sorted((link.from_, link.to))
    return iri_of(first, base), iri_of(second, base)


def _joins_claims(link: Link) -> bool:
    return kind_of(link.from_) == "claim" and kind_of(link.to) == "claim"
