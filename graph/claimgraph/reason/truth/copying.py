"""Which sources copy from each other, and what is left of votes once copies are discounted (Dong et al., VLDB 2009).

Shared false values betray copying: two independent sources seldom err alike. In the first round nothing is known to be true or
false, so any shared value counts (the a-priori round); then a value counts as true where it is the most probable. How this starts decides
the outcome: from the majority's values, the copies of an error win.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, triu

from claimgraph.reason.arrays import Floats, Integers, ranges
from claimgraph.reason.truth.accuracy import START, accuracies, probabilities, vote_weights, wrong_values
from claimgraph.reason.truth.assertions import Assertions, Truth

COPYING = 0.5
"""How probable it is beforehand that one of two sources copies from the other (α)."""
COPIED = 0.8
"""How much a copier copies (c)."""
OVERLAP = 3
"""Pairs with fewer objects in common are not judged: they are taken for independent."""
CROWD = 300
"""Claims and objects with more sources than this betray nobody and are left out, so that the pairs stay few."""
UNLIKELY = 1e-3
"""A dependence below this discounts nothing worth counting."""
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
    votes, wrong = _Votes.of(table, first, second), wrong_values(table, false_values)
    pairs = Pairs(first, second, objects, votes.shared(np.arange(len(table.claims)), len(first)))
    accuracy, belief = np.full(len(table.sources), START), np.zeros(len(table.claims))
    dependence = np.zeros(len(pairs.first))
    for done in range(1, rounds + 1):
        right = None if done == 1 else votes.shared(table.best_claims(belief), len(first))
        dependence = _dependence(pairs, accuracy, right, chances=(copying, copied, wrong))
        weights = vote_weights(accuracy, wrong)
        belief = probabilities(table, votes.counted(weights, dependence, copied), wrong)
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


@dataclass(frozen=True, slots=True)
class _Votes:
    """Where two assertions of one claim come from sources that may depend on each other: their places in the table, and which pair.

    `betrays` says of which claim that is, -1 where a crowd speaks about its object.
    """

    table: Assertions
    one: Integers
    other: Integers
    pair: Integers
    betrays: Integers

    @classmethod
    def of(cls, table: Assertions, first: Integers, second: Integers) -> "_Votes":
        """All such places. As long as the pairs of sources that share a claim."""
        said, places = table.said, np.arange(table.said.nnz)
        sizes = np.diff(said.indptr)
        ends = np.repeat(said.indptr[1:], sizes)
        after = np.where(np.repeat(sizes, sizes) <= CROWD, ends - places - 1, 0)
        one, other = np.repeat(places, after), ranges(places + 1, after)
        wanted = said.indices[one].astype(np.int64) * len(table.sources) + said.indices[other]
        keys = first * len(table.sources) + second
        at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        judged = keys[at] == wanted if len(keys) else np.zeros(len(wanted), dtype=np.bool_)
        claims = np.where(table.pooled(table.sources_of_claim) <= CROWD, np.arange(len(table.claims)), -1)
        return cls(table, one[judged], other[judged], at[judged], np.repeat(claims, sizes)[one[judged]])

    def shared(self, claims: Integers, pairs: int) -> Floats:
        """How many of these claims both sources of each of so many pairs make."""
        wanted = np.zeros(len(self.table.claims) + 1, dtype=np.bool_)  # the last is that of -1
        wanted[claims] = True
        return np.bincount(self.pair[wanted[self.betrays]], minlength=pairs).astype(np.float64)

    def counted(self, weights: Floats, dependence: Floats, copied: float) -> Floats:
        """The sum of votes for each claim, each vote × Π (1 - c · dependence on an earlier one)."""
        said = self.table.said
        claims = np.repeat(np.arange(said.shape[0]), np.diff(said.indptr))
        kept = np.ones(said.nnz)
        matters = np.flatnonzero(dependence[self.pair] > UNLIKELY)
        bounds = np.append(np.flatnonzero(np.diff(claims[self.one[matters]], prepend=-1)), len(matters))
        alone = matters[bounds[:-1][np.diff(bounds) == 1]]
        kept[self.other[alone]] = 1 - copied * dependence[self.pair[alone]]
        several = np.flatnonzero(np.diff(bounds) > 1)
        ends = list(zip(self.one[matters].tolist(), self.other[matters].tolist(), strict=True))
        found = dependence[self.pair[matters]].tolist()
        for start, end in zip(bounds[several].tolist(), bounds[several + 1].tolist(), strict=True):
            for place, share in _shares(dict(zip(ends[start:end], found[start:end], strict=True)), copied).items():
                kept[place] = share
        return np.asarray(np.bincount(claims, weights=kept * weights[said.indices], minlength=said.shape[0]), dtype=np.float64)


def _shares(dependence: dict[tuple[int, int], float], copied: float) -> dict[int, float]:
    """What is left of each vote: first one of the pair that depends most, then always the one that depends most on one already there."""
    nearest = dict.fromkeys(sorted({place for pair in dependence for place in pair}), 0.0)
    shares, beside = dict.fromkeys(nearest, 1.0), {place: list[tuple[int, float]]() for place in nearest}
    for (one, other), found in dependence.items():
        beside[one].append((other, found))
        beside[other].append((one, found))
    chosen = max(dependence, key=dependence.__getitem__)[0]
    while nearest:
        del nearest[chosen]
        for other, found in beside[chosen]:
            if other in nearest:
                shares[other] *= 1 - copied * found
                nearest[other] = max(nearest[other], found)
        chosen = max(nearest, key=nearest.__getitem__, default=-1)
    return shares
