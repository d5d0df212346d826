from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.reason.acceptance.conflicts import Clause, conflicts_among

LITERALS = st.integers(1, 4).flatmap(lambda number: st.sampled_from([number, -number]))
CLAUSES = st.lists(st.lists(LITERALS, min_size=1, max_size=3), min_size=1, max_size=2)


def _can_hold(clauses: list[Clause]) -> bool:
    worlds = (dict(enumerate(values, 1)) for values in product((False, True), repeat=4))
    return any(all(any(world[abs(literal)] == (literal > 0) for literal in clause) for clause in clauses) for world in worlds)


@settings(deadline=None)
@given(st.lists(CLAUSES, max_size=6), st.lists(st.lists(LITERALS, min_size=1, max_size=2), max_size=1))
def test_minimal_conflicts_are_those_that_trying_all_sets_finds(claims: list[list[list[int]]], granted: list[list[int]]) -> None:
    sets = [frozenset(chosen) for size in range(len(claims) + 1) for chosen in combinations(range(len(claims)), size)]
    holding = {chosen for chosen in sets if _can_hold([*granted, *(clause for claim in chosen for clause in claims[claim])])}
    clashing = [chosen for chosen in sets if chosen not in holding]
    found = conflicts_among(claims, granted)
    assert found.complete
    assert set(found.minimal) == {one for one in clashing if not any(other < one for other in clashing)}
    assert set(found.greatest) == {one for one in holding if not any(one < other for other in holding)}


def test_three_claims_of_which_any_two_can_hold() -> None:
    found = conflicts_among([[[1]], [[2]], [[-1, -2]]])
    assert found.minimal == (frozenset({0, 1, 2}),)
    assert found.greatest == (frozenset({0, 1}), frozenset({0, 2}), frozenset({1, 2}))


def test_a_search_that_is_cut_says_so() -> None:
    pairs = [[[number]] for number in range(1, 13)] + [[[-number]] for number in range(1, 13)]
    found = conflicts_among(pairs, most=5)
    assert not found.complete
    assert len(found.minimal) + len(found.greatest) == 5
    assert not conflicts_among(pairs, conflicts=1).complete
