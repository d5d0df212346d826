from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from claimgraph.errors import InputError
from claimgraph.reason import truth
from claimgraph.reason.truth import Assertions, Truth, accu, accu_with_copying, simple_lca, truth_finder, two_estimates, voting
from worked_examples import EXAMPLES

Method = Callable[[Assertions], Truth]
METHODS: list[Method] = [getattr(truth, name) for name in truth.__all__ if name not in ("Assertions", "Truth")]
PUBLISHED = EXAMPLES["truth_discovery"][:2]
COPYING = EXAMPLES["truth_discovery"][2]
CASES = [pytest.param(example, name, id=f"{example['name']} {name}") for example in PUBLISHED for name in example["algorithms"]]
TRIPLES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6), st.integers(0, 3)), min_size=1, max_size=50)


def _table(example: dict[str, Any]) -> Assertions:
    return Assertions.of(tuple(triple) for triple in example["triples"])


MOTIVATING = _table(PUBLISHED[0])
"""Five sources on where five researchers work; two of them copy the third, errors included."""


def _synthetic(seed: int) -> tuple[Assertions, dict[Hashable, int]]:
    """Twenty independent sources, right six to nine times of ten, and two groups of six that copy one that is right four times of ten."""
    random = np.random.default_rng(seed)
    right = random.integers(0, 6, 120)
    sources = [np.where(random.random(120) < random.uniform(0.6, 0.9), right, (right + random.integers(1, 6, 120)) % 6) for _ in range(20)]
    for _ in range(2):
        sources += [np.where(random.random(120) < 0.4, right, (right + random.integers(1, 6, 120)) % 6)] * 6
    says = random.random((32, 120)) < 0.5
    triples = [(who, what, int(values[what])) for who, values in enumerate(sources) for what in np.flatnonzero(says[who]).tolist()]
    return Assertions.of(triples), dict(enumerate(right.tolist()))


@pytest.mark.parametrize(("example", "name"), CASES)
def test_reference_values_come_out_to_nine_digits(example: dict[str, Any], name: str) -> None:
    table, expected = _table(example), example["algorithms"][name]
    found = getattr(truth, {"truthfinder": "truth_finder"}.get(name, name))(table)
    assert dict(zip(table.sources, found.trust.tolist(), strict=True)) == pytest.approx(expected["trust"], abs=1e-9)
    belief = {f"{what}={value}": number for (what, value), number in zip(table.claims, found.belief.tolist(), strict=True)}
    assert belief == pytest.approx(expected["belief"], abs=1e-9)


def test_sums_reaches_the_eigenvector() -> None:
    table = _table(PUBLISHED[1])
    found = truth.sums(table, rounds=200)
    assert found.trust == pytest.approx([1, 0.53208889, 0.34729636], abs=1e-8)


def test_with_copy_detection_all_five_are_right_and_without_it_two() -> None:
    found = accu_with_copying(MOTIVATING)
    assert MOTIVATING.best(found.belief) == COPYING["truth"]
    copiers = {(MOTIVATING.sources[a], MOTIVATING.sources[b]) for a, b in zip(found.pairs.first, found.pairs.second, strict=True)}
    assert len(copiers) == 10
    likely = {
        (MOTIVATING.sources[a], MOTIVATING.sources[b])
        for a, b, chance in zip(found.pairs.first, found.pairs.second, found.dependence, strict=True)
        if chance > 0.9
    }
    assert likely == {("S3", "S4"), ("S3", "S5"), ("S4", "S5")}
    for method in METHODS:
        if method is not accu_with_copying:
            best = MOTIVATING.best(method(MOTIVATING).belief)
            assert sum(best[what] == value for what, value in COPYING["truth"].items()) == 2


@pytest.mark.parametrize(("rounds", "key"), [(4, "round4"), (11, "round11")])
def test_accuracies_follow_the_papers_rounds(rounds: int, key: str) -> None:
    found = accu_with_copying(MOTIVATING, rounds=rounds)
    assert found.trust == pytest.approx(COPYING[f"ours_{key}"], abs=1e-3)
    assert found.trust == pytest.approx(COPYING[f"paper_{key}"], abs=0.025)


def test_without_copying_the_copied_error_wins() -> None:
    for method in (accu, simple_lca):
        assert method(MOTIVATING).trust == pytest.approx([0.4, 0.2, 0.99, 0.99, 0.8], abs=1e-3)


def test_copies_of_a_bad_source_do_not_win_against_independent_ones() -> None:
    shares: dict[str, list[float]] = {}
    for seed in range(3):
        table, right = _synthetic(seed)
        for method in METHODS:
            best = table.best(method(table).belief)
            shares.setdefault(method.__name__, []).append(sum(value == right[what] for what, value in best.items()) / len(best))
    means = {name: sum(found) / len(found) for name, found in shares.items()}
    assert means["accu_with_copying"] >= max(0.98, means["voting"])
    assert means["simple_lca"] >= 0.98
    assert means["two_estimates"] >= 0.96


@settings(deadline=None)
@given(TRIPLES, st.sampled_from(METHODS))
def test_every_method_gives_finite_numbers_and_a_value_to_each_object(triples: list[tuple[int, int, int]], method: Method) -> None:
    table = Assertions.of(triples)
    found = method(table)
    assert np.isfinite(found.belief).all()
    assert np.isfinite(found.trust).all()
    best = table.best(found.belief)
    assert set(best) == {what for _, what, _ in triples}
    assert all((what, value) in table.claims for what, value in best.items())


@settings(deadline=None)
@given(TRIPLES, st.sampled_from([accu, accu_with_copying, simple_lca]))
def test_beliefs_that_are_probabilities_add_up_to_at_most_one(triples: list[tuple[int, int, int]], method: Method) -> None:
    table = Assertions.of(triples)
    belief = method(table).belief
    assert (belief >= 0).all()
    assert (table.pooled(belief) <= 1 + 1e-9).all()


@given(TRIPLES, st.sampled_from([voting, simple_lca, two_estimates]))
def test_saying_something_twice_is_saying_it_once(triples: list[tuple[int, int, int]], method: Method) -> None:
    assert method(Assertions.of([*triples, *triples])).belief.tolist() == method(Assertions.of(triples)).belief.tolist()


def test_sources_with_the_same_claims_are_trusted_alike() -> None:
    table = Assertions.of([("a", 1, "x"), ("a", 2, "y"), ("b", 1, "x"), ("b", 2, "y"), ("c", 1, "z"), ("c", 2, "y"), ("d", 1, "x")])
    for method in METHODS:
        trust = dict(zip(table.sources, method(table).trust, strict=True))
        assert trust["a"] == pytest.approx(trust["b"], abs=1e-9)


def test_values_that_speak_against_each_other_compete_in_truth_finder() -> None:
    table = Assertions.of([("a", 1, "x"), ("b", 1, "x"), ("c", 1, "y")])
    against = csr_matrix(np.array([[0.0, -1.0], [-1.0, 0.0]]))
    alone, rivals = truth_finder(table), truth_finder(table, implications=against)
    assert rivals.belief[1] < alone.belief[1]
    assert rivals.belief[0] > rivals.belief[1]


def test_nobody_saying_anything_is_refused() -> None:
    with pytest.raises(InputError, match="nobody"):
        Assertions.of([])
