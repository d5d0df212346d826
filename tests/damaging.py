"""Hypothesis strategies for graphs that are not sound: those of `strategies`, of which nodes are gone or say what cannot be.

from damaging import damaged_graphs
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from claimgraph.ids import mint_id
from claimgraph.model import SHELVES, Affiliation, Content, Graph, LinkKind, Mention, Node, Quantity, Span, Voice
from strategies import graphs

Change = Callable[[Any, Graph, st.DataObject], Any]
"""What a node becomes; the graph is what it may name something of."""


def _some(shelf: str) -> Change:
    """An id of a kind: of a node that there is, or of none."""
    return lambda _, graph, data: data.draw(st.sampled_from([*getattr(graph, shelf), mint_id(shelf.removesuffix("s"), "gone")]))


def _any_id(node: Any, graph: Graph, data: st.DataObject) -> str:
    return str(_some(data.draw(st.sampled_from(["claims", "assertions", "sources", "links"])))(node, graph, data))


def _moved(anchor: Any) -> Any:
    return replace(anchor, start=anchor.start + 1, end=anchor.end + 1)


CHANGES: Mapping[str, tuple[Change, ...]] = {
    "documents": (
        lambda node, _, __: replace(node, sha256="0"),
        lambda node, _, __: replace(node, hidden=(Span(4, 2),)),
        lambda node, _, __: replace(node, text=f"{node.text[1:]}!"),
    ),
    "sources": (
        lambda node, graph, data: replace(node, document=_some("documents")(node, graph, data)),
        lambda node, graph, data: replace(node, members=(_some("sources")(node, graph, data), _any_id(node, graph, data))),
        lambda node, graph, data: replace(
            node, affiliations=(Affiliation("a", "b", _any_id(node, graph, data), _any_id(node, graph, data)),)
        ),
    ),
    "entities": (lambda node, graph, data: replace(node, document=_some("documents")(node, graph, data)),),
    "claims": (
        lambda node, _, __: replace(node, text=""),
        lambda node, graph, data: replace(node, document=_some("documents")(node, graph, data)),
        lambda node, graph, data: replace(node, mentions=(Mention(_some("entities")(node, graph, data), 3, data.draw(st.integers(2, 4))),)),
        lambda node, _, __: replace(node, slots=replace(node.slots, quantities=(Quantity(float("inf"), 2.5, "m", "exactly", "x"),))),
    ),
    "assertions": (
        lambda node, graph, data: replace(node, document=_some("documents")(node, graph, data)),
        lambda node, graph, data: replace(node, speaker=Voice(_any_id(node, graph, data), "somebody", Span(-1, 3))),
        lambda node, graph, data: replace(node, content=Content(claim=_some("claims")(node, graph, data))),
        lambda node, graph, data: replace(node, content=Content(assertion=_some("assertions")(node, graph, data))),
        lambda node, _, __: replace(node, quote=_moved(node.quote)),
        lambda node, _, __: replace(node, quote=replace(node.quote, exact="")),
        lambda node, _, __: replace(node, cue=_moved(node.quote), hedges=(node.quote, _moved(node.quote))),
    ),
    "links": (
        lambda node, graph, data: replace(node, from_=_any_id(node, graph, data)),
        lambda node, graph, data: replace(node, to=_any_id(node, graph, data)),
        lambda node, graph, data: replace(node, stated_in=_any_id(node, graph, data)),
        lambda node, _, data: replace(node, judge="", stated_in=data.draw(st.sampled_from([None, node.stated_in]))),
        lambda node, _, data: replace(node, score=data.draw(st.sampled_from([-0.1, 0.0, 1.0, 1.5]))),
        lambda node, _, data: replace(node, kind=data.draw(st.sampled_from(LinkKind))),
        lambda node, _, __: replace(node, clash_from=(Span(9, 3),)),
    ),
    "judgements": (
        lambda node, _, __: replace(node, verdict=""),
        lambda node, graph, data: replace(node, target=_any_id(node, graph, data)),
    ),
}
"""What may go wrong with a node of each kind."""


@st.composite
def damaged_graphs(draw: st.DrawFn, max_documents: int = 2) -> Graph:
    """A graph of a few documents, some of whose nodes are gone or changed; who stands for whom may be anybody of a kind."""
    graph, data = draw(graphs(max_documents)), draw(st.data())
    nodes: list[Node] = list(graph.nodes())
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(nodes) - 1))
        changes = CHANGES[SHELVES[type(nodes[place])]]
        change = draw(st.sampled_from([None, *changes]))
        if change is not None:
            nodes[place] = change(nodes[place], graph, data)
        elif len(nodes) > 1:
            del nodes[place]
    kind = draw(st.sampled_from(["sources", "entities", "claims"]))
    pairs = st.tuples(st.sampled_from([*getattr(graph, kind)]), st.builds(_some(kind), st.none(), st.just(graph), st.just(data)))
    same = {**graph.same, **(dict(draw(st.lists(pairs, max_size=1))))}
    return Graph.of(nodes, same)
