"""The graph as a networkx multigraph, and in networkx' own formats: node-link JSON and GraphML.

Nodes are documents, sources, entities, claims and assertions (and each link that another link points at), by id. Edges are
the links (`supports`, `contradicts`; the key is the link's id) and the plain relations `carries` (document to assertion),
`by` (assertion to source), `of` (assertion to claim or assertion), `about` (claim to entity) and `member` (source to
source). All attributes are flat strings, numbers or truth values, so that every format can hold them; what is not known is
left out. A contradiction has no direction: its edge carries `symmetric`.
"""

import re
from collections.abc import Iterator
from functools import singledispatch
from typing import Any

import networkx as nx

from claimgraph.model import Assertion, Claim, Document, Entity, Graph, Link, LinkKind, LinkType, Source

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# XML readers turn a carriage return into a line feed, so it would not come back as it was.
_RETURNS = re.compile("\r\n?")


def to_networkx(graph: Graph) -> "nx.MultiDiGraph[str]":
    """The graph as a `MultiDiGraph`, in the order of the graph.

    >>> from claimgraph.model import Claim
    >>> to_networkx(Graph.of([Claim("claim-a", "document-d", "Thirty died.")])).nodes["claim-a"]["text"]
    'Thirty died.'
    """
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    aimed_at = {link.to for link in graph.links.values()}
    for node in graph.nodes():
        if not isinstance(node, Link) or node.id in aimed_at:
            described = describe(node)
            if described:
                made.add_node(node.id, **_flat(described))
    for node in graph.nodes():
        for start, end, key, values in _edges(node, graph):
            if start in made and end in made:
                made.add_edge(start, end, key=key, **_flat(values))
    return made


def node_link(graph: Graph) -> dict[str, Any]:
    """The graph in networkx' node-link form: `networkx.node_link_graph(value, edges="edges")` gives it back."""
    found: dict[str, Any] = nx.node_link_data(to_networkx(graph), edges="edges")
    return found


def graphml(graph: Graph) -> str:
    """The graph as GraphML; characters that XML cannot hold are left out, line ends are line feeds."""
    made = to_networkx(graph)
    for _, values in made.nodes(data=True):
        values.update({name: _legal(value) for name, value in values.items()})
    for _, _, values in made.edges(data=True):
        values.update({name: _legal(value) for name, value in values.items()})
    return "\n".join(nx.generate_graphml(made, named_key_ids=True)) + "\n"


def _legal(value: Any) -> Any:
    return _RETURNS.sub("\n", _ILLEGAL.sub("", value)) if isinstance(value, str) else value


@singledispatch
def describe(node: object) -> dict[str, Any]:  # noqa: ARG001
    """The attributes of a node: `kind`, `label` and what else is flat; empty where the node is not shown as one."""
    return {}


@describe.register
def _(node: Document) -> dict[str, Any]:
    address = {"url": node.url, "archived_url": node.archived_url, "sha256": node.sha256, "published_at": node.published_at}
    return {"kind": "document", "label": node.title or node.url or node.id, "authors": "; ".join(node.authors), **address}


@describe.register
def _(node: Source) -> dict[str, Any]:
    return {"kind": "source", "label": node.name, "source_kind": node.kind, "document": node.document}


@describe.register
def _(node: Entity) -> dict[str, Any]:
    return {"kind": "entity", "label": node.name, "entity_kind": node.kind, "document": node.document}


@describe.register
def _(node: Claim) -> dict[str, Any]:
    more = {"modality": node.modality, "polarity": node.slots.polarity, "language": node.language}
    return {"kind": "claim", "label": node.text, "text": node.text, "document": node.document, **more}


@describe.register
def _(node: Assertion) -> dict[str, Any]:
    how = {"stance": node.stance, "certainty": node.certainty, "fidelity": node.fidelity, "implied": node.implied, "verb": node.verb}
    where = {
        "document": node.document,
        "quote": node.quote.exact,
        "start": node.quote.start,
        "end": node.quote.end,
        "said_at": node.said_at,
    }
    hedges = "; ".join(hedge.exact for hedge in node.hedges)
    return {
        "kind": "assertion",
        "label": f"{node.speaker.name} {node.stance}",
        "speaker": node.speaker.id,
        "hedges": hedges,
        **how,
        **where,
    }


@describe.register
def _(node: Link) -> dict[str, Any]:
    return {"kind": "link", "label": f"{node.kind}: {node.type}", **_of_link(node)}


def _of_link(link: Link) -> dict[str, Any]:
    how = {"type": link.type, "status": link.status, "score": link.score, "judge": link.judge, "rationale": link.rationale}
    symmetric = link.kind is LinkKind.CONTRADICTS and link.type is not LinkType.UNDERCUT
    return {**how, "stated_in": link.stated_in, "symmetric": symmetric}


def _edges(node: object, graph: Graph) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """The edges that a node brings: start, end, key, attributes."""
    if isinstance(node, Assertion):
        yield node.document, node.id, "carries", {"kind": "carries"}
        yield node.id, node.speaker.id, "by", {"kind": "by"}
        yield node.id, node.content.id, "of", {"kind": "of"}
    elif isinstance(node, Claim):
        for entity in node.entities:
            yield node.id, entity, "about", {"kind": "about"}
    elif isinstance(node, Source):
        for member in node.members:
            yield node.id, member, "member", {"kind": "member"}
        if graph.representative(node.id) != node.id:
            yield node.id, graph.representative(node.id), "same", {"kind": "same"}
    elif isinstance(node, Link):
        yield node.from_, node.to, node.id, {"kind": node.kind, **_of_link(node)}


def _flat(values: dict[str, Any]) -> dict[str, str | float | int | bool]:
    """The values that are known; enumerations as plain strings."""
    plain = {name: str(value) if isinstance(value, str) else value for name, value in values.items()}
    return {name: value for name, value in plain.items() if value is not None and value != ""}
