"""The trained ranker: what is likelier than what, what it lets pass, and that its features are bounded."""

import json
import math
from importlib.resources import files

import pytest

from claimgraph import read_text
from claimgraph.link.inside.answers import answers, likelihoods
from claimgraph.link.inside.ranking import ranker, surroundings
from claimgraph.link.inside.rivalry import Pair, pairs_of
from claimgraph.link.text.sayings import sayings_of
from claimgraph.link.text.turns import Turns
from claimgraph.model import Graph, LinkStatus

TEXT = (
    "Row over bakery in Ulm grows\n\nThe bakery in Ulm sold stale bread, the council said on Monday. "
    "The baker denied that she had ever sold stale bread. It is false, she said. "
    "Her oven is from 1980, a neighbour said.\n\nThe mayor hopes that the market will grow."
)


def turns_of(text: str) -> Turns:
    graph = Graph.of_reading(read_text(text))
    return Turns.of(graph, next(iter(graph.documents.values())))


def pairs(text: str) -> list[Pair]:
    return list(pairs_of(sayings_of(turns_of(text))))


def test_a_denial_of_the_same_is_likelier_than_anything_else_said_near_it() -> None:
    found = pairs(TEXT)
    best, _ = max(ranker().likelihoods(found), key=lambda one: one[1])
    assert "council" in best.earlier.place.assertion.speaker.name
    assert "stance denies" in best.later.signs


def test_likelihoods_are_probabilities_and_no_pair_is_of_one_voice() -> None:
    found = pairs(TEXT)
    assert all(0.0 <= likelihood <= 1.0 for _, likelihood in ranker().likelihoods(found))
    assert all(pair.earlier.voice != pair.later.voice and pair.earlier.place.end <= pair.later.place.start for pair in found)
    assert all(math.isfinite(value) for pair in found for value in pair.features.values())


def test_every_feature_that_the_weights_know_by_its_sign_is_one_of_the_code() -> None:
    found = pairs(TEXT)
    around = surroundings(found, [0.5] * len(found))
    known = ranker().second.weights.keys() | ranker().first.weights.keys()
    signs = {name for pair, more in zip(found, around, strict=True) for name in pair.features | more}
    assert signs
    assert signs <= known


def test_what_is_written_holds_weights_alone() -> None:
    kept = json.loads(files("claimgraph.link.inside").joinpath("rivalry.json").read_text(encoding="utf-8"))
    assert kept.keys() == {"version", "least", "first", "second"}
    assert all(isinstance(value, float | int) for part in ("first", "second") for value in kept[part]["weights"].values())


@pytest.mark.parametrize("text", ["", "It rained.", "Who knows?", "A\n\nB\n\nC"])
def test_texts_without_two_voices_are_weighed_without_a_word(text: str) -> None:
    if text:
        turns = turns_of(text)
        claims = [place.claim for place in turns.places]
        assert likelihoods(turns, {frozenset((one, other)) for one in claims for other in claims}) == {}
    assert ranker().likelihoods([]) == []


def test_what_a_rule_proposes_passes_as_a_proposal_where_it_is_likely() -> None:
    graph = Graph.of_reading(
        read_text("Nurses say that the ward was closed on Sunday. No ward has ever been closed, the hospital retorted.")
    )
    found = answers(graph)
    assert found
    assert {link.status for link in found} == {LinkStatus.PROPOSED}


def test_what_a_rule_proposes_does_not_pass_where_the_ranker_holds_it_for_unlikely() -> None:
    text = "Only 23 boys signed up, the club said. Parents reject the figure. There were 41 children, said their speaker."
    assert answers(Graph.of_reading(read_text(text))) == ()
