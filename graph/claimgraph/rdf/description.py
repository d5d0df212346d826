"""The description of the SPARQL endpoint (SPARQL 1.1 Service Description)."""

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from claimgraph.rdf.naming import RDF
from claimgraph.rdf.terms import NAMESPACE

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def describe_service(endpoint: str, extension: str) -> bytes:
    """What the endpoint at this address can do, in the RDF format with this file extension."""
    service, dataset, graph = (NamedNode(f"{endpoint}{part}") for part in ("#service", "#dataset", "#default"))
    a = NamedNode(f"{RDF}type")
    described = [
        Triple(service, a, _sd("Service")),
        Triple(service, _sd("endpoint"), NamedNode(endpoint)),
        Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        *(Triple(service, _sd("resultFormat"), NamedNode(f"{_FORMATS}{name}")) for name in _RESULTS),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, a, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), graph),
        Triple(graph, a, _sd("Graph")),
        Triple(graph, NamedNode("http://www.w3.org/2000/01/rdf-schema#comment"), Literal(_COMMENT)),
        Triple(graph, NamedNode("http://rdfs.org/ns/void#vocabulary"), NamedNode(NAMESPACE)),
    ]
    rdf_format = RdfFormat.from_extension(extension)
    assert rdf_format is not None  # noqa: S101 - extensions come from our own table
    return serialize(described, format=rdf_format, prefixes={"sd": _SD}) or b""


_COMMENT = (
    "Claims, sources, entities, links, judgements, documents and the plain edges cg:supports and cg:contradicts; "
    "the assertions of a document stand in the named graph <document>#provenance, and what is derived from all that in <derived>."
)


def _sd(name: str) -> NamedNode:
    return NamedNode(f"{_SD}{name}")
