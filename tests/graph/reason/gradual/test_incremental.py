import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.errors import InputError
from claimgraph.reason.gradual import DF_QUAD, QUADRATIC_ENERGY, BipolarGraph, Semantics, solve
from claimgraph.reason.gradual.incremental import Incremental
from worked_examples import GRAPHS, random_graph

WEIGHTS = st.sampled_from([-1.0, -0.3, 0.0, 0.4, 1.0])
SEMANTICS = st.sampled_from([QUADRATIC_ENERGY, DF_QUAD])


def _edges(graph: BipolarGraph) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Tails, heads and signed weights in the order in which they were given."""
    back = np.argsort(graph.edges)
    return graph.rows.tails[back], graph.rows.heads[back], (graph.rows.signs * graph.rows.weights)[back]


def _assert_equal_to_a_full_run(kept: Incremental, graph: BipolarGraph, semantics: Semantics) -> None:
    full, found = solve(graph, semantics), kept.solution
    assert found.strengths == pytest.approx(full.strengths, abs=1e-9, nan_ok=True)
    assert found.standing.tolist() == full.standing.tolist()


@settings(deadline=None, max_examples=50)
@given(GRAPHS.filter(lambda graph: len(graph.edges) > 0), st.lists(st.tuples(st.integers(0, 10**6), WEIGHTS), max_size=8), SEMANTICS)
def test_after_any_changes_of_weights_all_is_as_if_solved_anew(
    graph: BipolarGraph, changes: list[tuple[int, float]], semantics: Semantics
) -> None:
    tails, heads, weights = _edges(graph)
    kept = Incremental(graph, semantics)
    for number, weight in changes:
        weights[number % len(weights)] = weight
        kept.set_weight(number % len(weights), weight)
    _assert_equal_to_a_full_run(kept, BipolarGraph.of(graph.base, tails=tails, heads=heads, weights=weights), semantics)


@settings(deadline=None, max_examples=50)
@given(GRAPHS, st.lists(st.tuples(st.integers(0, 10**6), st.floats(0, 1)), max_size=8))
def test_after_any_changes_of_base_scores_all_is_as_if_solved_anew(graph: BipolarGraph, changes: list[tuple[int, float]]) -> None:
    tails, heads, weights = _edges(graph)
    base, kept = graph.base.copy(), Incremental(graph)
    for number, score in changes:
        base[number % graph.count] = score
        kept.set_base(number % graph.count, score)
    _assert_equal_to_a_full_run(kept, BipolarGraph.of(base, tails=tails, heads=heads, weights=weights), QUADRATIC_ENERGY)


@settings(deadline=None, max_examples=50)
@given(GRAPHS, st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), WEIGHTS), max_size=5), st.integers(0, 3), st.data())
def test_after_edges_came_and_went_all_is_as_if_solved_anew(
    graph: BipolarGraph, added: list[tuple[int, int, float]], grown: int, data: st.DataObject
) -> None:
    tails, heads, weights = _edges(graph)
    gone = data.draw(st.sets(st.integers(0, max(0, len(weights) - 1)), max_size=min(3, len(weights))))
    kept_edges = np.array([number not in gone for number in range(len(weights))], dtype=np.bool_)
    count = graph.count + grown
    more = np.array([(tail % count, head % count) for tail, head, _ in added], dtype=np.int64).reshape(-1, 2)
    after = BipolarGraph.of(
        np.append(graph.base, np.full(grown, 0.5)),
        tails=np.append(tails[kept_edges], more[:, 0]),
        heads=np.append(heads[kept_edges], more[:, 1]),
        weights=np.append(weights[kept_edges], [weight for *_, weight in added]),
    )
    changed = {*heads[~kept_edges].tolist(), *(head for head in more[:, 1].tolist() if head < graph.count)}
    kept = Incremental(graph)
    kept.adopt(after, changed)
    _assert_equal_to_a_full_run(kept, after, QUADRATIC_ENERGY)


def test_only_what_follows_is_worked_out_again() -> None:
    graph = random_graph(5, 5_000, 6_000, acyclic=True)
    kept = Incremental(graph)
    assert kept.touched == 5_000
    last = int(graph.rows.heads.max())
    kept.set_base(last, 0.123)
    assert kept.touched <= 1 + np.count_nonzero(graph.rows.tails == last)
    assert kept.strength(last) == pytest.approx(solve(graph).strengths[last], abs=1)


def test_changes_that_mean_nothing_are_refused() -> None:
    kept = Incremental(random_graph(1, 4, 6), DF_QUAD)
    with pytest.raises(InputError, match="outside"):
        kept.set_base(0, 1.1)
    with pytest.raises(InputError, match="finite"):
        kept.set_weight(0, float("nan"))
    with pytest.raises(InputError, match="divide"):
        kept.set_weight(0, -3.0)
