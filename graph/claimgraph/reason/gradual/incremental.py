"""Strengths kept up to date: what changes is worked out anew in component order, and only as far as it makes a difference.

A component is never started from its old answer, always from its base scores: else scores would depend on the history of
edits. Every component is worked out at most once a change; where a change reaches a good part of the graph, all is solved.
"""

from collections.abc import Iterable
from heapq import heappop, heappush

import numpy as np

from claimgraph.errors import InputError
from claimgraph.reason.arrays import grouped
from claimgraph.reason.gradual.bipolar import BipolarGraph
from claimgraph.reason.gradual.budget import WORK, Budget
from claimgraph.reason.gradual.schedule import Block, Manner, schedule_of
from claimgraph.reason.gradual.semantics import QUADRATIC_ENERGY, Semantics
from claimgraph.reason.gradual.solving import Solution, Solving

SAME = 1e-12
"""A strength that moved by no more than this has not moved."""
FEW = 16
"""A change that reaches more than one in so many arguments is worked out as a whole."""


class Incremental:
    """A solved graph that may change; `touched` counts the arguments that were worked out at the last change."""

    def __init__(self, graph: BipolarGraph, semantics: Semantics = QUADRATIC_ENERGY, *, work: int = WORK) -> None:
        """Solve the graph; `work` is the budget of each change, in edges read inside cycles."""
        semantics.check(graph.rows.weights)
        self._semantics, self._work = semantics, work
        self._arrange(graph)
        self._solve_all()

    @property
    def solution(self) -> Solution:
        """All strengths as they are now. Linear, since they are copied."""
        return self._solving.solution(self._order)

    def strength(self, argument: int) -> float:
        """The strength of one argument, NaN where none was found."""
        return float(self._solving.strengths[self._place[argument]])

    def set_base(self, argument: int, score: float) -> None:
        """Give an argument another base score in [0, 1]."""
        if not 0 <= score <= 1:
            raise InputError(f"a base score of {score} lies outside [0, 1]: scale it before it is set")
        place = int(self._place[argument])
        self._solving.graph.base[place] = score
        self._recompute([place])

    def set_weight(self, edge: int, weight: float) -> None:
        """Give an edge, by its number in the graph, another signed weight; 0 silences it."""
        if not np.isfinite(weight):
            raise InputError(f"a weight of {weight} is not a finite number: use 0 to silence an edge")
        self._semantics.check(np.abs([weight]))
        rows, at = self._solving.graph.rows, int(self._at[edge])
        row = int(np.searchsorted(rows.starts, at, side="right")) - 1
        rows.weights[at] = abs(weight)
        if weight and (weight < 0) != row % 2:
            self._move(at, row)
        self._recompute([row // 2])

    def adopt(self, graph: BipolarGraph, changed: Iterable[int]) -> None:
        """Go on with another graph over the same arguments and perhaps more at the end.

        `changed` are the older arguments whose base score or incoming edges differ. Linear to lay out, for the change of structure.
        """
        self._semantics.check(graph.rows.weights)
        parts = [range(int(self._starts[place]), int(self._ends[place])) for place in self._place[list(changed)].tolist()]
        seeds = [int(self._order[place]) for part in parts for place in part]
        before = self.solution
        known = len(before.strengths)
        self._arrange(graph)
        solving, place = self._solving, self._place[:known]
        solving.strengths[place], solving.standing[place] = before.strengths, before.standing
        solving.box.low[place], solving.box.high[place] = before.box.low, before.box.high
        solving.doubtful = bool(before.standing.any())
        self._recompute(self._place[[*seeds, *range(known, graph.count)]].tolist())

    def _arrange(self, graph: BipolarGraph) -> None:
        """Lay out a graph, with nothing solved: places in schedule order, components, targets, and where each edge stands."""
        plan = schedule_of(graph)
        self._order, self._blocks = plan.order, plan.blocks
        self._most = 64 + graph.count // FEW
        self._place = np.empty_like(plan.order)
        self._place[plan.order] = np.arange(graph.count)
        self._solving = Solving.of(graph.reordered(plan.order), self._semantics, Budget(self._work))
        self._starts, self._ends = plan.components()
        ordered = self._solving.graph
        self._targets_from, order = grouped(ordered.rows.tails, graph.count)
        self._targets = ordered.rows.heads[order]
        self._at = np.empty_like(ordered.edges)
        self._at[ordered.edges] = np.arange(len(ordered.edges))

    def _move(self, at: int, row: int) -> None:
        """Move the edge at a place to the other row of its head, over the border between the two."""
        rows, edges = self._solving.graph.rows, self._solving.graph.edges
        border = row + 1 if row % 2 == 0 else row
        over = int(rows.starts[border]) - (row % 2 == 0)
        for values in (rows.tails, rows.weights, edges):
            values[[at, over]] = values[[over, at]]
        self._at[edges[[at, over]]] = (at, over)
        rows.starts[border] += -1 if row % 2 == 0 else 1

    def _solve_all(self) -> None:
        self.touched = self._solving.graph.count
        self._solving.doubtful = False
        self._solving.standing[:] = 0
        self._solving.budget = Budget(self._work)
        for block in self._blocks:
            self._solving.solve_block(block)

    def _recompute(self, places: Iterable[int]) -> None:
        """Work out these arguments and what follows, each component once, before all that it points at."""
        self._solving.budget = Budget(self._work)
        self.touched = 0
        waiting: list[int] = []
        queued: set[int] = set()
        self._queue(places, waiting, queued)
        while waiting:
            start = heappop(waiting)
            end = int(self._ends[start])
            self.touched += end - start
            if self.touched > self._most:
                self._solve_all()
                return
            for place in self._moved(start, end):
                targets = self._targets[self._targets_from[place] : self._targets_from[place + 1]]
                self._queue(targets.tolist(), waiting, queued)

    def _queue(self, places: Iterable[int], waiting: list[int], queued: set[int]) -> None:
        for place in places:
            start = int(self._starts[place])
            if start not in queued:
                queued.add(start)
                heappush(waiting, start)

    def _moved(self, start: int, end: int) -> list[int]:
        """Work out one component; which of its arguments moved."""
        solving, rows = self._solving, self._solving.graph.rows
        if end - start > 1 or start in rows.tails[rows.starts[2 * start] : rows.starts[2 * end]].tolist():
            return self._moved_in(Block(start, end, Manner.CYCLIC, (start, end)))
        if solving.doubtful:
            return self._moved_in(Block(start, end, Manner.ONE_BY_ONE))
        before = solving.strengths[start]
        solving.solve_block(Block(start, end, Manner.ONE_BY_ONE))
        return [start] if abs(solving.strengths[start] - before) > SAME else []

    def _moved_in(self, block: Block) -> list[int]:
        """Work out one block; which of its arguments have another strength, bound or standing."""
        own = slice(block.start, block.end)
        before = [values[own].copy() for values in self._solving.values]
        self._solving.solve_block(block)
        after = [values[own] for values in self._solving.values]
        still = [(np.abs(new - old) <= SAME) | (np.isnan(new) & np.isnan(old)) for new, old in zip(after, before, strict=True)]
        return (block.start + np.flatnonzero(~np.logical_and.reduce(still))).tolist()
