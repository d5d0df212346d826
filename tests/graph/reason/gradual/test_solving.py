from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.errors import InputError
from claimgraph.reason.gradual import (
    DF_QUAD,
    EULER_BASED,
    QUADRATIC_ENERGY,
    ROBUSTNESS,
    SEMANTICS,
    BipolarGraph,
    Budget,
    Semantics,
    Standing,
    solve,
)
from worked_examples import EXAMPLES, GRAPHS, NAMED, example_graph, oscillator, random_graph

CASES = [pytest.param(example, name, id=f"{example['name']} {name}") for example in EXAMPLES["qbaf"] for name in example["strength"]]
ALL = st.sampled_from([*SEMANTICS.values()])


@pytest.mark.parametrize(("example", "name"), CASES)
def test_published_examples_come_out_to_nine_digits(example: dict[str, Any], name: str) -> None:
    graph, number = example_graph(example)
    solution = solve(graph, NAMED[name])
    assert solution.worst is Standing.UNIQUE
    for argument, strength in example["strength"][name].items():
        assert solution.strengths[number[argument]] == pytest.approx(strength, abs=1e-9)


@settings(deadline=None)
@given(GRAPHS, ALL)
def test_a_strength_follows_from_those_that_point_at_it(graph: BipolarGraph, semantics: Semantics) -> None:
    solution = solve(graph, semantics)
    found = np.flatnonzero(solution.standing < Standing.NOT_FOUND)
    totals = semantics.aggregation.prepared(graph.rows, graph.count)(solution.strengths)
    follows = semantics.influence(graph.base, totals[::2] - totals[1::2])
    assert np.abs(follows - solution.strengths)[found] == pytest.approx(0, abs=1e-10)
    assert ((solution.strengths[found] >= 0) & (solution.strengths[found] <= 1)).all()


@settings(deadline=None, max_examples=40)
@given(GRAPHS, ALL, st.integers(0, 100))
def test_bounds_hold_whatever_iteration_from_anywhere_finds(graph: BipolarGraph, semantics: Semantics, seed: int) -> None:
    solution = solve(graph, semantics)
    totals = semantics.aggregation.prepared(graph.rows, graph.count)
    strengths = np.random.default_rng(seed).random(graph.count)
    for _ in range(300):
        found = totals(strengths)
        moved = semantics.influence(graph.base, found[::2] - found[1::2])
        strengths = (strengths + moved) / 2
    if np.abs(moved - strengths).max() < 1e-12:
        assert (strengths >= solution.box.low - 1e-8).all()
        assert (strengths <= solution.box.high + 1e-8).all()


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6), ALL)
def test_without_cycles_every_strength_is_exact(seed: int, semantics: Semantics) -> None:
    solution = solve(random_graph(seed, 40, 80, acyclic=True), semantics)
    assert solution.worst is Standing.UNIQUE
    assert not solution.box.width.any()


