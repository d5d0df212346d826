from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.reason.acceptance import Framework, judge
from claimgraph.reason.acceptance.support import deductive_attacks, necessary_attacks
from worked_examples import EXAMPLES

PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=7)
LETTERS = "abcd"


def _pairs(words: list[str]) -> set[tuple[int, int]]:
    return {(LETTERS.index(word[0]), LETTERS.index(word[1])) for word in words}


@pytest.mark.parametrize("example", EXAMPLES["bipolar"])
def test_supports_become_the_published_attacks(example: dict[str, Any]) -> None:
    given_edges = {"supports": _pairs(example["support"]), "attacks": _pairs(example["attack"])}
    assert deductive_attacks(4, **given_edges) == _pairs(example["deductive_attacks"])
    assert necessary_attacks(4, **given_edges) == _pairs(example["necessary_attacks"])


@settings(deadline=None)
@given(PAIRS, PAIRS)
def test_what_stands_together_is_closed_under_support(supports: list[tuple[int, int]], attacks: list[tuple[int, int]]) -> None:
    ends = np.array(sorted(deductive_attacks(6, supports=supports, attacks=attacks)), dtype=np.int64).reshape(-1, 2)
    found = judge(Framework.of(6, tails=ends[:, 0], heads=ends[:, 1]))
    standing = set(np.flatnonzero(found.grounded.labels == 1).tolist())
    assert all(b in standing for a, b in supports if a in standing)
    for component in found.components:
        assert component.extensions is not None
        for extension in component.extensions.preferred:
            assert all(b in standing | extension or b not in component.arguments for a, b in supports if a in extension)
