"""Claims taken as one: what contradicts stays apart, the surest restatement counts first, and the order of links never matters."""

from random import Random

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.model import Link, LinkKind, LinkStatus, LinkType, mint_link_id
from claimgraph.reason.sameness import taken_as_one

NODES = [f"claim-{number:02}" for number in range(12)]
ENDS = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda ends: ends[0] != ends[1])
STATUSES = st.sampled_from((LinkStatus.PROPOSED, LinkStatus.CONFIRMED))


def _link(type_: LinkType, ends: tuple[str, str], score: float = 0.9, status: LinkStatus = LinkStatus.PROPOSED) -> Link:
    kind = LinkKind.SUPPORTS if type_ is LinkType.RESTATES else LinkKind.CONTRADICTS
    return Link(mint_link_id(kind, type_, *ends), kind, type_, *ends, score, "", "rule:test@1", status)


@st.composite
def restatements(draw: st.DrawFn) -> list[Link]:
    drawn = draw(st.lists(st.tuples(ENDS, st.sampled_from((0.8, 0.9, 1.0)), STATUSES), max_size=25, unique_by=lambda one: one[0]))
    return [_link(LinkType.RESTATES, ends, score, status) for ends, score, status in drawn]


CONTRADICTIONS = st.lists(ENDS, max_size=12, unique=True).map(lambda pairs: [_link(LinkType.STATES, pair) for pair in pairs])


def _sets(groups: dict[str, list[str]]) -> set[frozenset[str]]:
    return {frozenset(members) for members in groups.values()}


def _together(groups: dict[str, list[str]], ends: tuple[str, str]) -> bool:
    return any(set(ends) <= set(members) for members in groups.values())


@given(restatements(), CONTRADICTIONS, st.lists(ENDS, max_size=3).map(dict))
def test_no_two_claims_that_contradict_share_a_group_unless_somebody_says_that_they_are_the_same(
    restated: list[Link], contradicting: list[Link], same: dict[str, str]
) -> None:
    judged = taken_as_one(NODES, (), (), same)
    found = taken_as_one(NODES, restated, contradicting, same)
    assert all(_together(judged, (link.from_, link.to)) for link in contradicting if _together(found, (link.from_, link.to)))
    assert all(_together(found, pair) for pair in same.items())


@given(restatements(), CONTRADICTIONS, st.randoms(use_true_random=False))
def test_the_order_in_which_links_and_claims_come_does_not_matter(restated: list[Link], contradicting: list[Link], chance: Random) -> None:
    def mixed(items: list[Link]) -> list[Link]:
        return chance.sample(items, len(items))

    claims = chance.sample(NODES, len(NODES))
    before = taken_as_one(NODES, restated, contradicting)
    assert _sets(taken_as_one(claims, mixed(restated), mixed(contradicting))) == _sets(before)


@given(restatements())
def test_where_nothing_contradicts_all_that_hang_together_are_one(restated: list[Link]) -> None:
    whole = nx.Graph([(link.from_, link.to) for link in restated])
    whole.add_nodes_from(NODES)
    found = taken_as_one(NODES, restated, ())
    assert _sets(found) == {frozenset(part) for part in nx.connected_components(whole)}
    assert all(members == sorted(members) and members[0] == head for head, members in found.items())


@given(restatements(), CONTRADICTIONS)
def test_a_restatement_is_left_out_only_where_it_would_join_what_contradicts(restated: list[Link], contradicting: list[Link]) -> None:
    found = taken_as_one(NODES, restated, contradicting)
    head = {claim: one for one, members in found.items() for claim in members}
    apart = {frozenset((head[link.from_], head[link.to])) for link in contradicting}
    assert all(frozenset((head[link.from_], head[link.to])) in apart for link in restated if head[link.from_] != head[link.to])


def test_of_two_restatements_that_lead_to_both_sides_the_surer_one_counts() -> None:
    murder, death, suicide = NODES[:3]
    clash = [_link(LinkType.STATES, (murder, suicide))]
    weak, strong = _link(LinkType.RESTATES, (murder, death), 0.86), _link(LinkType.RESTATES, (death, suicide), 0.9)
    assert _sets(taken_as_one(NODES[:3], [weak, strong], clash)) == {frozenset({murder}), frozenset({death, suicide})}
    confirmed = _link(LinkType.RESTATES, (murder, death), 0.86, LinkStatus.CONFIRMED)
    assert _sets(taken_as_one(NODES[:3], [strong, confirmed], clash)) == {frozenset({murder, death}), frozenset({suicide})}
