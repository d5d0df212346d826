"""Which pairs of claims are worth comparing."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.extract.statements.slots import fill_slots
from claimgraph.link.blocks import blocks_of
from claimgraph.link.candidates import LIMITS, nearest, pairs_across, pairs_within
from claimgraph.model import Claim, Mention


def claims(*texts: str, entity: str | None = None) -> list[Claim]:
    mentions = (Mention(entity, 0, 1),) if entity else ()
    return [
        Claim(f"claim-{at}-{text}", "", text, slots=slots, mentions=mentions)
        for at, (text, slots) in enumerate(zip(texts, fill_slots(texts), strict=True))
    ]


def same(node_id: str) -> list[str]:
    return [node_id]


TOPICS = claims(
    *("The rebels captured the harbour.", "The rebels lost the harbour.", "The bank raised rates.", "The bank cut rates on Monday."),
    *("The rebels are in disarray.", "The rebels put up stern resistance.", "The vaccine is safe.", "Exports rose."),
)


def test_claims_that_share_two_things_are_paired_once() -> None:
    texts = {(a.text, b.text) for a, b in pairs_within(TOPICS, same).pairs}
    assert ("The rebels captured the harbour.", "The rebels lost the harbour.") in texts
    assert ("The rebels are in disarray.", "The rebels put up stern resistance.") in texts
    assert not any("vaccine" in first or "vaccine" in second for first, second in texts)
    assert len(texts) == len({frozenset(pair) for pair in texts})


def test_entities_that_are_judged_the_same_bring_claims_together() -> None:
    (one,), (other,) = claims("It weighs five tons.", entity="entity-a"), claims("It weighs two grams.", entity="entity-b")
    assert pairs_across([one], [other], {"entity-b": ["entity-b", "entity-a"], "entity-a": ["entity-a"]}.__getitem__).pairs
    assert not pairs_across([one], [other], same).pairs


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(TOPICS), unique_by=lambda claim: claim.id), st.integers(0, 8))
def test_pairing_bit_by_bit_finds_what_pairing_at_once_finds(chosen: list[Claim], cut: int) -> None:
    old, new = chosen[:cut], chosen[cut:]
    at_once = {frozenset((a.id, b.id)) for a, b in pairs_within(chosen, same).pairs}
    parts = (*pairs_within(old, same).pairs, *pairs_within(new, same).pairs, *pairs_across(new, old, same).pairs)
    assert {frozenset((a.id, b.id)) for a, b in parts} == at_once


def test_an_over_full_block_reaches_back_to_the_nearest_and_is_reported() -> None:
    crowd = claims(*(f"The army shelled village {number}." for number in range(LIMITS.reach + 20)))
    found = pairs_across(claims("The army shelled the village."), crowd, same)
    assert [other.text for _, other in found.pairs] == [claim.text for claim in crowd[-LIMITS.reach :]]
    assert [(cut.blocks, cut.whole) for cut in found.cuts] == [(len(blocks_of(crowd[0], same)), 0)]


def test_a_claim_looks_into_fuller_blocks_as_long_as_its_budget_lasts() -> None:
    rare = [1] * 3
    near = nearest({10: rare, 20: list(range(LIMITS.budget - 4)), 30: list(range(LIMITS.budget))})
    assert (near.blocks, near.whole) == (3, 2)
    assert len(near.found) == LIMITS.budget - 4
    assert nearest({10: [], 20: []}).blocks == 0


def test_a_claim_alone_in_its_blocks_still_reaches_into_the_emptiest_full_one() -> None:
    assert len(nearest({10: list(range(LIMITS.reach + 1)), 20: list(range(LIMITS.reach + 1))}).found) == LIMITS.reach


def test_of_what_a_text_says_again_and_again_a_claim_is_paired_with_the_last_few_alone() -> None:
    again = [replace(TOPICS[0], id=f"claim-{number}") for number in range(40)]
    numbers = {item.id: number for number, item in enumerate(again)}
    found = pairs_within([*again, TOPICS[1]], same, alike=3)
    apart = [numbers[later.id] - numbers[earlier.id] for earlier, later in found.pairs if later.id in numbers]
    assert sorted(set(apart)) == [1, 2, 3]
    assert len(pairs_within(again, same).pairs) == 40 * 39 // 2
