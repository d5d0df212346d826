"""A proof that a component has one equilibrium before its bounds have met: between them, the map draws any two points together.

All equilibria lie between the bounds, and the map leads from there to there. Let K hold the greatest |∂f_i/∂s_j| between the
bounds. Where K v ≤ θ v for some v > 0 and θ < 1, the map is a contraction in the norm max |x_i| / v_i, so it has one fixed
point (Banach), and plain iteration finds it. v grows as 1 + K 1 + K² 1 + …, which converges wherever any such v exists
(Perron-Frobenius; Collatz and Wielandt). This often closes in half the sweeps that the bounds need.
"""

import numpy as np
from scipy.sparse import csr_matrix

from claimgraph.reason.arrays import Flags, Integers
from claimgraph.reason.gradual.budget import Budget
from claimgraph.reason.gradual.evaluation import Arguments, Box

SURELY = 0.99
"""A greatest ratio below this proves a contraction, far from what rounding could feign."""
GROWTHS = 24
FARTHEST = 100.0
"""Norms with weights beyond this would turn rounding into error."""


def contracts(part: Arguments, box: Box, starts: Integers, *, budget: Budget) -> Flags:
    """Which components of this block are proven to contract between the bounds; `starts` is where each begins in the part."""
    slopes = _greatest_slopes(part, box)
    weights = np.zeros(len(box.low))
    own = weights[part.start : part.end]
    own[:] = 1
    ratios = np.full(len(starts), np.inf)  # of nothing that was looked at
    for _ in range(GROWTHS):
        if not budget.spend(part.size):
            break
        drawn = slopes @ weights
        ratios = np.maximum.reduceat(drawn / own, starts)
        own[:] = 1 + drawn
        if (ratios < SURELY).all() or own.max() > FARTHEST:
            break
    return np.asarray(ratios < SURELY)


def _greatest_slopes(part: Arguments, box: Box) -> csr_matrix:
    """A bound on the derivative of each strength of the block by each strength of the graph, anywhere between the bounds."""
    energy, semantics, rows = part.energies(box), part.semantics, part.rows
    steep = semantics.steepest(part.base, energy.low, energy.high)
    values = rows.weights * semantics.aggregation.steepest(rows, box.low) * np.repeat(steep, np.diff(rows.starts[::2]))
    return csr_matrix((values, rows.tails, rows.starts[::2]), shape=(part.end - part.start, len(box.low)))
