"""Published examples of reasoning, each cross-checked as `fixtures/reasoning.json` says, and random graphs."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from claimgraph.reason.gradual import SEMANTICS, BipolarGraph, Semantics

EXAMPLES: dict[str, Any] = json.loads((Path(__file__).parent / "fixtures" / "reasoning.json").read_text(encoding="utf-8"))
NAMED: dict[str, Semantics] = {
    "DF-QuAD": SEMANTICS["DF-QuAD"],
    "QuadraticEnergy": SEMANTICS["quadratic energy"],
    "EulerBased": SEMANTICS["Euler-based"],
    "MLP": SEMANTICS["MLP-based"],
    "SquaredDFQuAD(QBAF-Py)": SEMANTICS["squared DF-QuAD"],
    "EulerBasedTop": SEMANTICS["Euler-based-top"],
}
"""The names of the examples, as semantics."""


def example_graph(example: dict[str, Any]) -> tuple[BipolarGraph, dict[str, int]]:
    """The graph of an example, and the number of each named argument."""
    number = {name: place for place, name in enumerate(example["args"])}
    edges = [*example["attacks"], *example["supports"]]
    weights = [-1.0] * len(example["attacks"]) + [1.0] * len(example["supports"])
    tails, heads = [number[tail] for tail, _ in edges], [number[head] for _, head in edges]
    return BipolarGraph.of(example["tau"], tails=tails, heads=heads, weights=weights), number


def random_graph(seed: int, arguments: int, edges: int, *, acyclic: bool = False) -> BipolarGraph:
    """A graph with uniform base scores and weights in [-1, 1]; acyclic where edges lead upwards alone."""
    random = np.random.default_rng(seed)
    ends = random.integers(0, arguments, (2, edges))
    if acyclic:
        ends = np.sort(ends[:, ends[0] != ends[1]], axis=0)
    weights = random.uniform(-1, 1, ends.shape[1])
    return BipolarGraph.of(random.random(arguments), tails=ends[0], heads=ends[1], weights=weights)


def oscillator() -> BipolarGraph:
    """Five stages of four, each copy attacking each of the next stage: all dynamics tried go round for ever."""
    pairs = [(4 * stage + a, 4 * ((stage + 1) % 5) + b) for stage in range(5) for a in range(4) for b in range(4)]
    tails, heads = zip(*pairs, strict=True)
    return BipolarGraph.of([0.9] * 4 + [1.0] * 16, tails=tails, heads=heads, weights=[-1.0] * len(pairs))


GRAPHS = st.builds(random_graph, st.integers(0, 10**6), st.integers(1, 30), st.integers(0, 60), acyclic=st.booleans())
"""Small graphs, half of them without cycles."""
