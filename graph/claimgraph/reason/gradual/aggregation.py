"""How the edges of a row add up: as a sum, as what is left of a product, or as the strongest alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Protocol

import numpy as np
from scipy.sparse import csr_matrix

from claimgraph.reason.arrays import Floats, reduced
from claimgraph.reason.gradual.bipolar import Rows

FEW = 2_000
"""Of how many edges sums are made without a matrix."""
Edge = tuple[float, float]
"""The weight of an edge and the strength of its tail."""


class Aggregation(Protocol):
    """A total for each row that grows with every strength and is 0 without edges."""

    def prepared(self, rows: Rows, arguments: int) -> "Totals":
        """What gives the totals of these rows again and again, in a graph of so many arguments."""

    def total(self, edges: Iterable[Edge]) -> float:
        """The total of one row."""

    def slopes(self, rows: Rows, strengths: Floats) -> Floats:
        """For each edge the derivative of the total of its row by weight · strength."""

    def steepest(self, rows: Rows, low: Floats) -> Floats:
        """For each edge the greatest such derivative at any strengths that are nowhere below `low`."""


class Totals(Protocol):
    """The totals of fixed rows."""

    def __call__(self, strengths: Floats) -> Floats:
        """A total for each row, of strengths of all arguments: one value each, or a line of values each."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Σ weight · strength."""

    def prepared(self, rows: Rows, arguments: int) -> Totals:
        """A sparse matrix, multiplied, or what takes less than to make one."""
        if len(rows.tails) <= FEW:
            return _FewSums(rows, arguments)
        matrix = rows.matrix(arguments)
        return lambda strengths: np.asarray(matrix @ strengths)

    def total(self, edges: Iterable[Edge]) -> float:
        """The sum, added up from the left as the matrix does."""
        found = 0.0
        for weight, strength in edges:
            found += weight * strength
        return found

    def slopes(self, rows: Rows, strengths: Floats) -> Floats:
        """1 for each edge."""
        return np.ones(len(rows.tails)) + 0.0 * strengths[rows.tails]

    def steepest(self, rows: Rows, low: Floats) -> Floats:
        """1 for each edge."""
        return self.slopes(rows, low)


class _FewSums:
    """The sums of rows of few edges: each is added up from the left, as a matrix does, which is made for lines of values alone."""

    def __init__(self, rows: Rows, arguments: int) -> None:
        self._rows, self._arguments, self._count = rows, arguments, len(rows.starts) - 1
        self._places = np.repeat(np.arange(self._count), np.diff(rows.starts))

    def __call__(self, strengths: Floats) -> Floats:
        """The sums, of one value each or of a line of values each."""
        if strengths.ndim > 1:
            return np.asarray(self._matrix @ strengths)
        return np.asarray(np.bincount(self._places, self._rows.weights * strengths[self._rows.tails], self._count), dtype=np.float64)

    @cached_property
    def _matrix(self) -> csr_matrix:
        return self._rows.matrix(self._arguments)


@dataclass(frozen=True, slots=True)
class Products:
    """1 - Π (1 - weight · strength)."""

    def prepared(self, rows: Rows, arguments: int) -> Totals:  # noqa: ARG002 — products need no matrix
        """Factors, multiplied segment by segment: zeros need no care, as logarithms would."""
        return lambda strengths: 1 - reduced(np.multiply, 1 - _weighed(rows, strengths), rows.starts, 1.0)

    def total(self, edges: Iterable[Edge]) -> float:
        """One less the product."""
        return 1 - prod(1 - weight * strength for weight, strength in edges)

    def slopes(self, rows: Rows, strengths: Floats) -> Floats:
        """The product of the other factors of the row; a row with two zero factors or more has slope 0."""
        factors = 1 - _weighed(rows, strengths)
        zero = factors == 0
        rest = reduced(np.multiply, np.where(zero, 1.0, factors), rows.starts, 1.0)
        zeros = reduced(np.add, zero.astype(np.int64), rows.starts, 0)
        lengths = np.diff(rows.starts)
        others = np.repeat(zeros, lengths) - zero
        return np.where(others == 0, np.repeat(rest, lengths) / np.where(zero, 1.0, factors), 0.0)

    def steepest(self, rows: Rows, low: Floats) -> Floats:
        """The product of the other factors where those are greatest."""
        return self.slopes(rows, low)


@dataclass(frozen=True, slots=True)
class Tops:
    """max weight · strength."""

    def prepared(self, rows: Rows, arguments: int) -> Totals:  # noqa: ARG002 — nor do maxima
        """Maxima, segment by segment."""
        return lambda strengths: reduced(np.maximum, _weighed(rows, strengths), rows.starts, 0.0)

    def total(self, edges: Iterable[Edge]) -> float:
        """The greatest."""
        return max((weight * strength for weight, strength in edges), default=0.0)

    def slopes(self, rows: Rows, strengths: Floats) -> Floats:
        """1 for the strongest of each row (for each of them at a tie: there the derivative is one-sided), else 0."""
        weighed = _weighed(rows, strengths)
        best = np.repeat(reduced(np.maximum, weighed, rows.starts, 0.0), np.diff(rows.starts))
        return np.asarray(weighed == best, dtype=np.float64)

    def steepest(self, rows: Rows, low: Floats) -> Floats:
        """1 for each edge: any may be the strongest."""
        return np.ones(len(rows.tails)) + 0.0 * low[rows.tails]


def _weighed(rows: Rows, strengths: Floats) -> Floats:
    """Weight · strength of each edge, for one value or a line of values an argument."""
    weights = rows.weights if strengths.ndim == 1 else rows.weights[:, None]
    return np.asarray(weights * strengths[rows.tails])
