"""The lines that the graph is written as are those that Oxigraph writes."""

from hypothesis import given
from pyoxigraph import RdfFormat, parse, serialize

from claimgraph.model import Graph
from claimgraph.rdf.lines import node_lines
from strategies import graphs, unhurried

BASE = "https://example.org/case/"


@unhurried
@given(graphs())
def test_each_line_is_in_the_canonical_form(graph: Graph) -> None:
    for node in graph.nodes():
        lines = node_lines(node, BASE)
        written = serialize(parse("".join(lines), format=RdfFormat.N_QUADS), format=RdfFormat.N_QUADS) or b""
        assert "".join(lines).encode() == written
        assert len(set(lines)) == len(lines)
