"""What is repeated inside cycles: bounds that draw together, and steps towards a point that stays where it is.

A monotone map keeps every equilibrium between bounds that start at [0, 1] and are mapped again and again, least support
with most attack and the other way round: the numerical analogue of the grounded extension. Where they meet, there is one
equilibrium. Nothing is gained from continuous dynamics: they may cycle as well (`docs/method.md`).
"""

from collections.abc import Iterator

import numpy as np

from claimgraph.reason.arrays import Flags, Floats, Integers
from claimgraph.reason.gradual.budget import Budget
from claimgraph.reason.gradual.contraction import contracts
from claimgraph.reason.gradual.evaluation import CLOSED, Arguments, Box

STILL = 1e-12
"""A sweep that changes nothing by more than this changes nothing."""
SETTLED = 1e-12
"""An argument this near to where its strength follows from the others is at rest."""
TIGHTENINGS = 2_000
TRIALS = frozenset({6, 10, 16, 24, 36, 54, 80, 120, 180, 270})
"""After which sweeps it is tried to prove a contraction within the bounds."""
POLISHES = 2_000
DAMPINGS = ((0.5, 600), (0.1, 3_000))
"""Shares of the way that a step goes, and how many steps are tried: a short step settles what overshoots with a long one."""


def tighten(part: Arguments, box: Box, starts: Integers, *, budget: Budget) -> Flags:
    """Draw the bounds of these arguments together from [0, 1]; which components are thereby proven to have one equilibrium.

    `starts` is where each component begins in the part. The bounds hold whenever this ends.
    """
    own = box.part(part.start, part.end)
    own.put(Box.widest(part.end - part.start))
    proven: Flags = np.zeros(len(starts), dtype=np.bool_)
    for sweep in range(1, TIGHTENINGS):
        if not budget.spend(2 * part.size):
            return proven
        change = own.put(part.bounded(box))
        if sweep in TRIALS:
            proven |= contracts(part, box, starts, budget=budget)
        proven |= np.maximum.reduceat(own.width, starts) <= CLOSED
        if change <= STILL or proven.all():
            return proven
    return proven


def polish(part: Arguments, strengths: Floats, certain: Flags, *, budget: Budget) -> None:
    """Move these arguments to rest at full precision; ends when those that are `certain` to have one equilibrium do not move."""
    own = strengths[part.start : part.end]
    for _ in range(POLISHES):
        moved = part.moved(strengths)
        change = np.abs(moved - own)[certain].max(initial=0.0)
        own[:] = moved
        if not change > STILL or not budget.spend(part.size):
            return


def settle(part: Arguments, strengths: Floats, starts: Integers, *, searched: Flags, budget: Budget) -> Flags:
    """Which components come to rest among those that are `searched` (one flag for each; `starts` is where each begins in the part).

    Every search starts from the base scores: what is found must not depend on what was known before.
    """
    resting: Flags = ~searched
    sizes = np.diff(np.append(starts, part.end - part.start))
    for damping, steps in DAMPINGS:
        own = strengths[part.start : part.end]
        own[:] = np.where(np.repeat(resting, sizes), own, part.base)
        for step in _steps(part, strengths, steps=steps, budget=budget):
            resting |= np.maximum.reduceat(np.abs(step), starts) <= SETTLED
            if resting.all():
                return resting
            own += np.where(np.repeat(resting, sizes), 0.0, damping * step)
    return resting


def _steps(part: Arguments, strengths: Floats, *, steps: int, budget: Budget) -> Iterator[Floats]:
    """How far each argument is from where it should be, again and again."""
    for _ in range(steps):
        if not budget.spend(part.size):
            return
        yield part.moved(strengths) - strengths[part.start : part.end]
