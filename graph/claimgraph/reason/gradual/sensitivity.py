"""How a score would move with each base score and each weight: the exact gradient, by one backward pass.

With J the derivatives of strengths by strengths at the solution, λ = e_topic + Jᵀ λ is the derivative of the topic's
strength by each strength (the adjoint). Outside cycles that is one triangular solve; inside, a sparse factorisation, or for
large cycles the same equation iterated. Gradients of base scores are those of Yin, Potyka and Toni (ECAI 2023), those of
edges follow their relation attributions (IJCAI 2024).
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, eye_array
from scipy.sparse.linalg import splu, spsolve_triangular

from claimgraph.reason.arrays import Floats
from claimgraph.reason.gradual.ancestry import Ancestry
from claimgraph.reason.gradual.schedule import Schedule
from claimgraph.reason.gradual.solving import solve

FACTORED = 2_000
"""Ancestries with cycles of more arguments than this are iterated."""
FEW = 2_000
"""Up to so many edges without a cycle are followed one by one."""
SWEEPS = 5_000
STILL = 1e-13


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Derivatives of the topic's strength: by the base score of each ancestor, and by the signed weight of each edge among them."""

    arguments: Floats
    edges: Floats


def sensitivity_of(ancestry: Ancestry) -> Sensitivity:
    """The gradient, in the order of the ancestry's arguments and edges; NaN where the strengths or the iteration do not settle."""
    graph, semantics, rows = ancestry.graph, ancestry.semantics, ancestry.graph.rows
    in_order = Schedule(np.arange(graph.count), ancestry.schedule.blocks)
    strengths = solve(graph, semantics, schedule=in_order).strengths
    totals = semantics.aggregation.prepared(rows, graph.count)(strengths)
    energies = totals[::2] - totals[1::2]
    steep, heads = semantics.slope(graph.base, energies), rows.heads
    by_product = steep[heads] * rows.signs * semantics.aggregation.slopes(rows, strengths)
    weight = _adjoint(ancestry, by_product * rows.weights)
    by_weight = weight[heads] * by_product * strengths[rows.tails] * rows.signs
    return Sensitivity(weight * semantics.base_slope(graph.base, energies), by_weight)


def _adjoint(ancestry: Ancestry, derivatives: Floats) -> Floats:
    """The derivative of the topic's strength by the strength of each argument; `derivatives` are those along each edge."""
    rows, count = ancestry.graph.rows, ancestry.graph.count
    if not ancestry.schedule.cyclic and len(derivatives) <= FEW:
        return _backward(ancestry, derivatives)
    target = np.zeros(count)
    target[ancestry.topic] = 1.0
    backward = csr_matrix((derivatives, (rows.tails, rows.heads)), shape=(count, count))
    if not ancestry.schedule.cyclic:
        return np.asarray(spsolve_triangular((eye_array(count) - backward).tocsr(), target, lower=False))
    if count <= FACTORED and np.isfinite(derivatives).all():
        return np.asarray(splu((eye_array(count) - backward).tocsc()).solve(target))
    return _iterated(backward, target)


def _backward(ancestry: Ancestry, derivatives: Floats) -> Floats:
    """The same where nothing points round in a circle: each argument comes after all that it points at."""
    found = [0.0] * ancestry.graph.count
    found[ancestry.topic] = 1.0
    rows = ancestry.graph.rows
    ends = list(zip(rows.tails.tolist(), rows.heads.tolist(), derivatives.tolist(), strict=True))
    for tail, head, derivative in reversed(ends):
        found[tail] += derivative * found[head]
    return np.array(found)


def _iterated(backward: csr_matrix, target: Floats) -> Floats:
    found = target
    for _ in range(SWEEPS):
        moved = target + backward @ found
        if np.abs(moved - found).max() <= STILL:
            return np.asarray(moved)
        found = moved
    return np.full_like(target, np.nan)
