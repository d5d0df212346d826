from collections.abc import Iterator

import pytest

from claimgraph import weigh
from claimgraph.derive import Derived, Follower
from claimgraph.derive.weighing import Weighing, claims_of, compare
from claimgraph.errors import LimitError, NotFoundError
from claimgraph.store import Store
from claimgraph.trust import TrustProfile, TrustRule
from databases import Locations
from debates import Debate


@pytest.fixture(scope="module")
def place(locations: Locations) -> Iterator[str]:
    with locations() as made:
        yield made


@pytest.fixture(scope="module")
def told(place: str) -> Iterator[tuple[Store, Debate]]:
    """A store with a debate: a claim of two voices, one against it, and one that nobody contests."""
    debate = Debate()
    holds = debate.says("Ana Brun", "The dam holds.", about=("the dam",))
    debate.says("Ivo Lenk", "The dam broke.", against=holds, about=("the dam",))
    debate.says("Eva Sand", "It rains.", about=("the sky",))
    with Store.open(place) as store:
        for telling in debate.tellings[:-1]:
            store.add(telling.reading(), actor="test")
        store.add(debate.tellings[-1].reading(), debate.links, actor="test")
        store.put_trust(TrustProfile("no Ivo", (TrustRule(outlet="Ivo Lenk", weight=0.0),)), actor="test")
        Follower(store).follow()
        yield store, debate


def test_a_claim_is_weighed_under_a_profile_of_the_store_or_none(told: tuple[Store, Debate]) -> None:
    store, debate = told
    holds = debate.tellings[0].claims[0].id
    assert weigh(store).claim(holds)[0].value == pytest.approx(0.5)
    assert weigh(store, "no Ivo").claim(holds)[0].value == pytest.approx(0.6)
    assert weigh(store, "no Ivo", most=1).claim(holds)[1].whole is False
    with pytest.raises(NotFoundError):
        weigh(store, "nobody")


@pytest.mark.parametrize(
    "name", ["", "\0", "claim-x", "\ud800", "source-aaaaaaaaaaaaaaaaaaaa", "claim-aaaaaaaaaaaaaaaaaaaa", "' OR 1=1 --"]
)
def test_what_is_no_claim_source_entity_or_profile_is_not_found_on_any_engine(told: tuple[Store, Debate], name: str) -> None:
    store, _ = told
    with pytest.raises(NotFoundError):
        Weighing(store).claim(name)
    with pytest.raises(NotFoundError):
        Weighing(store).falls(name)
    with pytest.raises(NotFoundError):
        store.trust(name)
    if name:
        with pytest.raises(NotFoundError):
            claims_of(store, entity=name)


def test_profiles_are_compared_for_a_dispute_an_entity_or_all_and_not_for_too_much(told: tuple[Store, Debate]) -> None:
    store, debate = told
    (dispute,) = Derived(store).disputes().items
    everything, contested = claims_of(store), claims_of(store, dispute=dispute)
    assert (len(everything), len(contested)) == (3, 2)
    for claims in (everything, contested):
        found = compare(store, None, "no Ivo", claims)
        assert {change.kinds[0] for change in found.changes} == {"loses its last support", "stands"}
    assert len(claims_of(store, entity=debate.tellings[2].entities[0].id)) == 1
    with pytest.raises(LimitError, match="name a dispute"):
        claims_of(store, most=2)
    with pytest.raises(LimitError):
        compare(store, None, "no Ivo", everything, most=2)


def test_what_falls_with_a_source_counts_what_it_published_and_says_with_others(told: tuple[Store, Debate]) -> None:
    store, debate = told
    found = Weighing(store).falls(debate.sources["Ivo Lenk"].id)
    assert found.weighed.whole
    assert {change.kinds[0] for change in found.changes} == {"loses its last support", "stands"}
