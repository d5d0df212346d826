import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.reason.arrays import Floats
from claimgraph.reason.truth import Assertions
from claimgraph.reason.truth.discounts import UNLIKELY, Discounts, Votes

SOURCES = 6
PAIRS = [(one, other) for one in range(SOURCES) for other in range(one + 1, SOURCES)]
COPIED = 0.8
TABLES = st.lists(st.tuples(st.integers(0, SOURCES - 1), st.integers(0, 3), st.integers(0, 1)), min_size=1, max_size=30)
ROUNDS = st.lists(st.lists(st.sampled_from([0.0, UNLIKELY, 0.2, 0.4, 0.7, 1.0]), min_size=15, max_size=15), min_size=1, max_size=5)
JUDGED = st.lists(st.booleans(), min_size=15, max_size=15).filter(any)
"""Which pairs are judged at all."""


@given(TABLES, ROUNDS, JUDGED)
def test_what_is_left_of_votes_is_the_same_as_worked_out_anew_for_each_claim(
    triples: list[tuple[int, int, int]], rounds: list[list[float]], judged: list[bool]
) -> None:
    everyone = [(source, said, value) for source in range(SOURCES) for said, value in (("roll", source), ("what all say", 0))]
    table = Assertions.of([*everyone, *triples])
    pairs = [pair for pair, wanted in zip(PAIRS, judged, strict=True) if wanted]
    discounts = Discounts(votes_of(table, pairs))
    for drawn in rounds:
        dependence = dict(zip(pairs, drawn, strict=False))
        assert discounts.shares(np.array([*dependence.values()]), COPIED) == pytest.approx(left_of(table, dependence))


def test_a_dependence_that_falls_to_nothing_changes_which_vote_comes_before_which_though_it_was_the_lowest_before() -> None:
    table = Assertions.of([(source, "the bridge", "stands") for source in range(4)])
    pairs = [(0, 1), (1, 2), (2, 3)]
    discounts = Discounts(votes_of(table, pairs))
    assert discounts.shares(np.array([0.3, 0.2, 0.4]), COPIED) == pytest.approx([0.76, 0.84, 1, 0.68])
    assert discounts.shares(np.array([0.3, UNLIKELY / 2, 0.4]), COPIED) == pytest.approx([1, 0.76, 1, 0.68])
    assert discounts.shares(np.array([0.3, 0.2, 0.4]), COPIED) == pytest.approx([0.76, 0.84, 1, 0.68])


def votes_of(table: Assertions, pairs: list[tuple[int, int]]) -> Votes:
    first, second = (np.array(ends, dtype=np.int64) for ends in zip(*pairs, strict=True))
    return Votes.of(table, first, second)


def left_of(table: Assertions, dependence: dict[tuple[int, int], float]) -> Floats:
    """Claim by claim: the vote of the pair that depends most comes first, then always the one that depends most on one already there."""
    left = np.ones(table.said.nnz)
    for start, end in zip(table.said.indptr[:-1], table.said.indptr[1:], strict=True):
        voters = table.said.indices[start:end].tolist()
        found = {pair: value for pair, value in dependence.items() if set(pair) <= set(voters) and value > UNLIKELY}
        there: list[int] = []
        while len(there) < len(voters):
            near = {voter: max((_between(found, voter, other) for other in there), default=0.0) for voter in voters if voter not in there}
            chosen = max(near, key=near.__getitem__) if there or not found else max(found, key=found.__getitem__)[0]
            for other in there:
                left[start + voters.index(chosen)] *= 1 - COPIED * _between(found, chosen, other)
            there.append(chosen)
    return left


def _between(found: dict[tuple[int, int], float], one: int, other: int) -> float:
    return found.get((min(one, other), max(one, other)), 0.0)
