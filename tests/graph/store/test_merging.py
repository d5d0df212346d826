"""Claims that a judgement calls the same are read as one everywhere, and as two again once it is undone."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import Telling
from claimgraph.derive import Derived, Follower, Kept
from claimgraph.ids import mint_id
from claimgraph.model import Claim, Graph, Judgement, Link, LinkKind, LinkStatus, LinkType
from claimgraph.rdf.mapping import to_quads
from claimgraph.reason.origins import origins_of
from claimgraph.store import Store
from databases import folder
from strategies import often

WORDS = ("the mill burned down", "the mill was destroyed by fire", "fire ruined the mill", "the mill is whole")


def told(number: int) -> Telling:
    made = Telling(f"Witness {number} says that {WORDS[number]} near the weir.", url=f"https://example.org/{number}")
    place = made.entity("weir")
    claim = made.claim(f"{WORDS[number].capitalize()}.", WORDS[number], about=(place,), negative=number == 3)
    made.said(made.source(f"Witness {number}"), claim, WORDS[number], cue="says")
    return made


TOLD = [told(number) for number in range(4)]
CLAIMS = [each.claims[0] for each in TOLD]
FIRST, SECOND, THIRD, RIVAL = (claim.id for claim in CLAIMS)


def links() -> list[Link]:
    made = Telling("links")
    for one, other in ((1, 0), (2, 1), (2, 0)):
        made.link(LinkKind.SUPPORTS, LinkType.RESTATES, CLAIMS[one], CLAIMS[other], status=LinkStatus.PROPOSED)
    for one in (0, 1):
        made.link(LinkKind.CONTRADICTS, LinkType.STATES, CLAIMS[one], CLAIMS[3], status=LinkStatus.CONFIRMED)
        made.links[-1] = replace(made.links[-1], clash_from=(TOLD[one].span(WORDS[one]),), clash_to=(TOLD[3].span("whole"),))
    return made.links


LINKS = links()


@contextmanager
def opened() -> Iterator[Store]:
    with folder() as place, Store.open(place) as store:
        for number, each in enumerate(TOLD):
            there = {claim.id for claim in CLAIMS[: number + 1]}
            ours = [link for link in LINKS if CLAIMS[number].id in (link.from_, link.to) and {link.from_, link.to} <= there]
            store.add(each.reading(), ours, actor="test", collection="case")
        yield store


def judged(store: Store, number: int, which: int, *, pair: bool) -> str:
    """The id of a judgement that two claims are one: on the link, or on the pair."""
    at, link = f"2026-01-01T00:00:{number:02}+00:00", LINKS[which]
    target, verdict, other = (link.from_, "same", link.to) if pair else (link.id, "confirmed", None)
    made = Judgement(mint_id("judgement", target, verdict, at), target, verdict, "person:test", at, other=other)
    store.judge(made, actor="test")
    return made.id


def seen(store: Store) -> dict[str, Any]:
    """All that readers see, but for the judgements."""
    Follower(store.present()).follow()
    derived, graph = Derived(store) if store.collection is None else Kept().of(store), store.graph()
    people = [source.id for source in graph.sources.values()]
    filters: list[dict[str, str]] = [{}, *({"source": one} for one in people), *({"document": one} for one in graph.documents)]
    filters += [{"entity": entity} for entity in graph.entities]
    lists = [store.page("claims", where=where) for where in filters]
    return {
        "lists": [([item.id for item in found.items], found.total) for found in lists],
        "found": [(hit.id, hit.claim) for hit in store.search("mill").hits],
        "same": dict(graph.same),
        "disputes": derived.disputes().items,
        "records": derived.dispute_records().items,
        "findings": derived.all_findings(),
        "counts": [counted(derived, "document", graph.documents), counted(derived, "source", people)],
        "stated": sorted(str(quad) for quad in to_quads(unjudged(graph))),
    }


def counted(derived: Derived, name: str, nodes: Iterable[str]) -> dict[str, int]:
    return {node: number for node, number in derived.claim_counts(name, list(nodes)).items() if number}


def unjudged(graph: Graph) -> Graph:
    return Graph.of((node for node in graph.nodes() if not isinstance(node, Judgement)), graph.same)


STEPS = st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=4)


@often(4)
@given(STEPS, st.randoms(use_true_random=False), st.booleans())
def test_merging_claims_and_undoing_it_in_any_order_leaves_all_as_it_was(steps: list[tuple[int, bool]], chance: Any, inside: bool) -> None:
    with opened() as whole:
        store = whole.within("case") if inside else whole
        moments = [(whole.seq(), seen(store))]
        made = []
        for number, (which, pair) in enumerate(steps):
            made.append(judged(whole, number, which, pair=pair))
            moments.append((whole.seq(), seen(store)))
        for judgement in chance.sample(made, len(made)):
            whole.retract(judgement, actor="test")
        assert seen(store) == moments[0][1]
        for seq, then in moments:
            assert seen(store.at(seq)) == then


@pytest.mark.parametrize("pair", [False, True])
def test_claims_that_are_one_are_one_claim_with_the_words_of_each(pair: bool) -> None:
    with opened() as store:
        apart = seen(store)
        judged(store, 0, 0, pair=pair)
        found = seen(store)
        assert found["same"] == {SECOND: FIRST}
        assert found["lists"][0] == ([RIVAL, THIRD, FIRST], 3)
        assert store.standing(SECOND) == store.get(FIRST)
        assert isinstance(store.get(SECOND), Claim)
        for claim in (FIRST, SECOND):
            said = {act.id for act in store.page("assertions", where={"claim": claim}).items}
            assert said == {act.id for each in TOLD[:2] for act in each.assertions}
            assert {link.id for link in store.page("links", where={"claim": claim}).items} == {link.id for link in LINKS}
        (dispute,) = found["disputes"]
        assert [claim for position in dispute.positions for claim in position.claims].count(FIRST) == 1
        assert not any(SECOND in position.claims for position in dispute.positions)
        assert {rung.link for rung in dispute.rungs} == {link.id for link in LINKS[3:]}
        assert {found for found, _ in found["found"]} >= {FIRST}
        assert SECOND not in {name for hit in found["found"] for name in hit}
        assert len(found["stated"]) == len(apart["stated"]) + 1


def test_whoever_says_either_is_an_origin_of_the_one_claim_and_counts_once() -> None:
    with opened() as store:
        judged(store, 0, 0, pair=False)
        graph = store.graph_along([FIRST], [])
        voices = {graph.sources[source].name for source in origins_of(graph, FIRST).endorsers}
        assert voices == {"Witness 0", "Witness 1"}


def test_words_that_clash_are_shown_in_the_document_that_they_stand_in() -> None:
    with opened() as store:
        judged(store, 0, 0, pair=False)
        Follower(store).follow()
        (record,) = Derived(store).dispute_records().items
        words = {rung["link"]: {span["exact"] for end in rung["clash"].values() for span in end} for rung in record["rungs"]}
        assert words == {LINKS[3 + one].id: {WORDS[one], "whole"} for one in (0, 1)}


def test_a_claim_that_joins_one_which_joins_an_older_one_in_the_same_entry_is_one_with_the_oldest() -> None:
    made = Telling("links")
    for one, other in ((2, 1), (0, 1)):
        made.link(LinkKind.SUPPORTS, LinkType.RESTATES, CLAIMS[one], CLAIMS[other], status=LinkStatus.PROPOSED)
    at = "2026-01-01T00:00:00+00:00"
    confirmed = [Judgement(mint_id("judgement", link.id), link.id, "confirmed", "person:test", at) for link in made.links]
    with folder() as place, Store.open(place) as store:
        for each in TOLD[:2]:
            store.add(each.reading(), actor="test")
        store.add(TOLD[2].reading(), made.links, confirmed, actor="test")
        assert store.graph().same == {SECOND: FIRST, THIRD: FIRST}
        assert store.graph(as_of=2).same == {}
