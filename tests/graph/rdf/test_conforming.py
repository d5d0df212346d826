"""What is compiled from the shapes finds what pySHACL finds, node by node, and refuses what it does not know."""

import re

import pyshacl
import pytest
import rdflib
from hypothesis import given, settings
from pyoxigraph import RdfFormat, parse, serialize

from builders import contested_province
from claimgraph.model import Graph
from claimgraph.rdf import shapes
from claimgraph.rdf.conforming import Facts, Shapes
from claimgraph.rdf.naming import DEFAULT_BASE
from claimgraph.rdf.shapes import Conforming, validate
from claimgraph.store.checking import Problem, sections_of
from damaging import damaged_graphs
from strategies import TIMES, unhurried

PREFIXES = """
    @prefix : <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def found_in(graph: Graph) -> list[Problem]:
    conforming = Conforming()
    return [problem for section in sections_of(graph) for problem in conforming(section)]


@settings(unhurried, max_examples=12 * TIMES)
@given(damaged_graphs())
def test_the_same_is_said_as_of_the_graph_as_a_whole(graph: Graph) -> None:
    said = sorted(f"{DEFAULT_BASE}{problem.node} {problem.message}" for problem in found_in(graph))
    assert said == sorted(re.sub("^<([^#>]*)#?([^>]*)>", r"\1 \2", sentence).replace("  ", " ", 1) for sentence in validate(graph))


def test_no_more_than_so_many_nodes_are_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "EXPLAINED", 2)
    whole = contested_province().graph()
    graph = Graph.of([*whole.claims.values(), *whole.documents.values(), *whole.entities.values()])
    found = found_in(graph)
    assert {problem.node for problem in found} == set(whole.claims)
    told = [problem for problem in found if "no claim without an assertion" in problem.message]
    assert len(told) == 2
    assert told[0].rule == "shapes: MinCount"
    assert found[-1].message == "does not conform to the shape of its kind, Claim"


VALUES = [
    ("sh:maxCount 1", [["1"], []], [["1", "2"]]),
    ("sh:minCount 2", [["1", "2"]], [["1"], []]),
    ("sh:datatype xsd:string", [['"a"', r'"\""']], [['"a"@en'], ['"a"^^xsd:token'], [":a"]]),
    ("sh:datatype xsd:integer", [["-3"]], [['"x"^^xsd:integer'], ["1.5"], ['"3"']]),
    ("sh:datatype xsd:double", [["1e3", '"INF"^^xsd:double']], [['"1,5"^^xsd:double'], ["1.5"]]),
    ("sh:datatype xsd:boolean", [["true"]], [['"yes"^^xsd:boolean']]),
    ("sh:datatype xsd:date", [['"2015-10-14"^^xsd:date']], [['"2015-13-01"^^xsd:date'], ['"today"^^xsd:date'], ['"2015-10-14"']]),
    ("sh:datatype xsd:anyURI", [['"any"^^xsd:anyURI']], [['"any"']]),
    ("sh:nodeKind sh:IRI", [[":a"]], [['"a"'], ["[]"]]),
    ("sh:nodeKind sh:BlankNodeOrIRI", [[":a", "[]"]], [['"a"']]),
    ("sh:class :Thing", [[":thing"]], [[":thing", ":other"], ['"thing"']]),
    ('sh:in ( :a "b" )', [[":a", '"b"']], [[":b"]]),
    ("sh:hasValue :a", [[":a", ":b"]], [[":b"], []]),
    ("sh:minInclusive 2 ; sh:maxInclusive 3.5", [["2", "3.5"]], [["1"], ["4e0"], ['"2"'], [":a"]]),
    ("sh:minLength 3", [['"abc"', r'"\n\u0041b"', ":a"]], [['"ab"'], [r'"\n\n"']]),
    ('sh:pattern "^a.?$"', [['"a"', r'"a\\"']], [['"ba"'], [r'"a\\\\"']]),
    ("sh:equals :q", [["1", "2"]], [["1"], [], ["1", "2", "3"]]),
    ("sh:lessThan :q", [["0"], []], [["1"], ['"x"']]),
    ("sh:or ( [ sh:class :Thing ] [ sh:datatype xsd:string ] )", [[":thing", '"a"']], [[":other"]]),
    ("sh:xone ( [ sh:class :Thing ] [ sh:nodeKind sh:IRI ] )", [[":other"]], [[":thing"], ['"a"']]),
    ("sh:node [ sh:property [ sh:path :r ; sh:minCount 1 ] ]", [[":thing"]], [[":other"]]),
    ("sh:node [ sh:closed true ; sh:property [ sh:path :r ; sh:hasValue 1 ] ]", [[":closed"]], [[":thing"], [":other"]]),
    ("sh:node [ sh:closed true ; sh:ignoredProperties ( :r ) ]", [[":other"], [":closed"]], [[":thing"]]),
]
"""Constraints, each with what meets it and what does not: the values of a property, where `:q` has 1 and 2."""


def conforms(constraint: str, values: list[str]) -> tuple[bool, bool]:
    """What is compiled, and pySHACL, say of a node with these values."""
    shape = f"{PREFIXES} :S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; {constraint} ] ."
    said = f":p {', '.join(values)} ;" if values else ""
    text = f"{PREFIXES} :n a :C ; {said} :q 1, 2 . :thing a :Thing ; :r 1 . :closed :r 1 ."
    graph = rdflib.Graph().parse(data=shape, format="turtle")
    data = rdflib.Graph().parse(data=text, format="turtle")
    compiled = Shapes(graph)
    lines = (serialize(parse(text, format=RdfFormat.TURTLE), format=RdfFormat.N_TRIPLES) or b"").decode().splitlines(keepends=True)
    whole: bool = pyshacl.validate(data, shacl_graph=graph, inference="none")[0]
    return compiled.conforms(Facts(lines, compiled.backwards), "<http://example.org/n>"), whole


def test_all_shapes_of_a_node_are_looked_at_by_class_and_by_property() -> None:
    made = "".join(
        f":S{number} a sh:NodeShape ; {target} ; sh:property [ sh:path :p{number} ; sh:minCount 1 ] . " for number, target in TARGETS
    )
    compiled = Shapes(rdflib.Graph().parse(data=PREFIXES + made, format="turtle"))
    for values, expected in (((1, 2, 3), True), ((1, 2), False), ((2, 3), False), ((1, 3), False)):
        lines = [f"<http://example.org/n> <http://example.org/p{number}> <http://example.org/n> .\n" for number in values]
        kind = f"<http://example.org/n> <{rdflib.RDF.type}> <http://example.org/C> .\n"
        has = "<http://example.org/n> <http://example.org/q> <http://example.org/n> .\n"
        assert compiled.conforms(Facts([kind, has, *lines], compiled.backwards), "<http://example.org/n>") is expected
        assert compiled.conforms(Facts(lines, compiled.backwards), "<http://example.org/n>")


TARGETS = [(1, "sh:targetClass :C"), (2, "sh:targetClass :C"), (3, "sh:targetSubjectsOf :q")]


@pytest.mark.parametrize(("constraint", "met", "failed"), VALUES, ids=[each[0] for each in VALUES])
def test_each_constraint_is_held_as_shacl_says(constraint: str, met: list[list[str]], failed: list[list[str]]) -> None:
    for values in met:
        assert conforms(constraint, values) == (True, True), values
    for values in failed:
        assert conforms(constraint, values) == (False, False), values


@pytest.mark.parametrize(
    "unknown",
    [
        "sh:property [ sh:path :p ; sh:uniqueLang true ]",
        "sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ]",
        "sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:minCount 1 ] ]",
        "sh:property [ sh:path :p ; sh:nodeKind sh:Literal ]",
        "sh:property [ sh:path :p ; sh:datatype xsd:gYear ]",
        "sh:not [ sh:class :Thing ]",
        "sh:targetNode :n",
    ],
)
def test_a_constraint_that_is_not_known_is_refused(unknown: str) -> None:
    graph = rdflib.Graph().parse(data=f"{PREFIXES} :S a sh:NodeShape ; sh:targetClass :C ; {unknown} .", format="turtle")
    with pytest.raises(NotImplementedError):
        Shapes(graph)
