"""One evaluation of some arguments: from the strengths of what points at them, or from bounds on those."""

from dataclasses import dataclass

import numpy as np

from claimgraph.reason.arrays import Floats
from claimgraph.reason.gradual.aggregation import Totals
from claimgraph.reason.gradual.bipolar import BipolarGraph, Rows
from claimgraph.reason.gradual.semantics import Semantics

CLOSED = 1e-9
"""Bounds at most this far apart are one number."""


@dataclass(frozen=True, slots=True)
class Box:
    """A lower and an upper bound for each argument: all equilibria lie between them."""

    low: Floats
    high: Floats

    @classmethod
    def widest(cls, count: int) -> "Box":
        """Nothing known: [0, 1] for each argument."""
        return cls(np.zeros(count), np.ones(count))

    @property
    def width(self) -> Floats:
        """How far apart the bounds of each argument are."""
        return self.high - self.low

    @property
    def middle(self) -> Floats:
        """Half way between the bounds of each argument."""
        return (self.low + self.high) / 2

    def part(self, start: int, end: int) -> "Box":
        """The bounds of arguments start to end, sharing memory."""
        return Box(self.low[start:end], self.high[start:end])

    def put(self, other: "Box") -> float:
        """Take these bounds over; the greatest change."""
        change = max(np.abs(self.low - other.low).max(initial=0.0), np.abs(self.high - other.high).max(initial=0.0))
        self.low[:], self.high[:] = other.low, other.high
        return float(change)


@dataclass(frozen=True, slots=True)
class Arguments:
    """Neighbouring arguments of a graph in schedule order, made ready to be evaluated again and again; `size` counts their edges."""

    start: int
    end: int
    size: int
    base: Floats
    rows: Rows
    semantics: Semantics
    totals: Totals

    @classmethod
    def of(cls, graph: BipolarGraph, semantics: Semantics, places: range) -> "Arguments":
        """The arguments at these places."""
        start, end = places.start, places.stop
        rows = graph.rows.part(start, end)
        totals = semantics.aggregation.prepared(rows, graph.count)
        return cls(start, end, len(rows.tails), graph.base[start:end], rows, semantics, totals)

    def moved(self, strengths: Floats) -> Floats:
        """The strengths of these arguments that follow from the strengths of all; a line of values each where those are."""
        totals = self.totals(strengths)
        base = self.base if strengths.ndim == 1 else self.base[:, None]
        return np.asarray(self.semantics.influence(base, totals[::2] - totals[1::2]))

    def energies(self, box: Box) -> Box:
        """Bounds on the energies: least support with most attack, and most support with least attack (totals are monotone)."""
        least, most = self.totals(box.low), self.totals(box.high)
        return Box(least[::2] - most[1::2], most[::2] - least[1::2])

    def bounded(self, box: Box) -> Box:
        """The bounds on these arguments that follow from bounds on all (the influence is monotone as well)."""
        energy, influence = self.energies(box), self.semantics.influence
        return Box(np.asarray(influence(self.base, energy.low)), np.asarray(influence(self.base, energy.high)))


def follow(graph: BipolarGraph, semantics: Semantics, places: range, *, strengths: Floats) -> None:
    """Evaluate the arguments at these places in turn, where each rests on earlier ones only; `strengths` is read and written."""
    start, end = places.start, places.stop
    rows = graph.rows.part(start, end)
    starts, tails, weights = rows.starts.tolist(), (rows.tails - start).tolist(), rows.weights.tolist()
    before, base = strengths[rows.tails].tolist(), graph.base[start:end].tolist()
    total, influence = semantics.aggregation.total, semantics.influence
    found: list[float] = []
    for number in range(end - start):
        first, middle, last = starts[2 * number : 2 * number + 3]
        known = [found[tails[edge]] if tails[edge] >= 0 else before[edge] for edge in range(first, last)]
        support = total(zip(weights[first:middle], known[: middle - first], strict=True))
        attack = total(zip(weights[middle:last], known[middle - first :], strict=True))
        found.append(float(influence(base[number], support - attack)))
    strengths[start:end] = found
