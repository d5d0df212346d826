"""Analysis of competing hypotheses: the hypothesis with the least evidence against it leads (Heuer 1999, chapter 8).

Evidence that fits every hypothesis alike tells nothing, however much there is of it: consistency is not counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import pstdev

from claimgraph.errors import InputError


class Fit(StrEnum):
    """How a piece of evidence sits with a hypothesis."""

    VERY_CONSISTENT = "CC"
    CONSISTENT = "C"
    NEUTRAL = "N"
    NOT_APPLICABLE = "NA"
    INCONSISTENT = "I"
    VERY_INCONSISTENT = "II"


_STEP = {Fit.VERY_INCONSISTENT: 1, Fit.INCONSISTENT: 2, Fit.NEUTRAL: 3, Fit.NOT_APPLICABLE: 3, Fit.CONSISTENT: 4, Fit.VERY_CONSISTENT: 5}
_AGAINST = {Fit.INCONSISTENT: 1, Fit.VERY_INCONSISTENT: 2}


@dataclass(frozen=True, slots=True)
class Comparison:
    """For each hypothesis how much speaks against it, by three counts, and for it; for each piece of evidence how well it tells them apart.

    `counts` are Heuer's; `weighted` add up I as 1 and II as 2, each times the evidence's credibility (the PARC tool's way); `inconsistency`
    and `consistency` add up squared distances from neutral, as Open Synthesis does. `diagnosticity` is a population standard deviation.
    """

    counts: tuple[int, ...]
    weighted: tuple[float, ...]
    inconsistency: tuple[int, ...]
    consistency: tuple[int, ...]
    diagnosticity: Mapping[str, float]

    @property
    def ranking(self) -> tuple[int, ...]:
        """The hypotheses by number, the one with the least against it first; of equals the more consistent, then the first."""
        return tuple(sorted(range(len(self.counts)), key=lambda number: (self.inconsistency[number], -self.consistency[number], number)))


def compare_hypotheses(table: Mapping[str, Sequence[Fit]], credibility: Mapping[str, float] | None = None) -> Comparison:
    """The comparison of a table with a row for each piece of evidence; credibility in [0, 1] is 1 where none is given."""
    if len({len(row) for row in table.values()}) != 1:
        raise InputError("each piece of evidence needs one entry for each hypothesis: fill the table with N or NA")
    weights, columns = credibility or {}, list(zip(*table.values(), strict=True))
    steps = [[_STEP[fit] for fit in column] for column in columns]
    return Comparison(
        tuple(sum(fit in _AGAINST for fit in column) for column in columns),
        tuple(sum(_AGAINST.get(fit, 0) * weights.get(name, 1.0) for name, fit in zip(table, column, strict=True)) for column in columns),
        tuple(sum((3 - step) ** 2 for step in column if step < 3) for column in steps),
        tuple(sum((step - 3) ** 2 for step in column if step > 3) for column in steps),
        {name: pstdev(_STEP[fit] for fit in row) for name, row in table.items()},
    )
