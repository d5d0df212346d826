"""Whether a graph conforms to the shapes of the ontology (SHACL 1.0)."""

from functools import cache

import pyshacl
import rdflib
from pyoxigraph import RdfFormat, serialize
from rdflib import RDF, SH

from claimgraph.model import Graph
from claimgraph.rdf.mapping import to_quads
from claimgraph.rdf.naming import DEFAULT_BASE, local_name
from claimgraph.rdf.ontology import ONTOLOGY_FOLDER


def validate(graph: Graph, base: str = DEFAULT_BASE) -> list[str]:
    """Every breach of the shapes in one sentence each, sorted; none where the graph conforms.

    Slow: about a second for a hundred claims. Named graphs are looked at as one.
    """
    triples = {quad.triple for quad in to_quads(graph, base)}
    data = rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    return validate_triples(data)


def validate_triples(data: rdflib.Graph) -> list[str]:
    """The same for triples from anywhere."""
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none")
    return sorted(_sentence(report, result) for result in report.subjects(RDF.type, SH.ValidationResult))


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY_FOLDER / "shapes.ttl", format="turtle")


def _sentence(report: rdflib.Graph, result: rdflib.term.Node) -> str:
    focus, path, value, message = (report.value(result, term) for term in (SH.focusNode, SH.resultPath, SH.value, SH.resultMessage))
    of = f" {local_name(str(path))}" if isinstance(path, rdflib.URIRef) else ""
    shown = "" if value is None or isinstance(value, rdflib.BNode) else f" ({str(value)[:80]})"
    return f"<{focus}>{of}: {message}{shown}"
