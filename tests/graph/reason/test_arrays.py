from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.reason.arrays import grouped, ranges, reduced

LENGTHS = st.lists(st.integers(0, 4), max_size=12)


@given(LENGTHS)
def test_ranges_stand_end_to_end(lengths: list[int]) -> None:
    starts = [10 * place for place in range(len(lengths))]
    expected = [number for start, length in zip(starts, lengths, strict=True) for number in range(start, start + length)]
    assert ranges(np.array(starts, dtype=np.int64), np.array(lengths, dtype=np.int64)).tolist() == expected


@given(st.lists(st.integers(0, 6), max_size=30))
def test_groups_hold_every_position_once_in_order(keys: list[int]) -> None:
    starts, order = grouped(np.array(keys, dtype=np.int64), 7)
    assert [order[starts[key] : starts[key + 1]].tolist() for key in range(7)] == [
        [place for place, found in enumerate(keys) if found == key] for key in range(7)
    ]


@given(LENGTHS)
def test_an_empty_segment_gives_the_neutral_value(lengths: list[int]) -> None:
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    values = np.arange(starts[-1]) + 1.0
    expected = [float(np.prod(values[first:last])) for first, last in pairwise(starts)]
    assert reduced(np.multiply, values, starts, 1.0).tolist() == expected
