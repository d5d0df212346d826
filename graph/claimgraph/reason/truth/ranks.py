"""Methods whose numbers rank and are no probabilities (Pasternack and Roth, COLING 2010). Each round is linear in the assertions.

Trust and belief are divided by their greatest value after every round, as in the paper; the number of rounds is fixed.
"""

from collections.abc import Callable

import numpy as np

from claimgraph.reason.arrays import Floats
from claimgraph.reason.truth.assertions import Assertions, Truth

ROUNDS = 20


def sums(table: Assertions, *, rounds: int = ROUNDS) -> Truth:
    """Hubs and authorities: a source is as good as the sum of its claims, a claim as the sum of its sources. Rewards volume."""
    return _mutual(table, np.ones(len(table.sources)), rounds)


def average_log(table: Assertions, *, rounds: int = ROUNDS) -> Truth:
    """As `sums`, a source weighed by log(claims) / claims: one that makes a single claim has no trust, ever."""
    counts = table.claims_of_source
    return _mutual(table, np.log(counts) / counts, rounds)


def investment(table: Assertions, *, growth: float = 1.2, rounds: int = ROUNDS) -> Truth:
    """Sources invest their trust in equal parts; a claim returns its growth^g by the share invested. Drains towards few sources."""
    start = table.sources_of_claim / table.pooled(table.sources_of_claim)
    return _invested(table, start, lambda invested: invested**growth, rounds)


def pooled_investment(table: Assertions, *, growth: float = 1.4, rounds: int = 10) -> Truth:
    """As `investment`, the returns of an object's claims pooled: each gets its share of the grown investments."""

    def returned(invested: Floats) -> Floats:
        """What each claim gives back of what was invested in it."""
        grown = invested**growth
        return invested * grown / table.pooled(grown)

    return _invested(table, 1 / table.rivals, returned, rounds)


def _mutual(table: Assertions, weights: Floats, rounds: int) -> Truth:
    belief, trust = np.full(len(table.claims), 0.5), np.zeros(len(table.sources))
    for _ in range(rounds):
        trust = weights * (table.says @ belief)
        belief = table.said @ trust
        if not trust.any():
            break
        trust, belief = trust / trust.max(), belief / belief.max()
    return Truth(trust, belief, rounds)


def _invested(table: Assertions, belief: Floats, grow: Callable[[Floats], Floats], rounds: int) -> Truth:
    counts, trust = table.claims_of_source, np.ones(len(table.sources))
    for done in range(rounds):
        stakes = trust / counts
        invested = table.said @ stakes
        if (invested == 0).any():
            return Truth(trust, belief, done)
        trust = stakes * (table.says @ (belief / invested))
        belief = grow(table.said @ (trust / counts))
        trust, belief = trust / trust.max(), belief / belief.max()
    return Truth(trust, belief, rounds)
