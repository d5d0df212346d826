"""Analysis of competing hypotheses: the hypothesis with the least evidence against it leads (Heuer 1999, chapter 8).

Evidence that fits every hypothesis alike tells nothing, however much there is of it: consistency is not counted.
"""

from collections.abc import Iterable, Mapping, Sequence
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
    def ranks(self) -> tuple[int, ...]:
        """The place of each hypothesis from 1, that with the least against it; of equals the more consistent, else they share a place."""
        keys = list(zip(self.inconsistency, (-held for held in self.consistency), strict=True))
        return tuple(1 + sum(other < key for other in keys) for key in keys)

    @property
    def ranking(self) -> tuple[int, ...]:
        """The hypotheses by number in the order of their ranks, those that share one by number."""
        return tuple(sorted(range(len(self.counts)), key=self.ranks.__getitem__))


def compare_hypotheses(table: Mapping[str, Sequence[Fit]], credibility: Mapping[str, float] | None = None, number: int = 0) -> Comparison:
    """The comparison of a table with a row for each piece of evidence; credibility in [0, 1] is 1 where none is given.

    `number` is how many hypotheses there are, which an empty table does not say.
    """
    sizes = set(map(len, table.values())) or {number}
    if len(sizes) != 1:
        raise InputError("each piece of evidence needs one entry for each hypothesis: fill the table with N or NA")
    columns: list[tuple[Fit, ...]] = list(zip(*table.values(), strict=True)) or [()] * sizes.pop()
    return Comparison(
        tuple(sum(map(_AGAINST.__contains__, column)) for column in columns),
        tuple(_weighted(dict(zip(table, column, strict=True)), credibility or {}) for column in columns),
        tuple(_distance(column, -1) for column in columns),
        tuple(_distance(column, 1) for column in columns),
        {name: pstdev(map(_STEP.__getitem__, row)) for name, row in table.items()},
    )


def _weighted(fits: Mapping[str, Fit], credibility: Mapping[str, float]) -> float:
    """How much speaks against a hypothesis, each piece of evidence times its credibility."""
    return sum(_AGAINST.get(fit, 0) * credibility.get(name, 1.0) for name, fit in fits.items())


def _distance(fits: Iterable[Fit], side: int) -> int:
    """The squared distances from neutral of the fits on one side of it: -1 for those against a hypothesis, 1 for those for it."""
    return sum(max(side * (_STEP[fit] - 3), 0) ** 2 for fit in fits)
