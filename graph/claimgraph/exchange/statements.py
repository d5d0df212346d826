"""Quads in one order for all formats, and their serialising by Oxigraph."""

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, serialize

from claimgraph.model import Graph
from claimgraph.rdf.mapping import to_quads
from claimgraph.rdf.terms import PREFIXES

MERGED = "The named graphs of provenance are merged into one graph."
"""The loss of every format that holds one graph alone."""


def sorted_quads(graph: Graph, base: str) -> list[Quad]:
    """All quads, the default graph first, then by graph, subject, predicate and object."""
    return sorted(to_quads(graph, base), key=_place)


def sorted_triples(graph: Graph, base: str) -> list[Triple]:
    """All statements without their graphs, each once, by subject, predicate and object."""
    return sorted({quad.triple for quad in to_quads(graph, base)}, key=str)


def serialised(statements: Iterable[Quad] | Iterable[Triple], format: RdfFormat) -> bytes:
    """The statements in the order given, with our prefixes where the format has any."""
    prefixes = PREFIXES if format in (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML) else None
    return serialize(statements, format=format, prefixes=prefixes) or b""


def commented(losses: Iterable[str]) -> bytes:
    """The losses as comments of Turtle and N-Triples."""
    return "".join(f"# Not carried: {loss}\n" for loss in losses).encode()


def _place(quad: Quad) -> tuple[bool, str, str]:
    return not isinstance(quad.graph_name, DefaultGraph), str(quad.graph_name), str(quad.triple)
