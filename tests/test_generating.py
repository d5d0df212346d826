"""The made-up graph of the scale benchmark is what it says, so that what is measured on it means something."""

import statistics
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from claimgraph.model import Graph, Judgement, LinkKind, LinkStatus, LinkType, Node, Reading, Stance
from claimgraph.reason.disputes import derive_disputes
from claimgraph.records import to_record
from claimgraph.store import Store
from claimgraph.store.journal import canonical
from generating import Told, readings
from load import added, batches

BODIES = {"documents": 1684, "sources": 201, "entities": 144, "claims": 716, "assertions": 616, "links": 362, "judgements": 238}
"""Bytes of the average body of each kind of node that the reader and the linker make of the example dossier."""


@pytest.fixture(scope="module")
def told() -> list[Told]:
    return list(readings(3_000, seed=3))


def nodes_of(read: Reading, judgements: tuple[Judgement, ...]) -> tuple[Node, ...]:
    return (*Graph.of_reading(read).nodes(), *judgements)


@pytest.fixture(scope="module")
def graph(told: list[Told]) -> Graph:
    return Graph.of(node for one in told for node in nodes_of(*one))


def test_the_same_seed_gives_the_same_graph_and_another_seed_another(told: list[Told]) -> None:
    assert list(readings(3_000, seed=3)) == told
    assert next(readings(1, seed=4)) != told[0]


def test_there_are_as_many_claims_as_asked_for_a_dozen_to_a_document(told: list[Told]) -> None:
    counts = [len(reading.claims) for reading, _ in told]
    assert sum(counts[:-1]) < 3_000 <= sum(counts)
    assert 11 < statistics.mean(counts) < 13


def test_the_average_bodies_are_as_large_as_those_of_real_documents(graph: Graph) -> None:
    for shelf, size in BODIES.items():
        bodies = [len(canonical(to_record(node)).encode()) for node in getattr(graph, shelf).values()]
        assert 0.8 < statistics.mean(bodies) / size < 1.2, shelf


def test_every_anchor_mention_and_clash_holds_in_its_document(graph: Graph) -> None:
    for assertion in graph.assertions.values():
        text = graph.documents[assertion.document].text
        assert all(anchor.holds_in(text) for anchor in (assertion.quote, *assertion.hedges, *([assertion.cue] if assertion.cue else ())))
        if assertion.speaker.mention:
            assert text[assertion.speaker.mention.start : assertion.speaker.mention.end] == assertion.speaker.name
    for claim in graph.claims.values():
        text = graph.documents[claim.document].text
        assert all(text[mention.start : mention.end] == graph.entities[mention.entity].name for mention in claim.mentions)
    for link in graph.links.values():
        for end, spans in ((link.from_, link.clash_from), (link.to, link.clash_to)):
            length = len(graph.documents[graph.claims[end].document].text) if spans else 0
            assert all(0 <= span.start < span.end <= length for span in spans)


def test_every_parse_names_the_words_of_its_claim_and_hangs_together(graph: Graph) -> None:
    for claim in graph.claims.values():
        words = [line.split("|") for line in claim.slots.parse.split(" ")]
        assert " ".join(claim.text[int(word[0]) : int(word[1])] for word in words) == claim.text.rstrip(".")
        assert [place for place, word in enumerate(words) if int(word[4]) == place] == [
            place for place, word in enumerate(words) if word[3] == "ROOT"
        ]
        assert all(0 <= int(word[4]) < len(words) for word in words)


def test_it_holds_chains_stances_statuses_and_every_type_of_contradiction(graph: Graph) -> None:
    chained = Counter(assertion.content.assertion is not None for assertion in graph.assertions.values())
    assert chained[True] / chained[False] > 0.2
    assert {assertion.stance for assertion in graph.assertions.values()} >= set(Stance) - {Stance.ASKS}
    assert {link.status for link in graph.links.values()} == set(LinkStatus)
    assert {link.type for link in graph.links.values()} == set(LinkType) - {LinkType.EXAMPLE}
    assert 0.15 < len(graph.links) / len(graph.claims) < 0.25


def test_a_few_names_are_everywhere_and_most_are_rare(graph: Graph) -> None:
    counts = sorted(Counter(entity.name for entity in graph.entities.values()).values(), reverse=True)
    assert counts[0] > 10 * statistics.median(counts)


def test_the_same_name_in_two_documents_is_one_by_a_judgement_on_the_oldest_node(graph: Graph) -> None:
    oldest: dict[tuple[str, object], str] = {}
    for entity in graph.entities.values():
        oldest.setdefault((entity.name, entity.kind), entity.id)
    same = {item.target: item.other for item in graph.judgements.values() if item.verdict == "same"}
    assert all(same.get(entity.id, entity.id) == oldest[entity.name, entity.kind] for entity in graph.entities.values())


def test_disputes_range_from_two_claims_to_many() -> None:
    nodes = (node for one in readings(6_000, seed=5) for node in nodes_of(*one))
    contradicted = Graph.of(nodes)
    sizes = [sum(len(position.claims) for position in dispute.positions) for dispute in derive_disputes(contradicted)]
    assert statistics.median(sizes) <= 4
    assert max(sizes) > 15
    joined = [link for link in contradicted.links.values() if link.kind is LinkKind.CONTRADICTS]
    documents = [{contradicted.claims[end].document for end in (link.from_, link.to) if end in contradicted.claims} for link in joined]
    assert sum(len(found) == 2 for found in documents) > len(joined) / 2


def test_what_it_makes_is_taken_by_a_store_that_is_then_without_a_problem_and_whole(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        for batch in islice(batches(400, 200, seed=3), 2):
            added(store, batch)
        assert store.check() == []
        assert store.verify().broken is None
        assert store.statistics()["claims"] >= 400
        assert store.graph().same
