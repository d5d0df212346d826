from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from builders import contested_province
from claimgraph.model import Graph, LinkKind, Span
from claimgraph.rdf.shapes import validate
from strategies import TIMES, graphs, unhurried


@settings(unhurried, max_examples=6 * TIMES)
@given(graphs(max_documents=1))
def test_all_that_the_mapping_writes_conforms(graph: Graph) -> None:
    assert validate(graph) == []


def test_the_worked_example_conforms() -> None:
    assert validate(contested_province().graph()) == []


def _without_assertions(graph: Graph) -> Graph:
    return replace(graph, assertions={})


def _with(shelf: str, **changes: Any) -> Callable[[Graph], Graph]:
    def change(graph: Graph) -> Graph:
        nodes = dict(getattr(graph, shelf))
        first = next(iter(nodes))
        changed: dict[str, Any] = {shelf: {**nodes, first: replace(nodes[first], **changes)}}
        return replace(graph, **changed)

    return change


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_without_assertions, "no claim without an assertion"),
        (_with("links", score=1.5), "score"),
        (_with("links", judge=""), "foundBy"),
        (_with("links", kind=LinkKind.SUPPORTS), "link"),
        (_with("links", from_="claim-aaaaaaaaaaaaaaaaaaaa"), "linkFrom"),
        (_with("links", clash_from=(Span(9, 3),)), "clashFrom"),
        (_with("claims", text=""), "text"),
        (_with("claims", document="document-aaaaaaaaaaaaaaaaaaaa"), "carriedBy"),
        (_with("documents", sha256="0"), "sha256"),
        (_with("sources", members=("source-aaaaaaaaaaaaaaaaaaaa",)), "member"),
    ],
)
def test_a_breach_is_named(spoil: Callable[[Graph], Graph], says: str) -> None:
    found = validate(spoil(contested_province().graph()))
    assert found
    assert any(says in sentence for sentence in found), found
