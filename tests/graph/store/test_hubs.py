"""A name that every document has: what is asked of it looks at a part of the store, and finds what looking at all of it finds."""

import pytest

from builders import Telling, contested_province
from claimgraph.derive.follower import Follower
from claimgraph.ids import mint_id
from claimgraph.model import Entity, Judgement, Source
from claimgraph.store import Store, listing
from claimgraph.store.neighbourhood import MOST_ALIKE

DOCUMENTS = MOST_ALIKE + 20
Hub = tuple[Source, Entity]


def told(number: int) -> Telling:
    telling = Telling(f"The ministry says that the bridge at Orsk is closed, day {number}.")
    ministry, bridge = telling.source("ministry"), telling.entity("bridge at Orsk")
    claim = telling.claim(f"The bridge at Orsk is closed, day {number}.", "is closed", about=[bridge])
    telling.said(ministry, claim, "is closed")
    return telling


def same(node: Source | Entity, head: Source | Entity) -> Judgement:
    verdict, judge, at = "same", "rule:same-name@1", "2026-01-01T00:00:00+00:00"
    return Judgement(mint_id("judgement", node.id, head.id, verdict, judge, at), node.id, verdict, judge, at, other=head.id)


@pytest.fixture
def hub(store: Store) -> Hub:
    """A store where everything is said by one source of one entity; both as their heads."""
    first, *rest = [told(number) for number in range(DOCUMENTS)]
    source, entity = first.sources[1], first.entities[0]
    store.add(first.reading(), actor="test")
    decided = [same(node, head) for telling in rest for node, head in ((telling.sources[1], source), (telling.entities[0], entity))]
    store.add_many([telling.reading() for telling in rest], decided, actor="test", target="batch")
    Follower(store).follow()
    return source, entity


def test_the_claims_of_a_hub_are_found_newest_first_by_looking_through_all(store: Store, hub: Hub) -> None:
    assert DOCUMENTS**2 > listing.CROWD * DOCUMENTS, "so few that its own are sought"
    newest = [claim.id for claim in store.page("claims", limit=DOCUMENTS).items]
    source, entity = hub
    for name, node in {"source": source.id, "entity": entity.id}.items():
        first = store.page("claims", where={name: node}, limit=100)
        last = store.page("claims", where={name: node}, limit=100, cursor=first.next)
        assert [claim.id for claim in (*first.items, *last.items)] == newest
        assert (first.total, last.next) == (DOCUMENTS, None)


def test_a_hub_that_is_shown_beside_claims_brings_some_of_those_that_are_one_with_it(store: Store, hub: Hub) -> None:
    for node in hub:
        graph = store.graph([], beside=[node.id])
        found = {*graph.sources, *graph.entities}
        assert node.id in found
        assert MOST_ALIKE <= len(found) <= MOST_ALIKE + 1
        assert {graph.representative(other) for other in found} == {node.id}
        assert not graph.claims


def test_whoever_is_one_with_a_hub_is_shown_with_its_head(store: Store, hub: Hub) -> None:
    source, _ = hub
    other = max(node.id for node in store.graph().sources.values() if node.name == source.name)
    graph = store.graph([], beside=[other])
    assert {other, source.id} <= graph.sources.keys()
    assert len(graph.sources) <= MOST_ALIKE + 2


def test_the_oldest_of_a_name_is_found_by_kind_and_besides_its_document(store: Store, hub: Hub) -> None:
    source, entity = hub
    wanted = {"sources": (source.kind.value, "ministry"), "entities": (entity.kind.value, "bridge at orsk")}
    nodes = store.graph()
    for shelf, name in wanted.items():
        (first,) = store.first_named(shelf, [name, ("event", name[1]), (name[0], "nobody")]).values()
        assert first in {(source.id, source.document), (entity.id, entity.document)}
        (second,) = store.first_named(shelf, [name], but=first[1]).values()
        others = [node.id for node in getattr(nodes, shelf).values() if node.name == (source.name if shelf == "sources" else entity.name)]
        assert second[0] == min(set(others) - {first[0]})


def test_the_first_page_of_the_links_of_an_entity_tells_how_many_there_are_as_the_next_one_counts_them(store: Store) -> None:
    graph = contested_province().reading()
    store.add(graph, actor="test")
    lengths = []
    for entity in graph.entities:
        whole = store.page("links", where={"entity": entity.id}).items
        first = store.page("links", where={"entity": entity.id}, limit=1)
        assert (first.items, first.total) == (whole[:1], len(whole))
        assert first.next is None or store.page("links", where={"entity": entity.id}, limit=1, cursor=first.next).total == len(whole)
        lengths.append(len(whole))
    assert max(lengths) > 1
