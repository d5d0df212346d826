from dataclasses import replace

import pytest
from hypothesis import given
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from builders import contested_province
from claimgraph.errors import InputError
from claimgraph.model import Claim, Graph, LinkStatus
from claimgraph.rdf.mapping import from_quads, to_quads
from claimgraph.rdf.terms import CG
from strategies import graphs, unhurried

BASE = "https://example.org/case/"


@unhurried
@given(graphs())
def test_a_graph_comes_back_from_its_quads_as_it_was(graph: Graph) -> None:
    assert from_quads(to_quads(graph, BASE), BASE) == graph


@unhurried
@given(graphs())
def test_the_order_of_the_quads_does_not_matter_and_none_is_written_twice(graph: Graph) -> None:
    quads = list(to_quads(graph, BASE))
    assert len(set(quads)) == len(quads)
    assert from_quads(sorted(quads, key=str, reverse=True), BASE) == graph


@unhurried
@given(graphs())
def test_another_base_changes_the_iris_and_nothing_else(graph: Graph) -> None:
    assert from_quads(to_quads(graph, "urn:case:"), "urn:case:") == from_quads(to_quads(graph, BASE), BASE)


def test_no_node_is_a_blank_node() -> None:
    quads = list(to_quads(contested_province().graph(), BASE))
    assert quads
    assert not [quad for quad in quads for term in quad if isinstance(term, BlankNode)]


def test_assertions_stand_in_the_graph_of_their_document_and_all_else_in_the_default_graph() -> None:
    telling = contested_province()
    assertion_iris = tuple(f"{BASE}{node_id}" for node_id in telling.graph().assertions)
    provenance = NamedNode(f"{BASE}{telling.document.id}#provenance")
    for quad in to_quads(telling.graph(), BASE):
        about_an_assertion = str(quad.subject).strip("<>").startswith(assertion_iris)
        assert quad.graph_name == (provenance if about_an_assertion else DefaultGraph())


def test_a_contradiction_that_stands_is_a_plain_edge_in_both_directions() -> None:
    graph = contested_province().graph()
    edges = _edges(graph)
    for link in graph.links.values():
        if link.from_ in graph.claims and link.to in graph.claims:
            standing = link.status in (LinkStatus.PROPOSED, LinkStatus.CONFIRMED)
            assert ((link.from_, link.kind.value, link.to) in edges) == standing
            assert ((link.to, link.kind.value, link.from_) in edges) == (standing and link.kind.value == "contradicts")
        else:
            assert not [edge for edge in edges if link.to in edge]


@pytest.mark.parametrize("status", [LinkStatus.DISMISSED, LinkStatus.APPARENT])
def test_a_link_that_does_not_stand_makes_no_plain_edge(status: LinkStatus) -> None:
    graph = contested_province().graph()
    fallen = replace(graph, links={key: replace(link, status=status) for key, link in graph.links.items()})
    assert not _edges(fallen)
    assert from_quads(to_quads(fallen, BASE), BASE) == fallen


def test_a_surrogate_becomes_the_replacement_character() -> None:
    claim = Claim("claim-\ud800", "document-x", "before \udfff after")
    back = from_quads(to_quads(Graph.of([claim]), BASE), BASE)
    assert next(iter(back.claims.values())) == replace(claim, id="claim-\ufffd", text="before \ufffd after")


def test_an_id_that_is_none_of_ours_is_carried_percent_encoded() -> None:
    claim = Claim("../etc/passwd#<script>", "?x y", "text")
    assert from_quads(to_quads(Graph.of([claim]), BASE), BASE).claims == {claim.id: claim}


def test_what_is_said_in_other_vocabularies_is_passed_over() -> None:
    graph = contested_province().graph()
    foreign = Quad(BlankNode(), NamedNode("http://example.org/p"), Literal("x"), DefaultGraph())
    assert from_quads([*to_quads(graph, BASE), foreign], BASE) == graph


