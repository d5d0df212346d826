"""How likely the sayings of a pair contradict each other: two logistic regressions, the second of which knows what the first found around.

The weights are learned from annotated articles by `benchmarks/train_rivalry.py`, which writes `rivalry.json`: what a feature is worth
is said there and nowhere in the code. On its own the ranker is not precise enough to show what it finds in ordinary news, so it judges
what rules propose (`docs/quality.md`).
"""

import json
import math
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from claimgraph.link.rivalry import Features, Pair

FURTHEST = 4.0
"""What the sum of the likelihoods around a pair is cut at."""
_LEAST = 1e-5


@dataclass(frozen=True, slots=True)
class Regression:
    """The weights of a logistic regression by feature."""

    bias: float
    weights: Mapping[str, float]

    def likelihood(self, features: Features) -> float:
        """The probability in [0, 1] that the sayings with these features contradict each other."""
        weight = self.weights.get
        return 1 / (1 + math.exp(-self.bias - sum(value * weight(name, 0.0) for name, value in features.items())))


@dataclass(frozen=True, slots=True)
class Ranker:
    """What was learned, at first sight and in view of what lies around, and the least likelihood of what a rule proposes."""

    version: int
    first: Regression
    second: Regression
    least: float

    def likelihoods(self, pairs: Sequence[Pair]) -> list[float]:
        """How likely the sayings of each pair of one document contradict each other."""
        seen = [self.first.likelihood(pair.features) for pair in pairs]
        return [self.second.likelihood(pair.features | around) for pair, around in zip(pairs, surroundings(pairs, seen), strict=True)]


@cache
def ranker() -> Ranker:
    """The ranker as it was trained."""
    kept = json.loads(files("claimgraph.link").joinpath("rivalry.json").read_text(encoding="utf-8"))
    return Ranker(kept["version"], Regression(**kept["first"]), Regression(**kept["second"]), kept["least"])


def surroundings(pairs: Sequence[Pair], seen: Sequence[float]) -> list[Features]:
    """For each pair what the likelihoods at first sight say of the other pairs of either saying and of the two camps."""
    groups: dict[Hashable, list[float]] = defaultdict(list)
    for pair, likelihood in zip(pairs, seen, strict=True):
        for group in _groups(pair).values():
            groups[group].append(likelihood)
    return [_around(pair, likelihood, groups) for pair, likelihood in zip(pairs, seen, strict=True)]


def _groups(pair: Pair) -> dict[str, Hashable]:
    """The groups of pairs that a pair is in: those of either saying, and those of the two camps."""
    return {"1": id(pair.earlier), "2": id(pair.later), "camps": frozenset((pair.earlier.camp, pair.later.camp))}


def _around(pair: Pair, likelihood: float, groups: Mapping[Hashable, Sequence[float]]) -> Features:
    """What the other pairs of the groups of a pair add to its features."""
    found = {"first sight": math.log((likelihood + _LEAST) / (1 - likelihood + _LEAST))}
    for name, group in _groups(pair).items():
        others = list(groups[group])
        others.remove(likelihood)
        best = max(others, default=0.0)
        found |= {f"best other, {name}": best, f"all others, {name}": min(sum(others), FURTHEST)}
        if likelihood >= best:
            found[f"best, {name}"] = 1.0
    return found
