"""Methods whose numbers are probabilities: ACCU and the latent credibility analysis SimpleLCA. Each round is linear in the assertions."""

import numpy as np

from claimgraph.reason.arrays import Floats
from claimgraph.reason.truth.assertions import Assertions, Truth

START = 0.8
"""The accuracy that every source starts with."""
LEAST, MOST = 0.01, 0.99
"""Accuracies are kept between: nobody is certain to be wrong or right."""
STILL = 1e-10
ROUNDS = 200
FALSE_VALUES = 5
"""How many wrong values an object is taken to have, at most: never more than there are other values in the whole table."""


def accu(table: Assertions, *, false_values: int | None = None, rounds: int = ROUNDS) -> Truth:
    """Dong, Berti-Équille and Srivastava, VLDB 2009, without copying: votes are weighed by log-odds, an accuracy is a mean probability."""
    wrong = wrong_values(table, false_values)
    accuracy, belief = np.full(len(table.sources), START), np.zeros(len(table.claims))
    for done in range(1, rounds + 1):
        belief = probabilities(table, table.said @ vote_weights(accuracy, wrong), wrong)
        before, accuracy = accuracy, accuracies(table, belief)
        if np.abs(accuracy - before).max() < STILL:
            return Truth(accuracy, belief, done)
    return Truth(accuracy, belief, rounds)


def wrong_values(table: Assertions, false_values: int | None) -> int:
    """How many wrong values an object has: as given, else `FALSE_VALUES`, or fewer where the table has fewer (1 for yes or no)."""
    known = len({value for _, value in table.claims})
    return false_values or max(1, min(FALSE_VALUES, known - 1))


def vote_weights(accuracy: Floats, false_values: int) -> Floats:
    """How much the vote of each source counts: ln(n A / (1 - A))."""
    return np.asarray(np.log(false_values * accuracy / (1 - accuracy)))


def probabilities(table: Assertions, votes: Floats, false_values: int) -> Floats:
    """The probability of each claim by its vote count C: e^C over the sum for its object, values that nobody says counting e⁰ each."""
    unsaid = np.maximum(false_values + 1 - table.rivals, 0)
    highest = np.zeros(table.object_count)
    np.maximum.at(highest, table.objects, votes)
    top = highest[table.objects]
    share = np.exp(votes - top)
    return np.asarray(share / (table.pooled(share) + unsaid * np.exp(-top)))


def accuracies(table: Assertions, belief: Floats) -> Floats:
    """The accuracy of each source: the mean probability of its claims, kept between `LEAST` and `MOST`."""
    return np.asarray(np.clip((table.says @ belief) / table.claims_of_source, LEAST, MOST))


def simple_lca(table: Assertions, *, rounds: int = ROUNDS) -> Truth:
    """Pasternack and Roth, WWW 2013: a source is honest with probability H, else picks one of the other values alike; found by EM."""
    honesty, belief, rivals = np.full(len(table.sources), START), np.zeros(len(table.claims)), table.rivals
    others = np.maximum(rivals - 1, 1)
    for done in range(1, rounds + 1):
        odds = table.said @ np.log(honesty / (1 - honesty)) + table.sources_of_claim * np.log(others)
        top = np.full(table.object_count, -np.inf)
        np.maximum.at(top, table.objects, odds)
        share = np.exp(odds - top[table.objects])
        belief = share / table.pooled(share)
        before, honesty = honesty, accuracies(table, belief)
        if np.abs(honesty - before).max() < STILL:
            return Truth(honesty, belief, done)
    return Truth(honesty, belief, rounds)
