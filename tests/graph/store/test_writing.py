from dataclasses import replace

import pytest

from builders import Telling, contested_province
from claimgraph.errors import ConflictError, InputError, NotFoundError
from claimgraph.ids import mint_id
from claimgraph.model import Graph, Judgement, Link, LinkKind, LinkStatus, LinkType, Source
from claimgraph.store import Store
from databases import Locations


def judgement(
    target: str, verdict: str, *, judge: str = "person:ada", at: str = "2026-01-01T00:00:00Z", other: str | None = None
) -> Judgement:
    return Judgement(mint_id("judgement", target, verdict, judge, at, other), target, verdict, judge, at, other=other)


def first_link(graph: Graph, status: LinkStatus) -> Link:
    return next(link for link in graph.links.values() if link.status is status and link.type is not LinkType.UNDERCUT)


def test_what_was_added_is_read_back_equal(store: Store) -> None:
    reading = contested_province().reading()
    added = store.add(reading, actor="test")
    assert (added.seq, added.document, added.already) == (1, reading.document.id, False)
    kept, told = store.graph(), Graph.of_reading(reading)
    assert {node.id: node for node in kept.nodes()} == {node.id: node for node in told.nodes()}


def test_adding_the_same_document_twice_changes_nothing(store: Store) -> None:
    reading = contested_province().reading()
    store.add(reading, actor="test")
    again = store.add(reading, actor="test")
    assert (again.already, again.seq, store.seq()) == (True, 1, 1)


def test_a_person_outranks_a_rule_and_a_later_verdict_an_earlier_one(store: Store) -> None:
    store.add(contested_province().reading(), actor="test")
    link = first_link(store.graph(), LinkStatus.PROPOSED)
    for verdict, judge, at, expected in (
        ("dismissed", "rule:test@1", "2026-01-01", "dismissed"),
        ("confirmed", "person:ada", "2026-01-02", "confirmed"),
        ("dismissed", "rule:test@2", "2026-01-03", "confirmed"),
        ("apparent", "person:bo", "2026-01-04", "apparent"),
    ):
        store.judge(judgement(link.id, verdict, judge=judge, at=at), actor="test")
        kept = store.get(link.id)
        assert isinstance(kept, Link)
        assert kept.status == expected


def test_retracting_a_judgement_brings_the_first_status_back(store: Store) -> None:
    store.add(contested_province().reading(), actor="test")
    link = first_link(store.graph(), LinkStatus.CONFIRMED)
    decided = judgement(link.id, "dismissed")
    store.judge(decided, actor="test")
    store.retract(decided.id, actor="test", reason="a slip")
    assert store.get(link.id) == link


@pytest.mark.parametrize("verdict", ["true", "", "same"])
def test_an_unknown_verdict_is_refused_with_the_known_ones_named(store: Store, verdict: str) -> None:
    store.add(contested_province().reading(), actor="test")
    link = first_link(store.graph(), LinkStatus.PROPOSED)
    with pytest.raises(InputError, match="confirmed"):
        store.judge(judgement(link.id, verdict), actor="test")
    assert store.seq() == 1


def test_a_verdict_on_nothing_is_refused_and_leaves_nothing(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.judge(judgement("link-aaaaaaaaaaaaaaaaaaaa", "confirmed"), actor="test")
    assert store.statistics()["judgements"] == 0


def two_tellings() -> tuple[Telling, Telling]:
    first, second = Telling("Parade said that it rained."), Telling("It rained, Parade said on Monday.")
    for telling, words in ((first, "it rained"), (second, "It rained")):
        telling.said(telling.source("Parade"), telling.claim("It rained.", words), words, cue="said")
    return first, second


def test_sameness_is_a_judgement_that_can_be_taken_back(store: Store) -> None:
    first, second = two_tellings()
    for telling in (first, second):
        store.add(telling.reading(), actor="test")
    old, young = (next(s.id for s in t.sources if s.name == "Parade") for t in (first, second))
    decided = judgement(young, "same", other=old)
    store.judge(decided, actor="test")
    assert store.graph().representative(young) == old
    assert young not in {item.id for item in store.page("sources").items}
    assert len(store.page("claims", where={"source": old}).items) == 2
    store.retract(decided.id, actor="test")
    assert store.graph().representative(young) == young


def test_a_source_is_never_the_same_as_a_claim(store: Store) -> None:
    first, _ = two_tellings()
    store.add(first.reading(), actor="test")
    with pytest.raises(InputError, match="same kind"):
        store.judge(judgement(first.sources[1].id, "same", other=first.claims[0].id), actor="test")


def test_a_retracted_document_takes_all_that_rests_on_it_and_can_be_added_again(store: Store) -> None:
    reading = contested_province().reading()
    store.add(reading, actor="test")
    store.retract(reading.document.id, actor="test", reason="forged")
    assert not list(store.graph().nodes())
    assert store.search("officers").total == 0
    store.add(reading, actor="test")
    assert {node.id for node in store.graph().nodes()} == {node.id for node in Graph.of_reading(reading).nodes()}
    assert store.check() == []


def test_a_retracted_claim_leaves_no_link_or_assertion_hanging(store: Store) -> None:
    reading = contested_province().reading()
    store.add(reading, actor="test")
    for claim in reading.claims[:3]:
        store.retract(claim.id, actor="test")
        assert store.check() == []


def test_a_source_cannot_be_retracted_from_under_its_words(store: Store) -> None:
    reading = contested_province().reading()
    store.add(reading, actor="test")
    with pytest.raises(ConflictError, match="document"):
        store.retract(reading.sources[0].id, actor="test")


def test_a_link_that_was_found_twice_is_recorded_once(store: Store) -> None:
    telling = contested_province()
    store.add(telling.reading(), links=telling.links, actor="test")
    assert store.statistics()["links"] == len({link.id for link in telling.links})


def test_an_undercut_falls_with_the_link_that_it_points_at(store: Store) -> None:
    telling = contested_province()
    target = next(link for link in telling.links if link.kind is LinkKind.SUPPORTS)
    telling.undercut(telling.claims[-1], target)
    store.add(telling.reading(), actor="test")
    store.retract(target.from_, actor="test")
    assert store.check() == []


def test_two_stores_hold_the_same_rows_for_the_same_reading(locations: Locations) -> None:
    graphs = []
    for _ in range(2):
        with locations() as place, Store.open(place) as store:
            store.add(contested_province().reading(), actor="test")
            graphs.append(store.graph())
    assert graphs[0] == graphs[1]


def test_hostile_names_are_data_and_nothing_else(store: Store) -> None:
    telling = Telling("x'; DROP TABLE claim; -- said so")
    name = "x'; DROP TABLE claim; --"
    telling.said(telling.source(name), telling.claim("So.", "so"), "so", cue="said")
    store.add(telling.reading(), actor=name)
    found = store.page("sources", where={"name": name}).items
    assert [item.name for item in found if isinstance(item, Source)] == [name]
    assert replace(store.changes()[0]).actor == name
