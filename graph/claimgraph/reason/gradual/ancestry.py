"""What one argument rests on, and how strong it would be if some of that were otherwise."""

from dataclasses import dataclass

import numpy as np

from claimgraph.reason.arrays import Flags, Floats, Integers, ranges
from claimgraph.reason.gradual.bipolar import BipolarGraph
from claimgraph.reason.gradual.evaluation import Arguments
from claimgraph.reason.gradual.iteration import DAMPINGS, SETTLED
from claimgraph.reason.gradual.schedule import Block, Manner, Schedule, schedule_of
from claimgraph.reason.gradual.semantics import QUADRATIC_ENERGY, Semantics

CELLS = 2_000_000
"""How many strengths are held at once: cases beyond are worked out in batches."""


def ancestors_of(graph: BipolarGraph, topic: int) -> Integers:
    """The topic and all arguments that reach it, ascending. Linear in what is found."""
    seen = np.zeros(graph.count, dtype=np.bool_)
    frontier = np.array([topic], dtype=np.int64)
    while frontier.size:
        seen[frontier] = True
        starts, ends = graph.rows.starts[2 * frontier], graph.rows.starts[2 * frontier + 2]
        reached = np.unique(graph.rows.tails[ranges(starts, ends - starts)])
        frontier = reached[~seen[reached]]
    return np.flatnonzero(seen)


@dataclass(frozen=True, slots=True)
class Ancestry:
    """A topic with all that reaches it, in an order in which it can be worked out; `arguments` are their numbers in the whole graph."""

    graph: BipolarGraph
    schedule: Schedule
    arguments: Integers
    topic: int
    semantics: Semantics

    @classmethod
    def of(cls, graph: BipolarGraph, topic: int, semantics: Semantics = QUADRATIC_ENERGY) -> "Ancestry":
        """The ancestry of an argument of a graph."""
        semantics.check(graph.rows.weights)
        found = ancestors_of(graph, topic)
        part = graph.reordered(found)
        schedule = schedule_of(part)
        arguments = found[schedule.order]
        return cls(part.reordered(schedule.order), schedule, arguments, int(np.flatnonzero(arguments == topic)[0]), semantics)

    def places(self, arguments: Integers) -> Integers:
        """Where these arguments stand; those that do not reach the topic are left out."""
        order = np.argsort(self.arguments)
        at = np.minimum(np.searchsorted(self.arguments, arguments, sorter=order), len(order) - 1)
        found = order[at]
        return np.asarray(found[self.arguments[found] == arguments])

    def topic_strengths(self, forced: Floats) -> Floats:
        """The strength of the topic in each case (a column): `forced` has a fixed strength for an argument, or NaN where it is free.

        An argument forced to 0 counts as absent, under every semantics here. NaN where a cycle does not come to rest.
        """
        batch = max(1, CELLS // len(self.arguments))
        parts = [self._batch(forced[:, first : first + batch]) for first in range(0, forced.shape[1], batch)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _batch(self, forced: Floats) -> Floats:
        free = np.isnan(forced)
        strengths = np.where(free, self.graph.base[:, None], forced)
        for block in self.schedule.blocks:
            if block.manner is Manner.CYCLIC:
                self._rest(block, strengths, free)
            elif block.manner is Manner.TOGETHER:
                self._move(range(block.start, block.end), strengths, free)
            else:
                for place in range(block.start, block.end):
                    self._move(range(place, place + 1), strengths, free)
        return np.array(strengths[self.topic])

    def _move(self, places: range, strengths: Floats, free: Flags) -> None:
        start, end = places.start, places.stop
        part = Arguments.of(self.graph, self.semantics, places)
        strengths[start:end] = np.where(free[start:end], part.moved(strengths), strengths[start:end])

    def _rest(self, block: Block, strengths: Floats, free: Flags) -> None:
        """Let a cycle come to rest from its base scores, in each case for itself."""
        part, own = Arguments.of(self.graph, self.semantics, range(block.start, block.end)), slice(block.start, block.end)
        resting = np.zeros(strengths.shape[1], dtype=np.bool_)
        for damping, steps in DAMPINGS:
            again = free[own] & ~resting
            strengths[own] = np.where(again, part.base[:, None], strengths[own])
            for _ in range(steps):
                step = np.where(free[own] & ~resting, part.moved(strengths) - strengths[own], 0.0)
                resting |= np.abs(step).max(axis=0) <= SETTLED
                if resting.all():
                    return
                strengths[own] += damping * np.where(resting, 0.0, step)
        strengths[own] = np.where(resting, strengths[own], np.nan)
