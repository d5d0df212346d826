import json
import subprocess
import sys
from collections.abc import Iterable
from xml.etree import ElementTree

import pytest
from hypothesis import given
from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse
from rdflib import Dataset

from builders import contested_province
from claimgraph.errors import InputError
from claimgraph.exchange import MEDIA_TYPES, losses, write
from claimgraph.model import Claim, Graph
from claimgraph.rdf.mapping import from_quads, to_quads
from strategies import graphs, unhurried

BASE = "https://example.org/case/"
NATIVE = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}


def _read(data: bytes, format: RdfFormat) -> Iterable[Quad]:
    return (item if isinstance(item, Quad) else Quad(item.subject, item.predicate, item.object) for item in parse(data, format=format))


@unhurried
@given(graph=graphs())
def test_a_graph_comes_back_from_each_format(graph: Graph) -> None:
    for name in NATIVE.keys() - {"rdfxml"}:
        assert from_quads(_read(write(graph, name, BASE), NATIVE[name]), BASE) == graph, name


@unhurried
@given(graphs())
def test_a_graph_comes_back_from_rdf_xml_but_for_characters_that_xml_cannot_hold(graph: Graph) -> None:
    data = write(graph, "rdfxml", BASE)
    ElementTree.fromstring(data)
    assert _spelled(_read(data, RdfFormat.RDF_XML)) == _spelled(to_quads(graph, BASE))


def test_the_same_graph_gives_the_same_bytes_in_another_process_and_another_order() -> None:
    graph = contested_province().graph()
    shuffled = Graph.of(reversed(list(graph.nodes())))
    script = (
        "import sys; sys.path[:0] = sys.argv[1:];"
        "from builders import contested_province; from claimgraph.exchange import MEDIA_TYPES, write;"
        "graph = contested_province().graph();"
        f"sys.stdout.buffer.write(b''.join(write(graph, name, {BASE!r}) for name in MEDIA_TYPES))"
    )
    again = subprocess.run([sys.executable, "-c", script, *sys.path], capture_output=True, check=True).stdout
    assert _all_of(graph) == _all_of(shuffled) == again


def _all_of(graph: Graph) -> bytes:
    return b"".join(write(graph, name, BASE) for name in MEDIA_TYPES)


@pytest.mark.parametrize("name", NATIVE)
def test_hostile_text_is_carried_as_text(name: str) -> None:
    text = "</script> <!-- \" ' \\ \r\n\t ]]> &amp; {@context: x} \u2028 \U0001f600 " + '"""'
    claim = Claim("claim-aaaaaaaaaaaaaaaaaaaa", "document-x", text)
    data = write(Graph.of([claim]), name, BASE)
    assert from_quads(_read(data, NATIVE[name]), BASE).claims[claim.id] == claim


@pytest.mark.parametrize("name", NATIVE)
def test_surrogates_and_null_bytes_break_no_format(name: str) -> None:
    claim = Claim("claim-aaaaaaaaaaaaaaaaaaaa", "document-x", "a\x00b\ud800c\uffff")
    assert write(Graph.of([claim]), name, BASE).decode("utf-8")


def test_every_format_says_what_it_cannot_carry() -> None:
    assert {name for name in MEDIA_TYPES if not losses(name)} == {"trig", "nquads", "jsonld"}
    for name in ("turtle", "ntriples", "rdfxml"):
        head = write(contested_province().graph(), name, BASE).decode()[:400]
        assert all(loss in head for loss in losses(name))


def test_an_export_holds_the_plain_edges_under_our_prefix() -> None:
    data = write(contested_province().graph(), "turtle", BASE).decode()
    assert "@prefix cg: <https://w3id.org/claimgraph/ns#> ." in data
    assert "cg:contradicts <https://example.org/case/claim-" in data
    assert "cg:supports <https://example.org/case/claim-" in data


def test_json_ld_uses_our_words_and_carries_its_context() -> None:
    document = json.loads(write(contested_province().graph(), "jsonld", BASE))
    assert isinstance(document["@context"], dict)
    claims = [node for node in document["@graph"] if "Claim" in node.get("@type", [])]
    assert {"text", "modality", "carriedBy", "polarity"} <= claims[0].keys()
    assert {node["modality"] for node in claims} <= {"modalityFact", "modalityPrediction", "modalityEvaluation"}


def test_a_format_that_there_is_not_is_an_input_error() -> None:
    with pytest.raises(InputError, match="the formats are turtle"):
        write(Graph(), "docx")


@pytest.mark.parametrize("base", ["example.org", "http://example.org/#", "http://example.org", "http://a b/", "http://example.org/?q=/"])
def test_a_base_under_which_no_iri_can_be_made_is_an_input_error(base: str) -> None:
    with pytest.raises(InputError, match="base IRI"):
        write(Graph(), "trig", base)


def test_an_empty_graph_can_be_written_everywhere() -> None:
    for name in MEDIA_TYPES:
        write(Graph(), name, BASE)


def _spelled(quads: Iterable[Quad]) -> set[str]:
    return {str(_cleaned(quad)) for quad in quads}


def _in_xml(point: int) -> bool:
    return point in (9, 10, 13) or 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD or point > 0xFFFF


def _cleaned(quad: Quad) -> Triple:
    value = quad.object
    if not isinstance(value, Literal):
        return quad.triple
    text = "".join(character if _in_xml(ord(character)) else "\ufffd" for character in value.value)
    return Triple(quad.subject, quad.predicate, Literal(text, datatype=value.datatype))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib 7.6 warns of itself
@pytest.mark.parametrize(("name", "format"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_same_graph(name: str, format: str) -> None:
    graph = contested_province().graph()
    dataset = Dataset()
    dataset.parse(data=write(graph, name, BASE), format=format)
    lines = dataset.serialize(format="nquads").encode()
    assert from_quads(_read(lines, RdfFormat.N_QUADS), BASE) == graph