def _claim(*facts: tuple[object, object]) -> list[Quad]:
    subject = NamedNode(f"{BASE}claim-x")
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    given = [
        (CG.carriedBy, NamedNode(f"{BASE}document-x")),
        (CG.text, Literal("A text.")),
        (CG.modality, NamedNode(str(CG.modalityFact))),
        (CG.polarity, NamedNode(str(CG.polarityPositive))),
        *facts,
    ]
    return [Quad(subject, kind, NamedNode(str(CG.Claim))), *(Quad(subject, NamedNode(str(term)), value) for term, value in given)]  # type: ignore[arg-type]


def test_defaults_stand_in_for_what_a_foreign_graph_leaves_out() -> None:
    assert from_quads(_claim(), BASE).claims == {"claim-x": Claim("claim-x", "document-x", "A text.")}


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ((CG.text, Literal("Another.")), "2 values of text"),
        ((CG.modality, Literal("fact")), "2 values of modality"),
        ((CG.time, Literal("2015")), "must be described"),
        ((CG.time, NamedNode(f"{BASE}claim-x#time")), "has no precision"),
        ((CG.terms, Literal("[1]")), "not a JSON array of strings"),
        ((CG.terms, Literal("[" * 100_000)), "not JSON"),
        ((CG.quantity, BlankNode()), "has no unit"),
        ((CG.place, BlankNode("x")), "where a text must be"),
    ],
)
def test_a_node_that_cannot_be_built_is_an_input_error_that_says_why(fact: tuple[object, object], says: str) -> None:
    with pytest.raises(InputError, match=says):
        from_quads(_claim(fact), BASE)


def test_an_assertion_of_both_a_claim_and_an_assertion_is_an_input_error() -> None:
    quads = list(to_quads(contested_province().graph(), BASE))
    of_claim = next(quad for quad in quads if quad.predicate.value == str(CG.ofClaim))
    other = Quad(of_claim.subject, NamedNode(str(CG.ofAssertion)), NamedNode(f"{BASE}assertion-x"), of_claim.graph_name)
    with pytest.raises(InputError, match="either a claim or an assertion"):
        from_quads([*quads, other], BASE)


@pytest.mark.parametrize(
    ("term", "value", "says"),
    [
        (CG.score, Literal("NaN"), "is not a number"),
        (CG.score, Literal("high"), "not a number that fits"),
        (CG.linkKind, Literal("supports"), "no LinkKind"),
        (CG.linkTo, Literal("claim-x"), "where the IRI of a node must be"),
        (CG.linkTo, NamedNode(f"{BASE}%ff"), "not percent-encoded"),
    ],
)
def test_a_link_with_a_value_that_cannot_be_is_an_input_error(term: str, value: Literal | NamedNode, says: str) -> None:
    quads = [quad for quad in to_quads(contested_province().graph(), BASE) if quad.predicate.value != str(term)]
    links = {quad.subject for quad in quads if quad.predicate.value == str(CG.foundBy)}
    with pytest.raises(InputError, match=says):
        from_quads([*quads, *(Quad(link, NamedNode(str(term)), value) for link in links)], BASE)


def test_a_flag_that_is_neither_true_nor_false_is_an_input_error() -> None:
    quads = [quad for quad in to_quads(contested_province().graph(), BASE) if quad.predicate.value != str(CG.dangling)]
    marks = [quad.subject for quad in quads if quad.predicate.value == str(CG.mark)]
    with pytest.raises(InputError, match="neither true nor false"):
        from_quads([*quads, *(Quad(mark, NamedNode(str(CG.dangling)), Literal("perhaps")) for mark in marks)], BASE)


def test_a_node_under_another_base_is_an_input_error() -> None:
    with pytest.raises(InputError, match="is not under the base"):
        from_quads(_claim(), "https://elsewhere.example/")


def _edges(graph: Graph) -> set[tuple[str, str, str]]:
    terms = {str(CG.supports): "supports", str(CG.contradicts): "contradicts"}
    edges = [quad for quad in to_quads(graph, BASE) if quad.predicate.value in terms]
    return {(_id(quad.subject), terms[quad.predicate.value], _id(quad.object)) for quad in edges}


def _id(term: object) -> str:
    return str(term).strip("<>").removeprefix(BASE)
