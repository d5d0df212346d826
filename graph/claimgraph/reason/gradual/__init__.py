"""Gradual semantics: how strong each argument is, given what supports and attacks it and how strong that is in turn.

    graph = BipolarGraph.of([0.5, 0.8], tails=[1], heads=[0], weights=[-1.0])    # 1 attacks 0
    solve(graph).strengths

Formulas, papers and pitfalls: `docs/method.md`.
"""

from claimgraph.reason.gradual.bipolar import BipolarGraph
from claimgraph.reason.gradual.budget import Budget
from claimgraph.reason.gradual.semantics import DF_QUAD, EULER_BASED, MLP_BASED, QUADRATIC_ENERGY, ROBUSTNESS, SEMANTICS, Semantics
from claimgraph.reason.gradual.solving import Solution, Standing, solve

__all__ = [
    "DF_QUAD",
    "EULER_BASED",
    "MLP_BASED",
    "QUADRATIC_ENERGY",
    "ROBUSTNESS",
    "SEMANTICS",
    "BipolarGraph",
    "Budget",
    "Semantics",
    "Solution",
    "Standing",
    "solve",
]
