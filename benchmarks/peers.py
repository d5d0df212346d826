"""What other programs take for the same questions, where they are installed: formal-argumentation, clingo, truthdiscovery.

They are no dependencies: `pip install formal-argumentation clingo` and `pip install --no-deps truthdiscovery bidict` beside claimgraph.
QBAF-Py and Uncertainpy are on no package index (`uncertainpy` there is another project).
"""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import numpy as np

from claimgraph.reason.arrays import Floats
from claimgraph.reason.gradual import BipolarGraph

GROUNDED = "out(X) :- att(Y,X), in(Y). in(X) :- arg(X), out(Y) : att(Y,X). #show in/1."
"""The grounded extension is the least model of these rules."""
NAMES = {
    "sums": "Sums",
    "average_log": "AverageLog",
    "investment": "Investment",
    "pooled_investment": "PooledInvestment",
    "truth_finder": "TruthFinder",
    "voting": "MajorityVoting",
    "crh": "CRH",
}
"""Methods under the names that truthdiscovery gives them."""


def is_installed(name: str) -> bool:
    """Whether a program can be imported."""
    return find_spec(name) is not None


def df_quad(graph: BipolarGraph) -> Callable[[], Floats]:
    """formal-argumentation's DF-QuAD on a graph with weights of 1 and no edge that both supports and attacks."""
    gradual, quad = import_module("argumentation.gradual.gradual"), import_module("argumentation.gradual.dfquad")
    tails, heads, signs = graph.rows.tails.tolist(), graph.rows.heads.tolist(), graph.rows.signs.tolist()
    edges = [(str(tail), str(head), sign) for tail, head, sign in zip(tails, heads, signs, strict=True)]
    built = gradual.WeightedBipolarGraph(
        frozenset(map(str, range(graph.count))),
        {str(number): score for number, score in enumerate(graph.base.tolist())},
        attacks=frozenset((tail, head) for tail, head, sign in edges if sign < 0),
        supports=frozenset((tail, head) for tail, head, sign in edges if sign > 0),
    )

    def run() -> Floats:
        found = quad.dfquad_strengths(built, tolerance=1e-9).strengths
        return np.array([found[str(number)] for number in range(graph.count)])

    return run


def clingo_grounded(count: int, tails: Sequence[int], heads: Sequence[int]) -> Callable[[], int]:
    """How many arguments clingo finds grounded."""
    clingo = import_module("clingo")
    facts = "".join(f"arg({number})." for number in range(count)) + "".join(f"att({a},{b})." for a, b in zip(tails, heads, strict=True))

    def run() -> int:
        control = clingo.Control(["--warn=none"])
        control.add("base", [], facts + GROUNDED)
        control.ground([("base", [])])
        with control.solve(yield_=True) as models:
            return max(len(model.symbols(shown=True)) for model in models)

    return run


def truth_discovery(triples: Sequence[tuple[Any, Any, Any]], method: str) -> Callable[[], Any]:
    """What truthdiscovery computes: `trust` by source, `belief` by object and value; what it draws with is not needed and left out."""
    for drawing in ("cairo", "imageio", "imageio.v2"):
        sys.modules.setdefault(drawing, ModuleType(drawing))
    package = import_module("truthdiscovery")
    table, algorithm = package.Dataset(triples, allow_multiple=True), getattr(package, NAMES[method])()
    return lambda: algorithm.run(table)
