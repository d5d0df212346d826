"""Modular gradual semantics: how edges add up to an energy, and how the energy moves a base score.

Every one is strength = influence(base, total of supporters - total of attackers), and both parts are monotone: that is
what lets bounds be computed (`bounds.py`). Sources: DF-QuAD, Rago et al., KR 2016; quadratic energy, Potyka, KR 2018, with
weights as in Potyka, AAMAS 2019; Euler-based, Amgoud and Ben-Naim, IJAR 2018; MLP-based, Potyka, AAAI 2021; squared DF-QuAD
(1-Max influence), Potyka, AAMAS 2019; Euler-based-top, Mossakowski and Neuhaus, arXiv:1807.06685.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from claimgraph.errors import InputError
from claimgraph.reason.arrays import Floats
from claimgraph.reason.gradual.aggregation import Aggregation, Products, Sums, Tops

FARTHEST = 700.0
"""Energies are cut here before they are exponents: e^700 is the end of double precision."""
LEAST = 1e-300
"""As good as zero, and still on its own side of it."""
Influence = Callable[[Any, Any], Any]
"""Base score and energy (numbers, or arrays of one shape) to a strength in [0, 1]."""


@dataclass(frozen=True, slots=True)
class Semantics:
    """A named gradual semantics. `slope` is the derivative of the influence by energy, `base_slope` that by base score.

    `peaks` gives, for base scores, the energies at which the slope is greatest: it falls away from each on both sides.
    """

    name: str
    aggregation: Aggregation
    influence: Influence
    slope: Influence
    base_slope: Influence
    peaks: Callable[[Floats], tuple[Floats, ...]]

    def steepest(self, base: Floats, low: Floats, high: Floats) -> Floats:
        """The greatest slope at any energy from low to high."""
        found = np.maximum(self.slope(base, low), self.slope(base, high))
        for peak in self.peaks(base):
            found = np.maximum(found, self.slope(base, np.minimum(np.maximum(peak, low), high)))
        return np.asarray(found)

    def check(self, weights: Floats) -> None:
        """InputError where a weight, regardless of its sign, would turn a factor 1 - weight · strength negative."""
        if isinstance(self.aggregation, Products) and np.max(weights, initial=0.0) > 1:
            raise InputError(f"{self.name} multiplies, so that weights must lie in [-1, 1]: divide all weights by the greatest")


def _linear(base: Any, energy: Any) -> Any:
    return base + ((energy > 0) - base) * abs(energy)


def _linear_slope(base: Any, energy: Any) -> Any:
    return np.where(energy > 0, 1 - base, base)


def _linear_base(base: Any, energy: Any) -> Any:
    return 1 - np.abs(energy) + 0.0 * base


def _quadratic(base: Any, energy: Any) -> Any:
    square = energy * energy
    return base + ((energy > 0) - base) * (square / (1 + square))


def _quadratic_slope(base: Any, energy: Any) -> Any:
    return np.where(energy > 0, 1 - base, base) * 2 * np.abs(energy) / (1 + energy**2) ** 2


def _quadratic_base(base: Any, energy: Any) -> Any:
    return 1 / (1 + energy**2) + 0.0 * base


def _one_max(base: Any, energy: Any) -> Any:
    size = abs(energy)
    return base + ((energy > 0) - base) * (size / (1 + size))


def _one_max_slope(base: Any, energy: Any) -> Any:
    return np.where(energy > 0, 1 - base, base) / (1 + np.abs(energy)) ** 2


def _one_max_base(base: Any, energy: Any) -> Any:
    return 1 / (1 + np.abs(energy)) + 0.0 * base


def _exponential(energy: Any) -> Any:
    return np.exp(np.minimum(np.maximum(energy, -FARTHEST), FARTHEST))


def _euler(base: Any, energy: Any) -> Any:
    return 1 - (1 - base * base) / (1 + base * _exponential(energy))


def _euler_slope(base: Any, energy: Any) -> Any:
    grown = base * _exponential(energy)
    return (1 - base**2) * (grown / (1 + grown)) / (1 + grown)


def _euler_base(base: Any, energy: Any) -> Any:
    grown = _exponential(energy)
    return 2 * base / (1 + base * grown) + (1 - base**2) / (1 + base * grown) * (grown / (1 + base * grown))


def _logistic(base: Any, energy: Any) -> Any:
    return base / (base + (1 - base) * _exponential(-energy))


def _logistic_slope(base: Any, energy: Any) -> Any:
    strength = _logistic(base, energy)
    return strength * (1 - strength)


def _logistic_base(base: Any, energy: Any) -> Any:
    fading = _exponential(-energy)
    return fading / (base + (1 - base) * fading) ** 2


def _beside(energy: float) -> Callable[[Floats], tuple[Floats, ...]]:
    """Peaks on both sides of zero, at this distance."""
    return lambda base: (np.full_like(base, -energy), np.full_like(base, energy))


def _euler_peak(base: Floats) -> tuple[Floats, ...]:
    return (-np.log(np.maximum(base, LEAST)),)


def _logistic_peak(base: Floats) -> tuple[Floats, ...]:
    return (np.log(np.maximum(1 - base, LEAST)) - np.log(np.maximum(base, LEAST)),)


QUADRATIC_ENERGY = Semantics("quadratic energy", Sums(), _quadratic, _quadratic_slope, _quadratic_base, _beside(3**-0.5))
DF_QUAD = Semantics("DF-QuAD", Products(), _linear, _linear_slope, _linear_base, _beside(LEAST))
EULER_BASED = Semantics("Euler-based", Sums(), _euler, _euler_slope, _euler_base, _euler_peak)
MLP_BASED = Semantics("MLP-based", Sums(), _logistic, _logistic_slope, _logistic_base, _logistic_peak)
SQUARED_DF_QUAD = Semantics("squared DF-QuAD", Products(), _one_max, _one_max_slope, _one_max_base, _beside(LEAST))
EULER_BASED_TOP = Semantics("Euler-based-top", Tops(), _euler, _euler_slope, _euler_base, _euler_peak)
ROBUSTNESS = (QUADRATIC_ENERGY, DF_QUAD, EULER_BASED, MLP_BASED)
"""The four whose spread says how much a score hangs on the choice of semantics; the first is the default."""
SEMANTICS: Mapping[str, Semantics] = MappingProxyType({one.name: one for one in (*ROBUSTNESS, SQUARED_DF_QUAD, EULER_BASED_TOP)})
"""All semantics by name."""


def spread(strengths: Floats) -> Floats:
    """The greatest less the least along the first axis, one row of strengths for each semantics."""
    return np.asarray(strengths.max(axis=0) - strengths.min(axis=0))
