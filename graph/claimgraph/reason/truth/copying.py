"""Which sources copy from each other, and what is left of votes once copies are discounted (Dong et al., VLDB 2009).

Shared false values betray copying: two independent sources seldom err alike. In the first round nothing is known to be true or
false, so any shared value counts (the a-priori round); then a value counts as true where it is the most probable. How this starts decides
the outcome: from the majority's values, the copies of an error win.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, triu

from claimgraph.reason.arrays import Floats, Integers
from claimgraph.reason.truth.accuracy import START, accuracies, probabilities, vote_weights, wrong_values
from claimgraph.reason.truth.assertions import Assertions, Truth
from claimgraph.reason.truth.discounts import CROWD, Discounts, Votes

COPYING = 0.5
"""How probable it is beforehand that one of two sources copies from the other (α)."""
COPIED = 0.8
"""How much a copier copies (c)."""
OVERLAP = 3
"""Pairs with fewer objects in common are not judged: they are taken for independent."""
ROUNDS = 30
STILL = 1e-6


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two sources that may depend on each other: `first[i]` and `second[i]`, with how many objects and values they share."""

    first: Integers
    second: Integers
    objects: Floats
    values: Floats


@dataclass(frozen=True, slots=True)
class CopyTruth(Truth):
    """A truth with the pairs of sources that were judged, and how probable it is that one of the two copies the other."""

    pairs: Pairs
    dependence: Floats


def accu_with_copying(
    table: Assertions, *, copying: float = COPYING, copied: float = COPIED, false_values: int | None = None, rounds: int = ROUNDS
) -> CopyTruth:
    """ACCU, each vote discounted by the probability that it is a copy. A round is linear in assertions and in pairs that share one."""
    first, second, objects = _overlapping(table)
    votes, wrong = Votes.of(table, first, second), wrong_values(table, false_values)
    discounts = Discounts(votes)
    pairs = Pairs(first, second, objects, votes.shared(np.arange(len(table.claims)), len(first)))
    accuracy, belief = np.full(len(table.sources), START), np.zeros(len(table.claims))
    dependence = np.zeros(len(pairs.first))
    for done in range(1, rounds + 1):
        right = None if done == 1 else votes.shared(table.best_claims(belief), len(first))
        dependence = _dependence(pairs, accuracy, right, chances=(copying, copied, wrong))
        weights = vote_weights(accuracy, wrong)
        belief = probabilities(table, votes.counted(weights, discounts.shares(dependence, copied)), wrong)
        before, accuracy = accuracy, accuracies(table, belief)
        if np.abs(accuracy - before).max() < STILL:
            break
    return CopyTruth(accuracy, belief, done, pairs, dependence)


def _uncrowded(table: Assertions) -> csr_matrix:
    """Who says what, without the claims of objects that a crowd speaks about."""
    kept = (table.pooled(table.sources_of_claim) <= CROWD).astype(np.float64)
    found = table.says.multiply(kept[None, :]).tocsr()
    found.eliminate_zeros()
    return found


def _overlapping(table: Assertions) -> tuple[Integers, Integers, Floats]:
    """The pairs of sources with at least `OVERLAP` objects in common, sorted, with how many they have."""
    objects = csr_matrix((np.ones(len(table.objects)), (np.arange(len(table.objects)), table.objects)))
    about = (_uncrowded(table) @ objects).sign().tocsr()
    together = triu(about @ about.T, k=1).tocoo()
    enough = together.data >= OVERLAP
    order = np.lexsort((together.col[enough], together.row[enough]))
    ends = (ends[enough][order].astype(np.int64) for ends in (together.row, together.col))
    return *ends, together.data[enough][order]


def _dependence(pairs: Pairs, accuracy: Floats, right: Floats | None, *, chances: tuple[float, float, int]) -> Floats:
    """The probability that one source of each pair copies from the other, by Bayes; `right` counts shared values taken for true."""
    copying, copied, wrong_values_of_object = chances
    first, second = accuracy[pairs.first], accuracy[pairs.second]
    both_right = first * second
    both_wrong = (1 - first) * (1 - second) / wrong_values_of_object
    apart = np.log(1 - both_right - both_wrong)
    differ = pairs.objects - pairs.values

    def likelihood(share: float, original: Floats) -> Floats:
        """The logarithm of how likely the pairs are, where this share is copied from the original."""
        if right is None:
            alike = pairs.values * np.log(share + (1 - share) * (both_right + both_wrong))
        else:
            wrong = pairs.values - right
            alike = right * np.log(original * share + both_right * (1 - share))
            alike = alike + wrong * np.log((1 - original) * share + both_wrong * (1 - share))
        return np.asarray(alike + differ * (apart + np.log1p(-share)))

    alone = likelihood(0.0, first)
    ratios = np.exp(np.clip(likelihood(copied, second) - alone, -700, 700)) + np.exp(np.clip(likelihood(copied, first) - alone, -700, 700))
    return np.asarray(copying / 2 * ratios / (1 - copying + copying / 2 * ratios))
