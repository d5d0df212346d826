"""What is kept count of is told while nobody follows, too: as counting it anew would tell it, or as it was a moment ago."""

import pytest

from builders import Telling
from claimgraph.derive import Follower
from claimgraph.ids import mint_id
from claimgraph.model import SHELVES, Judgement
from claimgraph.store import Store, counts
from claimgraph.store.schema import KINDS

KEPT = 12


def told(number: int) -> Telling:
    telling = Telling(f"The harbour master says that pier {number} of Varn is flooded.")
    master, pier = telling.source("harbour master"), telling.entity("Varn")
    claim = telling.claim(f"Pier {number} of Varn is flooded.", "is flooded", about=[pier])
    telling.said(master, claim, "is flooded")
    return telling


def same_voice(one: Telling, other: Telling, number: int) -> Judgement:
    node, head, judge, at = one.sources[1].id, other.sources[1].id, "person:ann", f"2026-01-01T00:00:{number:02}+00:00"
    return Judgement(mint_id("judgement", node, head, "same", judge, at), node, "same", judge, at, other=head)


@pytest.fixture
def tellings(store: Store) -> list[Telling]:
    """What a store holds whose journal was followed, and then two texts, a judgement and a retraction that nobody followed."""
    found = [told(number) for number in range(KEPT + 2)]
    for number, telling in enumerate(found[:KEPT]):
        store.add(telling.reading(), actor="test")
        if number:
            store.judge(same_voice(telling, found[0], number), actor="test")
    Follower(store).follow()
    for telling in found[KEPT:]:
        store.add(telling.reading(), actor="test")
    store.judge(same_voice(found[KEPT], found[0], KEPT), actor="test")
    store.retract(found[1].claims[0].id, actor="test", reason="misread")
    return found


def counted_anew(store: Store) -> dict[str, int]:
    graph = store.graph()
    return {shelf: len(getattr(graph, shelf)) for shelf in SHELVES.values()}


def test_nodes_are_counted_up_to_entries_that_nobody_followed(store: Store, tellings: list[Telling]) -> None:
    behind = {shelf: (store.page(shelf, limit=2).total, len(store.page(shelf, limit=1_000).items)) for shelf in KINDS}
    assert all(total == there for total, there in behind.values())
    assert behind["sources"][1] < counted_anew(store)["sources"], "some voices are one"
    statistics = store.statistics()
    assert {shelf: statistics[shelf] for shelf in SHELVES.values()} == counted_anew(store)
    Follower(store).follow()
    assert store.statistics() == statistics


def test_few_claims_of_a_voice_are_counted_anew_and_many_told_as_they_were(
    store: Store, tellings: list[Telling], monkeypatch: pytest.MonkeyPatch
) -> None:

    def total() -> int | None:
        return store.page("claims", where={"source": tellings[0].sources[1].id}, limit=KEPT // 2).total

    assert total() == KEPT
    monkeypatch.setattr(counts, "FEW", KEPT - 1)
    store.judge(same_voice(tellings[-1], tellings[0], KEPT + 1), actor="test")
    assert total() == KEPT, "as it was"
    monkeypatch.setattr(counts, "LATE", 1)
    assert total() == KEPT + 1, "too long ago"
    Follower(store).follow()
    assert total() == KEPT + 1
