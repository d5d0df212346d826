from collections.abc import Iterable
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.errors import InputError
from claimgraph.reason.acceptance import Acceptance, Framework, Label, Status, defeats, ground, judge
from claimgraph.reason.acceptance.extensions import extensions_of, is_credulous
from worked_examples import EXAMPLES

Pairs = list[tuple[int, int]]
ATTACKS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=16)
CASES = [pytest.param(example, id=example["name"]) for example in EXAMPLES["dung"]]


def _framework(count: int, attacks: Iterable[tuple[int, int]]) -> Framework:
    ends = np.array(list(attacks), dtype=np.int64).reshape(-1, 2)
    return Framework.of(count, tails=ends[:, 0], heads=ends[:, 1])


def _whole(found: Acceptance, kind: str) -> set[frozenset[int]]:
    """The extensions of the whole: what is grounded with one extension of each component."""
    standing = frozenset(np.flatnonzero(found.grounded.labels == Label.IN).tolist())
    parts = [getattr(component.extensions, kind) for component in found.components]
    return {standing.union(*chosen) for chosen in product(*parts)}


def _complete(count: int, attacks: Pairs) -> list[frozenset[int]]:
    """All complete extensions, by trying every set."""
    attackers = [{a for a, b in attacks if b == argument} for argument in range(count)]
    found = []
    for number in range(2**count):
        chosen = frozenset(argument for argument in range(count) if number >> argument & 1)
        beaten = {b for a, b in attacks if a in chosen}
        if not chosen & beaten and chosen == {argument for argument in range(count) if attackers[argument] <= beaten}:
            found.append(chosen)
    return found


@pytest.mark.parametrize("example", CASES)
def test_published_frameworks_come_out(example: dict[str, Any]) -> None:
    number = {name: place for place, name in enumerate(example["args"])}
    found = judge(_framework(len(number), [(number[tail], number[head]) for tail, head in example["attacks"]]))

    def sets(names: Iterable[str]) -> set[frozenset[int]]:
        return {frozenset(number[name] for name in extension) for extension in names}

    assert {frozenset(np.flatnonzero(found.grounded.labels == Label.IN).tolist())} == sets([example["grounded"]])
    assert _whole(found, "preferred") == sets(example["preferred"])
    assert _whole(found, "stable") == sets(example["stable"])


@settings(deadline=None)
@given(ATTACKS)
def test_all_is_as_trying_every_set_shows(attacks: Pairs) -> None:
    complete, found = _complete(7, attacks), judge(_framework(7, attacks))
    preferred = {one for one in complete if not any(one < other for other in complete)}
    assert frozenset(np.flatnonzero(found.grounded.labels == Label.IN).tolist()) == frozenset.intersection(*complete)
    assert _whole(found, "preferred") == preferred
    stable = {one for one in complete if len(one | {b for a, b in attacks if a in one}) == 7}
    assert _whole(found, "stable") == stable
    assert found.has_stable == bool(stable)
    for argument in range(7):
        times = sum(argument in one for one in preferred)
        stands = found.of(argument) in (Status.STANDS, Status.SCEPTICAL)
        assert stands == (times == len(preferred))
        assert (found.of(argument) is Status.FALLS) == (times == 0)
        assert is_credulous(7, attacks, argument) == (times > 0)


@given(st.integers(1, 60), st.integers(0, 10**6))
def test_whoever_falls_has_an_attacker_that_stands(count: int, seed: int) -> None:
    ends = np.random.default_rng(seed).integers(0, count, (2, 2 * count))
    found = ground(Framework.of(count, tails=ends[0], heads=ends[1]))
    attacks = set(zip(*ends.tolist(), strict=True))
    for argument, label in enumerate(found.labels.tolist()):
        attackers = {a for a, b in attacks if b == argument}
        if label == Label.OUT:
            assert (int(found.because[argument]), argument) in attacks
            assert found.labels[found.because[argument]] == Label.IN
        else:
            assert (label == Label.IN) == all(found.labels[attacker] == Label.OUT for attacker in attackers)


def test_wide_and_deep_frameworks_are_grounded_alike() -> None:
    chain = ground(Framework.of(5_000, tails=range(4_999), heads=range(1, 5_000)))
    assert chain.labels.tolist() == [Label.IN, Label.OUT] * 2_500
    combs = ground(Framework.of(4_000, tails=range(3_000), heads=range(1_000, 4_000)))
    assert [combs.labels[start] for start in (0, 1_000, 2_000, 3_000)] == [Label.IN, Label.OUT, Label.IN, Label.OUT]


def test_clear_credibility_leaves_one_answer_and_near_ties_stay_contested() -> None:
    tails, heads = np.array([0, 1, 2, 3]), np.array([1, 0, 3, 2])
    succeed = defeats(tails, heads, np.array([0.9, 0.3, 0.5, 0.51]))
    found = judge(Framework.of(4, tails=tails[succeed], heads=heads[succeed]))
    assert [found.of(argument) for argument in range(4)] == [Status.STANDS, Status.FALLS, Status.CREDULOUS, Status.CREDULOUS]
    assert defeats(tails, heads, np.full(4, np.nan)).all()


def test_past_the_budget_the_core_is_undetermined() -> None:
    pairs = [(2 * place, 2 * place + 1) for place in range(12)]
    attacks = [*pairs, *((b, a) for a, b in pairs), *((2 * place, 2 * place + 2) for place in range(11))]
    assert extensions_of(24, attacks, most=3) is None
    found = judge(_framework(24, attacks), most=3)
    assert {found.of(argument) for argument in range(24)} == {Status.UNDETERMINED}
    assert found.has_stable is None
    assert extensions_of(24, attacks, conflicts=1) is None


def test_an_attack_on_nobody_is_refused() -> None:
    with pytest.raises(InputError, match="not there"):
        Framework.of(2, tails=[0], heads=[2])
