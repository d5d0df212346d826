"""Three more methods for comparison: TruthFinder, CRH and 2-Estimates. Each round is linear in the assertions."""

import numpy as np
from scipy.sparse import csr_matrix

from claimgraph.reason.arrays import Floats
from claimgraph.reason.truth.assertions import Assertions, Truth

ROUNDS = 20
SMALL = 1e-5
"""Keeps CRH's logarithms and divisions in bounds, as in the reference program."""


def truth_finder(
    table: Assertions, *, implications: csr_matrix | None = None, influence: float = 0.5, dampening: float = 0.3, rounds: int = 1_000
) -> Truth:
    """Yin, Han and Yu, TKDE 2008; ends when the trust vector turns by less than 0.001 (one less the cosine).

    `implications[c, d]` in [-1, 1] says how far claim c speaks for d; without any, rival values do not compete.
    """
    trust = np.full(len(table.sources), 0.9)
    belief, counts = np.zeros(len(table.claims)), table.claims_of_source
    for done in range(rounds):
        if (trust == 1).any():
            return Truth(trust, belief, done)
        score = table.said @ -np.log1p(-trust)
        if implications is not None:
            score = score + influence * (implications.T @ score)
        belief = 1 / (1 + np.exp(-dampening * score))
        before, trust = trust, (table.says @ belief) / counts
        if 1 - before @ trust / (np.linalg.norm(before) * np.linalg.norm(trust)) < 0.001:
            return Truth(trust, belief, done + 1)
    return Truth(trust, belief, rounds)


def crh(table: Assertions, *, rounds: int = ROUNDS) -> Truth:
    """Li et al., SIGMOD 2014: a source weighs -log of its share of all loss, squared distance to the belief over an object's claims."""
    belief, trust = table.sources_of_claim / len(table.sources), np.zeros(len(table.sources))
    for _ in range(rounds):
        loss = SMALL + table.says @ (table.pooled(belief**2) - 2 * belief + 1)
        trust = SMALL - np.log(loss / loss.sum())
        belief = (table.said @ trust) / trust.sum()
    return Truth(trust, belief, rounds)


def two_estimates(table: Assertions, *, sharpness: float = 0.5, rounds: int = ROUNDS) -> Truth:
    """Galland, Abiteboul, Marian and Senellart, WSDM 2010: a source that gives a value denies the others.

    Errors of sources and beliefs are each other's means; both are stretched to [0, 1] and then rounded by the share `sharpness`.
    Trust is 1 - error.
    """
    voters = table.pooled(table.sources_of_claim)
    cast = table.says @ table.rivals
    error, belief = np.full(len(table.sources), 0.4), np.zeros(len(table.claims))
    for _ in range(rounds):
        doubted = table.said @ error
        against = table.pooled(doubted) - doubted
        belief = _stretched((table.sources_of_claim - doubted + against) / voters, sharpness)
        wrong = table.says @ (table.pooled(belief) + 1 - 2 * belief)
        error = _stretched(wrong / cast, sharpness)
    return Truth(1 - error, belief, rounds)


def _stretched(values: Floats, sharpness: float) -> Floats:
    """The mean of the values stretched to [0, 1] and of the values rounded; values that are all equal are not stretched."""
    low, high = values.min(), values.max()
    full = (values - low) / (high - low) if high > low else np.clip(values, 0, 1)
    return np.asarray(sharpness * np.round(np.clip(values, 0, 1)) + (1 - sharpness) * full)
