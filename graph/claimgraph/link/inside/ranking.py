"""How likely the sayings of a pair contradict each other: two logistic regressions, the second of which knows what the first found around.

The weights are learned from annotated articles by `benchmarks/train_rivalry.py`, which writes `rivalry.json`: what a feature is worth
is said there and nowhere in the code. On its own the ranker is not precise enough to show what it finds in ordinary news, so it judges
what rules propose (`docs/quality.md`).
"""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from claimgraph.link.inside.rivalry import Features, Pair

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

    def likelihoods(self, pairs: Iterable[Pair], is_asked: Callable[[Pair], bool] = lambda _: True) -> list[tuple[Pair, float]]:
        """How likely the sayings of each pair of one document that is asked for contradict each other; no other pair is kept."""
        groups: dict[Hashable, _Group] = defaultdict(_Group)
        asked: list[tuple[Pair, float]] = []
        for pair in pairs:
            seen = self.first.likelihood(pair.features)
            _count(groups, pair, seen)
            asked += [(pair, seen)] if is_asked(pair) else []
        return [(pair, self.second.likelihood(pair.features | _around(pair, seen, groups))) for pair, seen in asked]


@cache
def ranker() -> Ranker:
    """The ranker as it was trained."""
    kept = json.loads(files("claimgraph.link.inside").joinpath("rivalry.json").read_text(encoding="utf-8"))
    return Ranker(kept["version"], Regression(**kept["first"]), Regression(**kept["second"]), kept["least"])


@dataclass(slots=True)
class _Group:
    """Pairs that have something in common: the sum of their likelihoods at first sight, and the two greatest."""

    total: float = 0.0
    best: float = 0.0
    second: float = 0.0

    def add(self, likelihood: float) -> None:
        """Count one more in."""
        self.total += likelihood
        self.best, self.second = max(self.best, likelihood), max(self.second, min(self.best, likelihood))


def surroundings(pairs: Sequence[Pair], seen: Sequence[float]) -> list[Features]:
    """For each pair what the likelihoods at first sight say of the other pairs of either saying and of the two camps."""
    groups: dict[Hashable, _Group] = defaultdict(_Group)
    for pair, likelihood in zip(pairs, seen, strict=True):
        _count(groups, pair, likelihood)
    return [_around(pair, likelihood, groups) for pair, likelihood in zip(pairs, seen, strict=True)]


def _count(groups: dict[Hashable, _Group], pair: Pair, likelihood: float) -> None:
    for group in _groups(pair).values():
        groups[group].add(likelihood)


def _groups(pair: Pair) -> dict[str, Hashable]:
    """The groups of pairs that a pair is in: those of either saying, and those of the two camps."""
    return {"1": id(pair.earlier), "2": id(pair.later), "camps": frozenset((pair.earlier.camp, pair.later.camp))}


def _around(pair: Pair, likelihood: float, groups: Mapping[Hashable, _Group]) -> Features:
    """What the other pairs of the groups of a pair add to its features."""
    found = {"first sight": math.log((likelihood + _LEAST) / (1 - likelihood + _LEAST))}
    for name, group in _groups(pair).items():
        all_of_it = groups[group]
        best = all_of_it.second if likelihood >= all_of_it.best else all_of_it.best
        found |= {f"best other, {name}": best, f"all others, {name}": min(max(all_of_it.total - likelihood, 0.0), FURTHEST)}
        if likelihood >= best:
            found[f"best, {name}"] = 1.0
    return found
