"""Sets of claims in conflict around some claims of a store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimgraph.derive import conflicts
from claimgraph.derive.conflicts import conflicts_around
from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.model import Judgement, Link, LinkKind, LinkType, mint_link_id
from claimgraph.store import Store

FLOOD = (
    "Eighteen people died in the flood, the governor said. “Eleven of the dead were women,” said the hospital. "
    "The coroner said that nine of the dead were men. The road to Isk is closed."
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path) as opened:
        add_reading(opened, read_text(FLOOD), actor="test")
        yield opened


def ids(store: Store) -> dict[str, str]:
    return {claim.text: claim.id for claim in store.graph().claims.values()}


def test_a_set_is_found_from_any_of_its_claims_and_from_no_other(store: Store) -> None:
    named = ids(store)
    road = next(node for text, node in named.items() if "road" in text)
    sets = {conflicts_around(store, [node]).sets for text, node in named.items() if node != road}
    ((each,),) = sets
    assert set(each.claims) == set(named.values()) - {road}
    assert conflicts_around(store, [road]).sets == ()


def test_without_any_one_of_them_the_others_can_stand(store: Store) -> None:
    found = conflicts_around(store, ids(store).values())
    (each,) = found.sets
    assert {frozenset(standing) for standing in found.standing} == {frozenset(each.claims) - {out} for out in each.claims}


def test_a_confirmed_contradiction_of_two_leaves_no_set_of_three(store: Store) -> None:
    named = ids(store)
    (each,) = conflicts_around(store, named.values()).sets
    one, other, _ = each.claims
    made = mint_link_id(LinkKind.CONTRADICTS, LinkType.QUANTITY, one, other)
    link = Link(made, LinkKind.CONTRADICTS, LinkType.QUANTITY, one, other, 0.9, "A test says so.", "rule:test@1")
    store.add_links([link], actor="test", target="a test", reached=("test", 1))
    assert conflicts_around(store, named.values()).sets == (each,)
    store.judge(Judgement("judgement-a", link.id, "confirmed", "person:test", "2024-01-01T00:00:00Z"), actor="test")
    assert conflicts_around(store, named.values()).sets == ()


def test_a_set_is_of_what_a_collection_shows_and_of_its_moment(store: Store) -> None:
    named = ids(store)
    before = store.seq()
    gone = next(node for text, node in named.items() if "men" in text and "women" not in text)
    store.retract(gone, actor="test")
    assert conflicts_around(store, named.values()).sets == ()
    assert len(conflicts_around(store.at(before), named.values()).sets) == 1


def test_where_there_are_too_many_claims_to_look_at_more_is_undetermined(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conflicts, "CLAIMS", 2)
    found = conflicts_around(store, list(ids(store).values())[:1])
    assert (found.sets, found.complete) == ((), False)
