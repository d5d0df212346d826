"""JSON-LD 1.1 with our context inside, so that no reader has to fetch anything."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, groupby
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from claimgraph.exchange.statements import Lines, parsed, quads_of_store, sorted_quads
from claimgraph.model import Graph
from claimgraph.rdf.naming import RDF, XSD, local_name
from claimgraph.rdf.ontology import ONTOLOGY_FOLDER
from claimgraph.rdf.terms import NAMESPACE, PREFIXES
from claimgraph.store import Store

NAME = "jsonld"
MEDIA_TYPE = "application/ld+json"
LOSSES: tuple[str, ...] = ()


def write(graph: Graph, base: str) -> bytes:
    """The graph in JSON-LD: the nodes of the default graph, then each named graph with its own."""
    return b"".join(_document([sorted_quads(graph, base)]))


def export(store: Store, base: str, more: Iterable[Lines] = ()) -> Iterator[bytes]:
    """What a store shows in JSON-LD, piece by piece, and `more` behind it; without more the bytes of `write`."""
    return _document(map(parsed, chain(quads_of_store(store, base), more)))


def _document(pieces: Iterable[Iterable[Quad]]) -> Iterator[bytes]:
    """One document of pieces that hold whole nodes and, of a named graph, all."""
    yield f'{{\n "@context": {_indented(read_context(), " ")},\n "@graph": ['.encode()
    comma = ""
    for piece in pieces:
        items = [f"\n  {_indented(item, '  ')}" for item in _items(piece)]
        if items:
            yield (comma + ",".join(items)).encode()
            comma = ","
    yield b"\n ]\n}\n"


def _items(quads: Iterable[Quad]) -> Iterator[dict[str, Any]]:
    """What stands in the document for quads that are sorted by their graphs: a node of the default graph, or another graph."""
    for name, found in groupby(quads, lambda quad: quad.graph_name):
        if isinstance(name, DefaultGraph):
            yield from _nodes(found)
        else:
            yield {"@id": name.value, "@graph": _nodes(found)}


def _indented(value: object, margin: str) -> str:
    """A value as JSON whose lines, but the first, begin with the margin; no string in it holds a line end."""
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", f"\n{margin}")


@cache
def read_context() -> dict[str, Any]:
    """What ontology/context.jsonld says, from the file that comes with us."""
    context: dict[str, Any] = json.loads((ONTOLOGY_FOLDER / "context.jsonld").read_text("utf-8"))["@context"]
    return context


def _nodes(quads: Iterable[Quad]) -> list[dict[str, Any]]:
    """The nodes of one graph; the parts of a node stand inside it."""
    nodes: dict[str, dict[str, Any]] = {}
    parts = set[str]()
    for quad in quads:
        subject = quad.subject.value  # type: ignore[union-attr]  # no subject of ours is a triple
        node = nodes.setdefault(subject, {"@id": subject})
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(f"{subject}#"):
            parts.add(quad.object.value)
            _put(node, quad.predicate.value, nodes.setdefault(quad.object.value, {"@id": quad.object.value}))
        else:
            _put(node, quad.predicate.value, quad.object)
    return [node for name, node in nodes.items() if name not in parts]


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
        return _reference(value, coercion)
    assert isinstance(value, Literal)  # noqa: S101 - our objects are IRIs and literals
    return _literal(value, coercion)


def _reference(value: NamedNode, coercion: str | None) -> Any:
    if coercion == "@vocab":
        return local_name(value.value)
    return value.value if coercion == "@id" else {"@id": value.value}


def _literal(value: Literal, coercion: str | None) -> Any:
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
