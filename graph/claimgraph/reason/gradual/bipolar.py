"""A weighted bipolar graph in rows: for each argument those that support it, then those that attack it (a QBAF; Baroni et al. 2018)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_matrix

from claimgraph.errors import InputError
from claimgraph.reason.arrays import Floats, Integers, grouped, ranges


@dataclass(frozen=True, slots=True)
class Rows:
    """Incoming edges of some arguments, two rows for each: `starts` has twice as many entries as arguments and one more.

    Edges of row r are `tails[starts[r]:starts[r + 1]]` with `weights`, all ≥ 0; even rows support, odd rows attack.
    """

    starts: Integers
    tails: Integers
    weights: Floats

    def part(self, start: int, end: int) -> "Rows":
        """The rows of arguments start to end, sharing memory."""
        first, last = self.starts[2 * start], self.starts[2 * end]
        return Rows(self.starts[2 * start : 2 * end + 1] - first, self.tails[first:last], self.weights[first:last])

    def take(self, nodes: Integers) -> "Rows":
        """The rows of these arguments in this order, copied."""
        lengths = np.diff(self.starts)
        rows = np.stack((2 * nodes, 2 * nodes + 1), axis=1).ravel()
        edges = ranges(self.starts[rows], lengths[rows])
        return Rows(np.concatenate(([0], np.cumsum(lengths[rows]))), self.tails[edges], self.weights[edges])

    def matrix(self, arguments: int) -> csr_matrix:
        """The rows as a sparse matrix with a column for each argument of the whole graph."""
        return csr_matrix((self.weights, self.tails, self.starts), shape=(len(self.starts) - 1, arguments))

    @property
    def heads(self) -> Integers:
        """The argument, counted from the first of these rows, that each edge points at."""
        return np.repeat(np.arange(len(self.starts) // 2), self.starts[2::2] - self.starts[:-2:2])

    @property
    def signs(self) -> Floats:
        """+1.0 for each edge that supports, -1.0 for each that attacks."""
        return np.repeat(np.tile([1.0, -1.0], len(self.starts) // 2), np.diff(self.starts))


@dataclass(frozen=True, slots=True)
class BipolarGraph:
    """Arguments 0 to n - 1 with base scores in [0, 1], and their incoming edges; `edges` says which given edge stands at each place."""

    base: Floats
    rows: Rows
    edges: Integers

    @classmethod
    def of(cls, base: ArrayLike, *, tails: ArrayLike, heads: ArrayLike, weights: ArrayLike) -> "BipolarGraph":
        """A graph of edges tail → head: weight > 0 supports, < 0 attacks, 0 says nothing. Linear.

        InputError where a base score leaves [0, 1], a weight is not finite, an end is no argument, or lengths differ.
        """
        scores = np.array(base, dtype=np.float64)
        sources, targets = np.array(tails, dtype=np.int64), np.array(heads, dtype=np.int64)
        signed = np.array(weights, dtype=np.float64)
        _check(scores, (sources, targets), signed)
        starts, order = grouped(2 * targets + (signed < 0), 2 * len(scores))
        return cls(scores, Rows(starts, sources[order], np.abs(signed[order])), order)

    @property
    def count(self) -> int:
        """How many arguments there are."""
        return len(self.base)

    def reordered(self, order: Integers) -> "BipolarGraph":
        """The same graph, its arguments (all, or a part closed under what points at it) numbered in this order."""
        place = np.full(self.count, -1, dtype=np.int64)
        place[order] = np.arange(len(order))
        lengths = self.rows.starts[2::2] - self.rows.starts[:-2:2]
        rows, kept = self.rows.take(order), ranges(self.rows.starts[2 * order], lengths[order])
        return BipolarGraph(self.base[order], Rows(rows.starts, place[rows.tails], rows.weights), self.edges[kept])


def _check(base: Floats, ends: Sequence[Integers], weights: Floats) -> None:
    """Refuse what would make every later number meaningless."""
    if not np.all((base >= 0) & (base <= 1)):
        raise InputError("a base score lies outside [0, 1]: scale the scores of the arguments before they are weighed")
    if not np.all(np.isfinite(weights)):
        raise InputError("an edge has a weight that is not a finite number: leave the edge out or give it a number")
    if not len(ends[0]) == len(ends[1]) == len(weights):
        raise InputError("tails, heads and weights differ in length: give each edge one of each")
    if any(len(end) and (end.min() < 0 or end.max() >= len(base)) for end in ends):
        raise InputError(f"an edge ends at an argument that is not there: arguments are numbered 0 to {len(base) - 1}")
