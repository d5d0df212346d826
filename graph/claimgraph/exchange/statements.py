"""Statements in one order for all formats, as a graph or slice by slice of a store, and their serialising by Oxigraph."""

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, parse, serialize

from claimgraph.model import Assertion, Graph
from claimgraph.rdf.lines import edge_lines, node_lines, same_lines
from claimgraph.rdf.mapping import to_quads
from claimgraph.rdf.terms import PREFIXES
from claimgraph.store import Store
from claimgraph.store.slices import NAMED, Slice, assertions_by_document, slices

MERGED = "The named graphs of provenance are merged into one graph."
"""The loss of every format that holds one graph alone."""
Lines = list[str]
"""Statements of N-Quads in their order, none of them twice."""


def sorted_quads(graph: Graph, base: str) -> list[Quad]:
    """All quads, the default graph first, then by graph, subject, predicate and object."""
    return sorted(to_quads(graph, base), key=_place)


def sorted_triples(graph: Graph, base: str) -> list[Triple]:
    """All statements without their graphs, each once, by subject, predicate and object."""
    return sorted({quad.triple for quad in to_quads(graph, base)}, key=str)


def quads_of_store(store: Store, base: str) -> Iterator[Lines]:
    """What a store shows, in the order of `sorted_quads`, in pieces that hold whole nodes and, of a named graph, all."""
    seq = store.seq()
    for kind in NAMED:
        yield from (_lines(piece, base) for piece in slices(store, kind, seq))
    for assertions in assertions_by_document(store, seq):
        yield sorted(line for assertion in assertions for line in node_lines(assertion, base))


def triples_of_store(store: Store, base: str) -> Iterator[Lines]:
    """What a store shows without its graphs, in the order of `sorted_triples`, in pieces that hold whole nodes."""
    seq = store.seq()
    for kind in (Assertion, *NAMED):
        yield from (_lines(piece, base) for piece in slices(store, kind, seq))


def lines_of(triples: Iterable[Triple]) -> Lines:
    """Statements from anywhere as lines, in the same order as those of a store."""
    written = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    return sorted(set(written.decode().splitlines(keepends=True)))


def serialised(statements: Iterable[Quad] | Iterable[Triple], format: RdfFormat) -> bytes:
    """The statements in the order given, with our prefixes where the format has any."""
    prefixes = PREFIXES if format in (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML) else None
    return serialize(statements, format=format, prefixes=prefixes) or b""


def serialised_pieces(pieces: Iterable[Lines], format: RdfFormat) -> Iterator[bytes]:
    """Pieces one after the other in Turtle or TriG, under one head."""
    head = b""
    for lines in pieces:
        quads = parsed(lines)
        whole = serialised((quad.triple for quad in quads) if format == RdfFormat.TURTLE else quads, format)
        yield whole.removeprefix(head) if head else whole
        head = head or b"".join(whole.splitlines(keepends=True)[: len(PREFIXES)])


def parsed(lines: Lines) -> Iterator[Quad]:
    """The statements of lines, in their order."""
    return iter(parse("".join(lines), format=RdfFormat.N_QUADS))


def commented(losses: Iterable[str]) -> bytes:
    """The losses as comments of Turtle and N-Triples."""
    return "".join(f"# Not carried: {loss}\n" for loss in losses).encode()


def _place(quad: Quad) -> tuple[bool, str, str]:
    return not isinstance(quad.graph_name, DefaultGraph), str(quad.graph_name), str(quad.triple)


def _lines(piece: Slice, base: str) -> Lines:
    """The statements whose subject is a node of the slice or a part of one, without graphs."""
    lines = {line for node in piece.nodes for line in node_lines(node, base, named=False)}
    subjects = {f"<{base}{node.id}>" for node in piece.nodes} if piece.links else set()
    lines |= {line for link in piece.links for line in edge_lines(link, base) if line.partition(" ")[0] in subjects}
    return sorted(lines.union(same_lines(piece.same, base)))
