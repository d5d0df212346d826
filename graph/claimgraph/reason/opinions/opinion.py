"""A subjective-logic opinion: belief, disbelief and uncertainty that add up to one, and what is assumed without evidence (Jøsang 2016)."""

from dataclasses import dataclass
from math import isclose
from typing import Self

from claimgraph.errors import InputError

PRIOR_WEIGHT = 2.0
"""How much evidence the absence of evidence counts for (W in the literature)."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Belief + disbelief + uncertainty = 1, each in [0, 1]; `base_rate` in [0, 1] is what uncertainty is split by.

    >>> Opinion(0.5, 0.25, 0.25).probability
    0.625
    """

    belief: float
    disbelief: float
    uncertainty: float
    base_rate: float = 0.5

    def __post_init__(self) -> None:
        parts = (self.belief, self.disbelief, self.uncertainty)
        if not (all(-1e-12 <= part <= 1 + 1e-12 for part in (*parts, self.base_rate)) and isclose(sum(parts), 1, abs_tol=1e-9)):
            raise InputError(f"belief, disbelief and uncertainty must each lie in [0, 1] and add up to 1, not {parts}")

    @classmethod
    def vacuous(cls, base_rate: float = 0.5) -> Self:
        """Nothing known."""
        return cls(0.0, 0.0, 1.0, base_rate)

    @classmethod
    def of_probability(cls, probability: float, uncertainty: float = 0.0, base_rate: float = 0.5) -> Self:
        """The opinion with this probability and as much uncertainty as asked for, or as it allows."""
        room = min(probability / base_rate if base_rate else 1.0, (1 - probability) / (1 - base_rate) if base_rate < 1 else 1.0)
        kept = min(uncertainty, room)
        return cls(probability - base_rate * kept, 1 - probability - (1 - base_rate) * kept, kept, base_rate)

    @classmethod
    def of_evidence(cls, supporting: float, opposing: float, base_rate: float = 0.5) -> Self:
        """The opinion of so much independent evidence for and against (a Beta distribution): none gives a vacuous one."""
        whole = supporting + opposing + PRIOR_WEIGHT
        return cls(supporting / whole, opposing / whole, PRIOR_WEIGHT / whole, base_rate)

    @property
    def probability(self) -> float:
        """The projected probability: belief and the base rate's part of the uncertainty."""
        return self.belief + self.base_rate * self.uncertainty

    @property
    def evidence(self) -> tuple[float, float]:
        """How much independent evidence for and against this is worth; infinite where nothing is uncertain."""
        if self.uncertainty == 0:
            return (float("inf") if self.belief else 0.0, float("inf") if self.disbelief else 0.0)
        return PRIOR_WEIGHT * self.belief / self.uncertainty, PRIOR_WEIGHT * self.disbelief / self.uncertainty

    @property
    def complement(self) -> "Opinion":
        """The opinion that it is not so."""
        return Opinion(self.disbelief, self.belief, self.uncertainty, 1 - self.base_rate)

    def discounting(self, other: "Opinion") -> "Opinion":
        """The other opinion as far as its holder can be trusted, of whom this is an opinion: what is not trusted becomes uncertainty."""
        trust = self.probability
        belief, disbelief = trust * other.belief, trust * other.disbelief
        return Opinion(belief, disbelief, 1 - belief - disbelief, other.base_rate)