@given(st.floats(0, 1), st.lists(st.tuples(st.floats(0, 1), st.floats(-1, 1)), max_size=8), st.sampled_from([QUADRATIC_ENERGY, DF_QUAD]))
def test_support_for_a_claim_is_what_attack_is_for_its_opposite(
    score: float, evidence: list[tuple[float, float]], semantics: Semantics
) -> None:
    strengths, weights = [strength for strength, _ in evidence], np.array([weight for _, weight in evidence])
    ends = {"tails": range(1, len(evidence) + 1), "heads": [0] * len(evidence)}
    claim = solve(BipolarGraph.of([score, *strengths], weights=weights, **ends), semantics).strengths[0]
    opposite = solve(BipolarGraph.of([1 - score, *strengths], weights=-weights, **ends), semantics).strengths[0]
    assert opposite == pytest.approx(1 - claim, abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(GRAPHS, st.randoms(use_true_random=False))
def test_names_of_arguments_do_not_matter(graph: BipolarGraph, random: Any) -> None:
    order = np.array(random.sample(range(graph.count), graph.count), dtype=np.int64)
    assert solve(graph.reordered(order)).strengths == pytest.approx(solve(graph).strengths[order], abs=1e-9, nan_ok=True)


def test_mutual_attack_is_proven_where_weak_and_searched_where_strong() -> None:
    weak = solve(BipolarGraph.of([0.5, 0.5], tails=[0, 1], heads=[1, 0], weights=[-1, -1]))
    assert weak.worst is Standing.UNIQUE
    ten = [(a, b) for a in range(10) for b in range(10) if a != b]
    knot = solve(BipolarGraph.of([0.9] * 10, tails=[a for a, _ in ten], heads=[b for _, b in ten], weights=[-1] * 90))
    assert knot.worst is Standing.CONVERGED
    assert knot.strengths == pytest.approx(0.2047, abs=1e-4)
    assert knot.box.width.min() > 0.5


def test_where_all_dynamics_go_round_no_number_is_given_and_what_follows_inherits_that() -> None:
    ring = oscillator()
    heads, tails = np.append(ring.rows.heads, [20, 21]), np.append(ring.rows.tails, [0, 21])
    weights = np.append(ring.rows.signs * ring.rows.weights, [-1, 0.5])
    solution = solve(BipolarGraph.of([*ring.base, 0.5, 0.5], tails=tails, heads=heads, weights=weights))
    assert (solution.standing[:21] == Standing.NOT_FOUND).all()
    assert np.isnan(solution.strengths[:21]).all()
    assert solution.box.width[:20].max() == pytest.approx(0.865, abs=1e-3)
    assert solution.standing[21] == Standing.UNIQUE
    assert "no equilibrium" in solution.worst.words


def test_past_the_budget_the_answer_is_undetermined_and_its_bounds_still_hold() -> None:
    graph = random_graph(3, 300, 1_200)
    full, cut = solve(graph), solve(graph, budget=Budget(8_000))
    assert cut.worst is Standing.UNDETERMINED
    assert np.isnan(cut.strengths[cut.standing == Standing.UNDETERMINED]).all()
    assert (cut.box.low <= full.strengths + 1e-9).all()
    assert (cut.box.high >= full.strengths - 1e-9).all()


def test_a_long_chain_takes_one_evaluation_an_argument() -> None:
    length = 30_000
    graph = BipolarGraph.of(
        np.full(length, 0.5), tails=np.arange(length - 1), heads=np.arange(1, length), weights=np.full(length - 1, -1.0)
    )
    strengths = solve(graph, DF_QUAD).strengths
    assert strengths[:3].tolist() == [0.5, 0.25, 0.375]
    assert strengths[-1] == pytest.approx(1 / 3)


def test_a_hundred_against_ten_is_even_for_products_and_nearly_certain_for_sums() -> None:
    weights = [1.0] * 100 + [-1.0] * 10
    graph = BipolarGraph.of([0.5] + [0.8] * 110, tails=range(1, 111), heads=[0] * 110, weights=weights)
    assert solve(graph, DF_QUAD).strengths[0] == pytest.approx(0.5, abs=1e-6)
    assert solve(graph, QUADRATIC_ENERGY).strengths[0] == pytest.approx(0.9999, abs=1e-4)
    assert {round(float(solve(graph, one).strengths[0]), 2) for one in ROBUSTNESS} == {0.5, 1.0}


def test_euler_based_strengths_never_fall_below_the_square_of_the_base_score() -> None:
    graph = BipolarGraph.of([0.5] + [0.8] * 11, tails=range(1, 12), heads=[0] * 11, weights=[1.0] + [-1.0] * 10)
    assert solve(graph, EULER_BASED).strengths[0] == pytest.approx(0.2503, abs=1e-4)
    assert solve(graph).strengths[0] == pytest.approx(0.0095, abs=1e-4)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"base": [1.5], "tails": [], "heads": [], "weights": []}, "base score"),
        ({"base": [float("nan")], "tails": [], "heads": [], "weights": []}, "base score"),
        ({"base": [0.5], "tails": [0], "heads": [0], "weights": [float("inf")]}, "finite"),
        ({"base": [0.5], "tails": [0], "heads": [1], "weights": [1]}, "not there"),
        ({"base": [0.5], "tails": [-1], "heads": [0], "weights": [1]}, "not there"),
        ({"base": [0.5], "tails": [0, 0], "heads": [0], "weights": [1]}, "differ in length"),
    ],
)
def test_what_cannot_be_weighed_is_refused_with_a_reason(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        BipolarGraph.of(fields.pop("base"), **fields)


def test_products_refuse_weights_above_one() -> None:
    graph = BipolarGraph.of([0.5, 0.5], tails=[0], heads=[1], weights=[2.0])
    assert solve(graph).strengths[1] > 0.5
    with pytest.raises(InputError, match="divide all weights"):
        solve(graph, DF_QUAD)


def test_an_empty_graph_has_no_strengths() -> None:
    assert solve(BipolarGraph.of([], tails=[], heads=[], weights=[])).strengths.size == 0


@pytest.mark.parametrize("semantics", SEMANTICS.values(), ids=SEMANTICS)
def test_wherever_the_budget_ends_what_is_not_proven_by_then_is_undetermined(semantics: Semantics) -> None:
    graph = BipolarGraph.of([0.5, 0.5], tails=[0, 1], heads=[1, 0], weights=[1.0, -1.0])
    least = min(left for left in range(0, 100_000, 500) if solve(graph, semantics, budget=Budget(left)).worst is Standing.UNIQUE)
    for left in range(0, least, 500):
        assert solve(graph, semantics, budget=Budget(left)).worst is Standing.UNDETERMINED
