"""Precision and recall of what was called, with their 95 % intervals: a percentile bootstrap over groups of what hangs together."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from claimgraph.reason.arrays import Floats

DRAWS = 1_000
Outcome = tuple[str, bool, bool]
"""With what something is drawn together, whether it was called, and whether it is one."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many right of so many, and between what the share lies in 95 of 100 draws; nothing of nothing has no share."""

    right: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share, not a number where there is nothing."""
        return self.right / self.of if self.of else float("nan")

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.2f} to {self.high:.2f})" if self.of else "none"


@dataclass(frozen=True, slots=True)
class Score:
    """Of what was called, how much is right; and of what is there, how much was called."""

    precision: Share
    recall: Share

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> "Score":
        """The score of these outcomes."""
        counts = dict[str, list[int]]()
        for group, called, there in outcomes:
            sums = counts.setdefault(group, [0, 0, 0])
            for place, holds in enumerate((called and there, called, there)):
                sums[place] += holds
        table = np.array(list(counts.values()) or [[0, 0, 0]], dtype=float)
        size = len(table)
        drawn = np.random.default_rng(7).multinomial(size, np.full(size, 1 / size), DRAWS) @ table
        return cls(_share(table, drawn, 1), _share(table, drawn, 2))

    def __str__(self) -> str:
        return f"{self.precision} | {self.recall}"


def _share(table: Floats, drawn: Floats, column: int) -> Share:
    """What is right of a column; a draw that holds nothing of it says nothing."""
    some = drawn[drawn[:, column] > 0]
    low, high = np.quantile(some[:, 0] / some[:, column], (0.025, 0.975)) if len(some) else (0.0, 1.0)
    right, of = table.sum(axis=0)[[0, column]]
    return Share(int(right), int(of), float(low), float(high))
