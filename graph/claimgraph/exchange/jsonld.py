"""JSON-LD 1.1 with our context inside, so that no reader has to fetch anything."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from claimgraph.exchange.statements import sorted_quads
from claimgraph.model import Graph
from claimgraph.rdf.naming import RDF, XSD, local_name
from claimgraph.rdf.ontology import ONTOLOGY_FOLDER
from claimgraph.rdf.terms import NAMESPACE, PREFIXES

NAME = "jsonld"
MEDIA_TYPE = "application/ld+json"
LOSSES: tuple[str, ...] = ()


def write(graph: Graph, base: str) -> bytes:
    """The graph in JSON-LD: the nodes of the default graph, then each named graph with its own."""
    graphs: dict[NamedNode | DefaultGraph, list[Quad]] = {DefaultGraph(): []}
    for quad in sorted_quads(graph, base):
        graphs.setdefault(quad.graph_name, []).append(quad)  # type: ignore[arg-type]  # no graph of ours is a blank node
    nodes = [*_nodes(graphs.pop(DefaultGraph()))]
    nodes += [{"@id": name.value, "@graph": _nodes(quads)} for name, quads in graphs.items() if isinstance(name, NamedNode)]
    document = {"@context": read_context(), "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


@cache
def read_context() -> dict[str, Any]:
    """What ontology/context.jsonld says, from the file that comes with us."""
    context: dict[str, Any] = json.loads((ONTOLOGY_FOLDER / "context.jsonld").read_text("utf-8"))["@context"]
    return context


def _nodes(quads: Iterable[Quad]) -> list[dict[str, Any]]:
    """The nodes of one graph; the parts of a node stand inside it."""
    nodes: dict[str, dict[str, Any]] = {}
    for quad in quads:
        subject = quad.subject.value  # type: ignore[union-attr]  # no subject of ours is a triple
        node = nodes.setdefault(subject, {"@id": subject})
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(f"{subject}#"):
            _put(node, quad.predicate.value, nodes.setdefault(quad.object.value, {"@id": quad.object.value}))
        else:
            _put(node, quad.predicate.value, quad.object)
    return [node for name, node in nodes.items() if "#" not in name]


def _put(node: dict[str, Any], predicate: str, value: object) -> None:
    if isinstance(value, NamedNode) and predicate == f"{RDF}type":
        node.setdefault("@type", []).append(_compact(value.value))
        return
    name = local_name(predicate)
    definition = read_context()[name]
    stated: Mapping[str, str] = definition if isinstance(definition, dict) else {}
    written = value if isinstance(value, dict) else _value(value, stated.get("@type"))
    if stated.get("@container") == "@set":
        node.setdefault(name, []).append(written)
    else:
        node[name] = written


def _value(value: object, coercion: str | None) -> Any:
    if isinstance(value, NamedNode):
        if coercion == "@vocab":
            return local_name(value.value)
        return value.value if coercion == "@id" else {"@id": value.value}
    assert isinstance(value, Literal)  # noqa: S101 - our objects are IRIs and literals
    datatype = value.datatype.value
    if coercion == "@json":
        return json.loads(value.value)
    if datatype in _NATIVE:
        return _NATIVE[datatype](value.value)
    if coercion is None and datatype != f"{XSD}string":
        return {"@value": value.value, "@type": _compact(datatype)}
    return value.value


def _number(text: str) -> float | str:
    """The number, where JSON-LD's canonical double (15 digits after the point) keeps it; else its digits as text."""
    value = float(text)
    return value if abs(value) < 1e21 and float(f"{value:.15E}") == value else text


_NATIVE: Mapping[str, Callable[[str], Any]] = {f"{XSD}integer": int, f"{XSD}boolean": lambda text: text == "true", f"{XSD}double": _number}


def _compact(iri: str) -> str:
    if iri.startswith(NAMESPACE):
        return iri.removeprefix(NAMESPACE)
    prefix = next((name for name, start in PREFIXES.items() if iri.startswith(start)), None)
    return iri if prefix is None else f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}"
