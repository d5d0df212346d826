"""What NumPy has no word for: ranges laid end to end, reductions over segments, and grouping in linear time."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
_FEW = 4_000
"""Of how many keys sorting takes less than to set up what groups any number in linear time."""


def ranges(starts: Integers, lengths: Integers) -> Integers:
    """The numbers start, start + 1, … of each range, one range after the other.

    >>> ranges(np.array([10, 20]), np.array([2, 3])).tolist()
    [10, 11, 20, 21, 22]
    """
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))


def grouped(keys: Integers, groups: int) -> tuple[Integers, Integers]:
    """Where each group starts (with the end, so one more than groups), and the positions of `keys` in group order, stable. Linear.

    >>> [found.tolist() for found in grouped(np.array([1, 0, 1]), 2)]
    [[0, 1, 3], [1, 0, 2]]
    """
    if len(keys) < _FEW:
        return np.append(0, np.cumsum(np.bincount(keys, minlength=groups))), np.argsort(keys, kind="stable")
    matrix = csr_matrix((np.ones(len(keys), dtype=np.int8), (keys, np.arange(len(keys)))), shape=(groups, len(keys)))
    return matrix.indptr.astype(np.int64), matrix.indices.astype(np.int64)


def reduced(ufunc: np.ufunc, values: NDArray[Any], starts: Integers, neutral: float) -> NDArray[Any]:
    """The reduction of each segment `values[starts[i]:starts[i + 1]]` along the first axis; an empty segment gives `neutral`.

    >>> reduced(np.add, np.array([1.0, 2.0, 3.0]), np.array([0, 2, 2, 3]), 0.0).tolist()
    [3.0, 0.0, 3.0]
    """
    found = np.full((len(starts) - 1, *values.shape[1:]), neutral, dtype=values.dtype)
    filled = starts[1:] > starts[:-1]
    if filled.any():
        found[filled] = ufunc.reduceat(values, starts[:-1][filled], axis=0)
    return found
