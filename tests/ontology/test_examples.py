from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import Graph

from claimgraph.model import Stance
from claimgraph.rdf.mapping import from_quads
from claimgraph.rdf.ontology import ONTOLOGY_FOLDER
from claimgraph.rdf.shapes import validate_triples

VALID = sorted((ONTOLOGY_FOLDER / "examples" / "valid").glob("*.ttl"))
INVALID = sorted((ONTOLOGY_FOLDER / "examples" / "invalid").glob("*.ttl"))
BASE = "https://example.org/case/"


def _name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", VALID, ids=_name)
def test_a_valid_example_conforms_and_can_be_read(path: Path) -> None:
    assert validate_triples(Graph().parse(path, format="turtle")) == []
    triples = parse(path.read_bytes(), format=RdfFormat.TURTLE)
    graph = from_quads((Quad(triple.subject, triple.predicate, triple.object) for triple in triples), BASE)
    assert {assertion.stance for assertion in graph.assertions.values()} == {Stance.DENIES, Stance.ENDORSES}
    for assertion in graph.assertions.values():
        assert assertion.quote.holds_in(graph.documents[assertion.document].text)


@pytest.mark.parametrize("path", INVALID, ids=_name)
def test_an_invalid_example_is_refused_for_the_reason_that_it_states(path: Path) -> None:
    reason = path.read_text("utf-8").split("\n", 1)[0].removeprefix("# Refused: ")
    found = validate_triples(Graph().parse(path, format="turtle"))
    assert any(reason in sentence for sentence in found), found


def test_there_are_examples_of_both_sorts() -> None:
    assert VALID
    assert len(INVALID) >= 10
