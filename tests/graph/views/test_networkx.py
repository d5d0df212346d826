import json
from xml.etree import ElementTree

import networkx as nx
from hypothesis import given

from builders import Telling, contested_province
from claimgraph.model import Graph, LinkKind
from claimgraph.views.networkx import graphml, node_link, to_networkx
from strategies import graphs, unhurried


def test_every_node_and_link_of_the_graph_is_there() -> None:
    graph = contested_province().graph()
    made = to_networkx(graph)
    assert set(made) == {*graph.documents, *graph.sources, *graph.entities, *graph.claims, *graph.assertions}
    assert {key for _, _, key in made.edges(keys=True) if key in graph.links} == set(graph.links)


def test_contradictions_can_be_picked_by_their_kind() -> None:
    graph = contested_province().graph()
    found = [values for _, _, values in to_networkx(graph).edges(data=True) if values["kind"] == "contradicts"]
    assert len(found) == sum(link.kind is LinkKind.CONTRADICTS for link in graph.links.values())
    assert sum(values["symmetric"] for values in found) == len(found) - 1  # an undercut has a direction


def test_a_chain_of_speech_acts_can_be_walked() -> None:
    t = contested_province()
    graph = to_networkx(t.graph())
    thirty = next(claim.id for claim in t.claims if claim.text.startswith("Thirty"))
    (first,) = (node for node, _, key in graph.in_edges(thirty, keys=True) if key == "of")
    (second,) = (node for node, _, key in graph.in_edges(first, keys=True) if key == "of")
    assert [graph.nodes[node]["label"] for node in (first, second)] == ["Parade endorses", "The Harrow Monitor reports"]


def test_a_link_that_is_undercut_is_a_node_too() -> None:
    t = Telling("It is day. It is night. The clock is wrong.")
    day, night = t.claim("It is day.", "It is day"), t.claim("It is night.", "It is night")
    clash = t.contradiction(day, night)
    t.undercut(t.claim("The clock is wrong.", "The clock is wrong"), clash)
    made = to_networkx(t.graph())
    assert made.nodes[clash.id]["kind"] == "link"
    assert made.has_edge(t.claims[2].id, clash.id)


@unhurried
@given(graphs())
def test_node_link_json_comes_back_as_the_same_graph(graph: Graph) -> None:
    made = to_networkx(graph)
    again = nx.node_link_graph(json.loads(json.dumps(node_link(graph))), edges="edges")
    assert nx.utils.graphs_equal(made, again)


@unhurried
@given(graphs())
def test_graphml_is_well_formed_and_holds_every_node_whatever_the_texts_are(graph: Graph) -> None:
    text = graphml(graph)
    root = ElementTree.fromstring(text)
    nodes = root.findall(".//{http://graphml.graphdrawing.org/xmlns}node")
    assert [node.get("id") for node in nodes] == list(to_networkx(graph))


def test_graphml_is_read_back_by_networkx() -> None:
    graph = contested_province().graph()
    again = nx.parse_graphml(graphml(graph), force_multigraph=True)
    assert dict(again.nodes(data=True)) == dict(to_networkx(graph).nodes(data=True))


def test_graphml_leaves_out_what_xml_cannot_hold() -> None:
    t = Telling("a\x00b\r\nd")
    t.claim("a\x00b\ud800c\r\nd", "b")
    ElementTree.fromstring(graphml(t.graph()))


def test_an_empty_graph_is_an_empty_graph() -> None:
    assert len(to_networkx(Graph())) == 0
    assert "graphml" in graphml(Graph())
