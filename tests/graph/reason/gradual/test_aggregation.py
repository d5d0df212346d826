import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.reason.gradual import SEMANTICS, BipolarGraph, Semantics, aggregation, schedule, solve
from claimgraph.reason.gradual.aggregation import Sums
from worked_examples import GRAPHS

ALL = st.sampled_from([*SEMANTICS.values()])
NEARLY = 1e-14
"""What another order of adding up, or a fused multiplication, may make of a sum of some sixty."""


@given(GRAPHS, st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_sums_of_few_edges_are_those_of_a_matrix_for_values_and_for_lines_of_values(graph: BipolarGraph, seed: int, width: int) -> None:
    few, matrix = Sums().prepared(graph.rows, graph.count), graph.rows.matrix(graph.count)
    chance = np.random.default_rng(seed)
    for shape in ((graph.count,), (graph.count, width)):
        strengths = chance.random(shape)
        found = few(strengths)
        assert found.shape == (2 * graph.count, *shape[1:])
        assert np.abs(found - matrix @ strengths).max() <= NEARLY * 60


@settings(deadline=None)
@given(GRAPHS, ALL)
def test_a_small_network_is_solved_as_a_large_one_is(graph: BipolarGraph, semantics: Semantics) -> None:
    small = solve(graph, semantics)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aggregation, "FEW", -1)
        patch.setattr(schedule, "SMALL", -1)
        large = solve(graph, semantics)
    assert small.strengths == pytest.approx(large.strengths, abs=1e-9, nan_ok=True)
    assert (small.standing == large.standing).all()
