"""What hangs together falls into communities that stay as more comes, whatever the order in which it comes."""

import random
from collections import Counter
from unittest.mock import patch

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.reason import knots
from claimgraph.reason.knots import KNOT, Community, Tie, Weaving, woven

SEEDS = st.integers(0, 2**32)
KNOTS = st.integers(3, 12)


def ties_between(pairs: list[tuple[str, str]], *, clashes: bool = True) -> list[Tie]:
    return [Tie(f"link-{number}", a, b, 0.9, clashes) for number, (a, b) in enumerate(pairs)]


def arriving(seed: int, claims: int = 60) -> list[Tie]:
    """The bonds of claims that come one by one, each bound to some before it, more of them to those of its own topic."""
    chance, found = random.Random(seed), list[Tie]()
    topics = [chance.randrange(4) for _ in range(claims)]
    for claim in range(1, claims):
        near = [other for other in range(claim) if topics[other] == topics[claim]]
        for other in {chance.choice(near if near and chance.random() < 0.8 else range(claim)) for _ in range(chance.choice([1, 2, 3, 5]))}:
            found.append(Tie(f"{other}-{claim}", f"c{other:03}", f"c{claim:03}", chance.random(), chance.random() < 0.8))
    return found


def home_of(communities: list[Community]) -> dict[str, str]:
    return {claim: community.name or community.claims[0] for community in communities for claim in community.claims}


@given(SEEDS, KNOTS, st.floats(0, 1))
def test_weaving_more_in_is_the_same_as_weaving_all(seed: int, knot: int, part: float) -> None:
    with patch.object(knots, "KNOT", knot):
        ties = arriving(seed)
        cut = round(part * len(ties))
        known = woven(ties[:cut])
        assert set(woven(ties[cut:], Weaving.of(known, ties[:cut]))) == set(woven(ties))


@given(SEEDS, KNOTS)
def test_each_claim_is_in_one_community_and_no_two_have_one_name(seed: int, knot: int) -> None:
    with patch.object(knots, "KNOT", knot):
        ties = arriving(seed)
        communities = woven(ties)
        claims = [claim for community in communities for claim in community.claims]
        assert sorted(claims) == sorted({end for tie in ties for end in (tie.a, tie.b)})
        names = [community.name for community in communities if community.name]
        assert len(set(names)) == len(names)
        assert all(set(community.core) <= set(community.claims) for community in communities)


@given(SEEDS, KNOTS)
def test_one_bond_changes_the_communities_of_its_ends_alone_and_names_follow_most_of_the_claims(seed: int, knot: int) -> None:
    with patch.object(knots, "KNOT", knot):
        weaving = Weaving()
        for tie in arriving(seed):
            before = {community.name: community for community in weaving.communities() if community.name}
            old = home_of(list(before.values()))
            weaving.weave(tie)
            after = home_of(weaving.communities())
            sizes = Counter(after.values())
            for name, community in before.items():
                now = Counter(after[claim] for claim in community.claims)
                if name not in (old.get(tie.a), old.get(tie.b)):
                    assert now == {name: len(community.claims)}
                elif all(touched in after.values() for touched in (old.get(tie.a, name), old.get(tie.b, name))):
                    assert sizes[name] >= max(now.values())
                elif name not in after.values():  # the two became one: the larger gave its name
                    assert len(community.claims) == min(len(before[old[end]].claims) for end in (tie.a, tie.b))


@given(SEEDS, KNOTS)
def test_whoever_clashes_with_anybody_in_a_part_of_a_knot_clashes_with_somebody_beside_it(seed: int, knot: int) -> None:
    with patch.object(knots, "KNOT", knot):
        ties = [tie for tie in arriving(seed) if tie.clashes]
        home = home_of(woven(ties))
        beside = {end for tie in ties if home[tie.a] == home[tie.b] for end in (tie.a, tie.b)}
        assert beside == home.keys()


def test_what_hangs_together_is_one_community_up_to_the_size_of_a_knot() -> None:
    path = [(f"c{number:02}", f"c{number + 1:02}") for number in range(KNOT - 1)]
    assert [len(community.claims) for community in woven(ties_between(path))] == [KNOT]
    assert len(woven(ties_between([*path, (f"c{KNOT - 1}", f"c{KNOT}")]))) > 1


def test_without_a_contradiction_a_community_has_no_name() -> None:
    assert [community.name for community in woven(ties_between([("a", "b"), ("b", "c")], clashes=False))] == [""]


@settings(max_examples=20, derandomize=True)  # of 300 orders drawn at random none mixed two, but one that was met once does
@given(SEEDS)
def test_questions_that_few_bonds_join_are_told_apart_in_twenty_orders_of_their_claims(seed: int) -> None:
    chance = random.Random(seed)
    blocks = [nx.relabel_nodes(nx.complete_bipartite_graph(15, 15), lambda node, k=k: f"{k}-{node:02}") for k in range(4)]
    pairs = [pair for block in blocks for pair in block.edges] + [("0-00", "1-00"), ("1-01", "2-01"), ("2-20", "3-20")]
    age = {claim: chance.random() for block in blocks for claim in block}
    pairs = sorted((tuple(sorted(pair, key=age.__getitem__)) for pair in pairs), key=lambda pair: (age[pair[1]], age[pair[0]]))
    found = woven(ties_between([(a, b) for a, b in pairs]))
    assert sorted(len({claim[0] for claim in community.claims}) for community in found) == [1] * len(found)
    assert len(found) <= 6
