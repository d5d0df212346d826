from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimgraph.errors import LimitError
from claimgraph.reason.gradual import DF_QUAD, QUADRATIC_ENERGY, BipolarGraph, Standing, solve
from claimgraph.reason.gradual import sensitivity as module
from claimgraph.reason.gradual.ancestry import Ancestry, ancestors_of
from claimgraph.reason.gradual.removal import effects_of_removal
from claimgraph.reason.gradual.sensitivity import sensitivity_of
from claimgraph.reason.gradual.shares import shares_of
from worked_examples import EXAMPLES, GRAPHS, NAMED, example_graph, random_graph

GRAPH_OF = {example["name"]: example_graph(example) for example in EXAMPLES["qbaf"]}
CASES = [pytest.param(case, id=f"{case['example']} {case['semantics']}") for case in EXAMPLES["contributions"]]


@pytest.mark.parametrize("case", CASES)
def test_published_contributions_come_out(case: dict[str, Any]) -> None:
    graph, number = GRAPH_OF[case["example"]]
    ancestry = Ancestry.of(graph, number[case["topic"]], NAMED[case["semantics"]])
    items = [[number[name]] for name in case["values"]]
    expected = {
        kind: [found[kind] for found in case["values"].values()] for kind in ("removal", "intrinsic_removal", "shapley", "gradient")
    }
    gradient = sensitivity_of(ancestry).arguments[np.concatenate([ancestry.places(np.array(item)) for item in items])]
    assert effects_of_removal(ancestry, items) == pytest.approx(expected["removal"], abs=1e-9)
    assert effects_of_removal(ancestry, items, bare=True) == pytest.approx(expected["intrinsic_removal"], abs=1e-9)
    assert shares_of(ancestry, items).values == pytest.approx(expected["shapley"], abs=1e-9)
    assert gradient == pytest.approx(expected["gradient"], abs=1e-7)  # the published gradients have seven digits


@settings(deadline=None, max_examples=50)
@given(GRAPHS, st.integers(0, 10**6))
def test_removal_is_the_difference_to_a_graph_without_the_argument(graph: BipolarGraph, number: int) -> None:
    topic, item = number % graph.count, (number // 7) % graph.count
    assume(topic != item)
    stays = (graph.rows.tails != item) & (graph.rows.heads != item)
    signed = graph.rows.signs * graph.rows.weights
    without = solve(BipolarGraph.of(graph.base, tails=graph.rows.tails[stays], heads=graph.rows.heads[stays], weights=signed[stays]))
    whole = solve(graph)
    assume(max(whole.worst, without.worst) is Standing.UNIQUE)
    effect = effects_of_removal(Ancestry.of(graph, topic), [[item]])
    assert effect[0] == pytest.approx(whole.strengths[topic] - without.strengths[topic], abs=1e-8)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**6), st.booleans())
def test_the_gradient_is_what_small_steps_show(seed: int, acyclic: bool) -> None:
    graph, step = random_graph(seed, 12, 24, acyclic=acyclic), 1e-6
    assume(solve(graph).worst is Standing.UNIQUE)
    ancestry = Ancestry.of(graph, 11)
    found = sensitivity_of(ancestry)
    for place, argument in enumerate(ancestry.arguments.tolist()):
        strengths = [solve(BipolarGraph(_moved(graph.base, argument, by), graph.rows, graph.edges)).strengths[11] for by in (-step, step)]
        assert found.arguments[place] == pytest.approx((strengths[1] - strengths[0]) / (2 * step), abs=1e-5)


def _moved(base: np.ndarray, argument: int, by: float) -> np.ndarray:
    moved = base.copy()
    moved[argument] = np.clip(moved[argument] + by, 0, 1)
    return moved


def test_the_gradient_of_an_edge_is_by_its_signed_weight() -> None:
    graph = BipolarGraph.of([0.5, 0.8], tails=[1], heads=[0], weights=[-0.6])
    found = sensitivity_of(Ancestry.of(graph, 0))
    more, less = (solve(BipolarGraph.of([0.5, 0.8], tails=[1], heads=[0], weights=[-0.6 + by])).strengths[0] for by in (1e-6, -1e-6))
    assert found.edges[0] == pytest.approx((more - less) / 2e-6, abs=1e-8)
    assert found.edges[0] > 0


@settings(deadline=None, max_examples=30)
@given(GRAPHS, st.integers(0, 10**6))
def test_shares_add_up_to_what_the_players_change(graph: BipolarGraph, number: int) -> None:
    topic = number % graph.count
    ancestry = Ancestry.of(graph, topic)
    players = [[argument] for argument in ancestry.arguments.tolist() if argument != topic]
    shares = shares_of(ancestry, players, orders=3)
    assume(not np.isnan(shares.values).any())
    assert shares.base + shares.values.sum() == pytest.approx(shares.strength, abs=1e-9)
    assert shares.exact == (len(players) <= 11)


def test_sampled_shares_lie_within_their_stated_error_of_the_exact_ones() -> None:
    graph = BipolarGraph.of(
        [0.5] + [0.6] * 11, tails=range(1, 12), heads=[0] * 8 + [1, 2, 3], weights=[1, -1, 1, -1, 1, -1, 1, 1, -1, 1, -1]
    )
    ancestry, players = Ancestry.of(graph, 0), [[number] for number in range(1, 12)]
    exact = shares_of(ancestry, players)
    sampled = shares_of(ancestry, [*players, []], orders=400)
    assert exact.exact
    assert not sampled.exact
    assert np.abs(sampled.values[:11] - exact.values).max() <= 5 * sampled.errors.max()
    assert sampled.errors.max() < 0.01
    assert sampled.values[11] == 0


def test_a_group_goes_and_counts_as_one() -> None:
    graph = BipolarGraph.of([0.5, 1, 1], tails=[1, 2], heads=[0, 0], weights=[-1, -1])
    ancestry = Ancestry.of(graph, 0, DF_QUAD)
    assert effects_of_removal(ancestry, [[1], [2], [1, 2]]).tolist() == [0.0, 0.0, -0.5]
    assert shares_of(ancestry, [[1, 2]]).values.tolist() == [-0.5]


def test_what_does_not_reach_the_topic_is_no_ancestor_and_has_no_effect() -> None:
    graph = BipolarGraph.of([0.5] * 4, tails=[1, 0], heads=[0, 2], weights=[1, 1])
    assert ancestors_of(graph, 0).tolist() == [0, 1]
    assert effects_of_removal(Ancestry.of(graph, 0, QUADRATIC_ENERGY), [[2], [3]]).tolist() == [0.0, 0.0]


def test_too_many_players_are_refused() -> None:
    graph = BipolarGraph.of([0.5] * 202, tails=range(1, 202), heads=[0] * 201, weights=[1] * 201)
    with pytest.raises(LimitError, match="group them"):
        shares_of(Ancestry.of(graph, 0), [[number] for number in range(1, 202)])


@given(GRAPHS, st.integers(0, 10**6))
def test_the_gradient_without_cycles_is_the_same_followed_edge_by_edge(graph: BipolarGraph, number: int) -> None:
    ancestry = Ancestry.of(graph, number % graph.count)
    if not ancestry.schedule.cyclic:
        derivatives = np.linspace(-1, 1, len(ancestry.graph.rows.tails))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "FEW", -1)
            solved = module._adjoint(ancestry, derivatives)
        assert module._adjoint(ancestry, derivatives) == pytest.approx(solved)
