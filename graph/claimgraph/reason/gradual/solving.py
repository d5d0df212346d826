"""The strengths of all arguments, each with what is known of it: proven, converged, not found, or out of budget.

Component after component in topological order. Outside cycles every strength is exact. A cycle first gets bounds: where
they close, the answer is the only one there is; else a damped iteration from the base scores looks for an answer, which is
then called converged and shown with its bounds.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimgraph.reason.arrays import Flags, Floats, Integers
from claimgraph.reason.gradual.bipolar import BipolarGraph
from claimgraph.reason.gradual.budget import Budget
from claimgraph.reason.gradual.evaluation import CLOSED, Arguments, Box, follow
from claimgraph.reason.gradual.iteration import polish, settle, tighten
from claimgraph.reason.gradual.schedule import Block, Manner, Schedule, schedule_of
from claimgraph.reason.gradual.semantics import QUADRATIC_ENERGY, Semantics


class Standing(IntEnum):
    """How good a strength is, best first: as good as the worst that it rests on, unless its own bounds close."""

    UNIQUE = 0
    CONVERGED = 1
    NOT_FOUND = 2
    UNDETERMINED = 3

    @property
    def words(self) -> str:
        """What a reader is told."""
        return _WORDS[self]


_WORDS = {
    Standing.UNIQUE: "proven to be the only equilibrium",
    Standing.CONVERGED: "converged, not proven unique",
    Standing.NOT_FOUND: "no equilibrium found",
    Standing.UNDETERMINED: "undetermined: the budget of work was used up",
}


@dataclass(frozen=True, slots=True)
class Solution:
    """Strengths in [0, 1] (NaN where none was found), bounds that hold every equilibrium, and how good each strength is."""

    strengths: Floats
    box: Box
    standing: NDArray[np.int8]

    @property
    def worst(self) -> Standing:
        """The standing of the least certain strength."""
        return Standing(int(self.standing.max(initial=0)))


def solve(
    graph: BipolarGraph, semantics: Semantics = QUADRATIC_ENERGY, *, schedule: Schedule | None = None, budget: Budget | None = None
) -> Solution:
    """The strengths of all arguments. Linear outside cycles; inside, as many sweeps as they take or the budget allows."""
    semantics.check(graph.rows.weights)
    plan = schedule or schedule_of(graph)
    solving = Solving.of(graph.reordered(plan.order), semantics, budget or Budget())
    for block in plan.blocks:
        solving.solve_block(block)
    return solving.solution(plan.order)


@dataclass(slots=True)
class Solving:
    """A solution in the making, in schedule order. Each block that is solved finds what points at it solved."""

    graph: BipolarGraph
    semantics: Semantics
    budget: Budget
    strengths: Floats
    box: Box
    standing: NDArray[np.int8]
    doubtful: bool = False

    @classmethod
    def of(cls, graph: BipolarGraph, semantics: Semantics, budget: Budget) -> "Solving":
        """Nothing solved yet."""
        return cls(graph, semantics, budget, graph.base.copy(), Box.widest(graph.count), np.zeros(graph.count, dtype=np.int8))

    @property
    def values(self) -> tuple[NDArray[Any], ...]:
        """All that is known of each argument: strength, bounds, standing."""
        return self.strengths, self.box.low, self.box.high, self.standing

    def solution(self, order: Integers) -> Solution:
        """What was found, by the numbers of the graph that was put in this order."""
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        return Solution(self.strengths[place], Box(self.box.low[place], self.box.high[place]), self.standing[place])

    def solve_block(self, block: Block) -> None:
        """Solve one block."""
        if block.manner is Manner.CYCLIC:
            self._solve_cycles(block)
        elif self.doubtful:
            self._solve_in_doubt(block)
        else:
            self._solve_exactly(block)

    def _solve_exactly(self, block: Block) -> None:
        """Arguments that rest on certain ones only."""
        own = slice(block.start, block.end)
        if block.manner is Manner.ONE_BY_ONE:
            follow(self.graph, self.semantics, range(block.start, block.end), strengths=self.strengths)
        else:
            self.strengths[own] = Arguments.of(self.graph, self.semantics, range(block.start, block.end)).moved(self.strengths)
        self.box.low[own] = self.box.high[own] = self.strengths[own]

    def _solve_in_doubt(self, block: Block) -> None:
        """Arguments that may rest on uncertain ones: they inherit the doubt where their own bounds are open."""
        whole = block.manner is Manner.TOGETHER
        for start, end in [(block.start, block.end)] if whole else ((node, node + 1) for node in range(block.start, block.end)):
            part = Arguments.of(self.graph, self.semantics, range(start, end))
            self.strengths[start:end] = part.moved(self.strengths)
            self.box.part(start, end).put(part.bounded(self.box))
            self._judge(start, end, self._inherited(start, end))

    def _solve_cycles(self, block: Block) -> None:
        """Components with cycles: bounds first, then a search where they stay open."""
        start, end = block.start, block.end
        part = Arguments.of(self.graph, self.semantics, range(start, end))
        own, starts = self.box.part(start, end), np.array(block.parts[:-1], dtype=np.int64) - start
        proven = tighten(part, self.box, starts, budget=self.budget)
        self.strengths[start:end] = own.middle
        certain = np.repeat(proven, np.diff(block.parts))
        polish(part, self.strengths, certain, budget=self.budget)
        closed = certain & ~np.isnan(self.strengths[start:end])
        own.low[closed] = own.high[closed] = self.strengths[start:end][closed]
        self.doubtful = self.doubtful or not proven.all()
        if self.doubtful:
            self._search(part, starts, ~proven)

    def _search(self, part: Arguments, starts: Integers, is_open: Flags) -> None:
        """Look for an equilibrium of the components whose bounds stayed open."""
        inherited = np.maximum.reduceat(self._inherited(part.start, part.end), starts)
        searched = is_open & (inherited < Standing.NOT_FOUND)
        resting = settle(part, self.strengths, starts, searched=searched, budget=self.budget)
        missed = Standing.UNDETERMINED if self.budget.spent else Standing.NOT_FOUND
        found = np.where(searched, np.where(resting, Standing.CONVERGED, missed), Standing.UNIQUE)
        sizes = np.diff(np.append(starts, part.end - part.start))
        self._judge(part.start, part.end, np.repeat(np.maximum(found, inherited).astype(np.int8), sizes))

    def _inherited(self, start: int, end: int) -> NDArray[np.int8]:
        """The worst standing among what points at each argument."""
        rows = self.graph.rows.part(start, end)
        worst = np.zeros(end - start, dtype=np.int8)
        np.maximum.at(worst, rows.heads, self.standing[rows.tails])
        return worst

    def _judge(self, start: int, end: int, standing: NDArray[np.int8]) -> None:
        """Set these standings, but `UNIQUE` and the middle of the bounds where those are closed, and no number where none was found."""
        own, strengths = self.box.part(start, end), self.strengths[start:end]
        closed = own.width <= CLOSED
        self.standing[start:end] = np.where(closed, Standing.UNIQUE, standing)
        strengths[closed & np.isnan(strengths)] = own.middle[closed & np.isnan(strengths)]
        strengths[self.standing[start:end] >= Standing.NOT_FOUND] = np.nan
