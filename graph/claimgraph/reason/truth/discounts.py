"""What is left of votes of which some may be copies of others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from claimgraph.reason.arrays import Floats, Integers, ranges
from claimgraph.reason.truth.assertions import Assertions

CROWD = 300
"""Claims and objects with more sources than this betray nobody and are left out, so that the pairs stay few."""
UNLIKELY = 1e-3
"""A dependence below this discounts nothing worth counting."""


@dataclass(frozen=True, slots=True)
class Votes:
    """Where two assertions of one claim come from sources that may depend on each other: their places in the table, and which pair.

    `betrays` says of which claim that is, -1 where a crowd speaks about its object.
    """

    table: Assertions
    one: Integers
    other: Integers
    pair: Integers
    betrays: Integers

    @classmethod
    def of(cls, table: Assertions, first: Integers, second: Integers) -> "Votes":
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

    def counted(self, weights: Floats, shares: Floats) -> Floats:
        """The sum of votes for each claim, of each of which such a share is left."""
        said = self.table.said
        claims = _claims_of(self.table)
        return np.asarray(np.bincount(claims, weights=shares * weights[said.indices], minlength=said.shape[0]), dtype=np.float64)


class Discounts:
    """What is left of each vote, a product over the votes that it may be copied from.

    Of the votes for a claim one of the pair that depends most comes first, then always the one that depends most on one already there. That
    hangs on the order of the dependences and on which are 0 alone: it is worked out anew where that changed since the last round.
    """

    def __init__(self, votes: Votes) -> None:
        self._votes, claims = votes, _claims_of(votes.table)[votes.one]
        self._claims = claims
        self._bounds = np.append(np.flatnonzero(np.diff(claims, prepend=-1)), len(claims))
        self._ends = list(zip(votes.one.tolist(), votes.other.tolist(), strict=True))
        self._order, self._ties = np.full(len(claims), -1), np.zeros(len(claims), dtype=np.int64)
        self._later, self._turn = np.zeros(len(claims), dtype=np.int64), np.zeros(len(claims), dtype=np.int64)

    def shares(self, dependence: Floats, copied: float) -> Floats:
        """Π (1 - c · dependence on an earlier one) for each vote, in the order of the votes."""
        found = dependence[self._votes.pair]
        found[found <= UNLIKELY] = 0
        shares = np.ones(self._votes.table.said.nnz)
        if len(found):
            self._arrange(found)
            starts = np.append(0, np.flatnonzero(np.diff(self._later[self._along])) + 1)
            shares[self._later[self._along[starts]]] = np.multiply.reduceat(1 - copied * found[self._along], starts)
        return shares

    def _arrange(self, found: Floats) -> None:
        """Say of each pair which vote comes later, and when the other came, where the order of the dependences changed or which are 0."""
        order = np.lexsort((-found, self._claims))
        ties = np.append(False, np.diff(found[order]) == 0) + 2 * (found[order] == 0)  # a vote beside no other stands at 0 too
        moved = np.unique(self._claims[(order != self._order) | (ties != self._ties)])
        self._order, self._ties = order, ties
        groups = np.searchsorted(self._claims[self._bounds[:-1]], moved)
        values = found.tolist()
        for start, end in zip(self._bounds[groups].tolist(), self._bounds[groups + 1].tolist(), strict=True):
            later = _later(self._ends[start:end], values[start:end])
            self._later[start:end], self._turn[start:end] = zip(*later, strict=True)
        if len(moved):
            self._along = np.lexsort((self._turn, self._later))


def _claims_of(table: Assertions) -> Integers:
    """The claim that each vote is for."""
    return np.repeat(np.arange(table.said.shape[0]), np.diff(table.said.indptr))


def _later(pairs: Sequence[tuple[int, int]], dependence: Sequence[float]) -> list[tuple[int, int]]:
    """Of each pair of votes the one that comes later, and at which turn the other one came."""
    nearest = dict.fromkeys(sorted({place for pair in pairs for place in pair}), 0.0)
    beside: dict[int, list[tuple[int, int, float]]] = {place: [] for place in nearest}
    for number, ((one, other), found) in enumerate(zip(pairs, dependence, strict=True)):
        beside[one].append((number, other, found))
        beside[other].append((number, one, found))
    later = [(0, 0)] * len(pairs)
    chosen, turn = pairs[dependence.index(max(dependence))][0], 0
    while nearest:
        del nearest[chosen]
        for number, other, found in beside[chosen]:
            if other in nearest:
                later[number] = (other, turn)
                nearest[other] = max(nearest[other], found)
        chosen, turn = max(nearest, key=nearest.__getitem__, default=-1), turn + 1
    return later
