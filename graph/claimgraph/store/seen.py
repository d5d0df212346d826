"""Which ids are there, remembered by 64 bits of each: 12 bytes an id, and no page of a database changes for it."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Run = tuple[NDArray[np.int64], NDArray[np.int32]]
"""The hashes of ids, sorted, and the number that each id has."""


class Seen:
    """Ids, each with a number. One that was never added may be taken for another, with a chance of one in 2**64 for each that was.

    >>> seen = Seen()
    >>> seen.add({"claim-a": 1, "claim-b": 2})
    >>> seen.find(["claim-b", "claim-c"])
    {'claim-b': 2}
    """

    def __init__(self) -> None:
        self._runs: list[Run] = []

    def __len__(self) -> int:
        return sum(len(hashes) for hashes, _ in self._runs)

    def add(self, numbers: Mapping[str, int]) -> None:
        """Remember ids that were not there; takes the logarithm of how many there are for each."""
        run = _sorted(_hashes(numbers), np.fromiter(numbers.values(), np.int32, len(numbers)))
        while self._runs and len(self._runs[-1][0]) <= 2 * len(run[0]):
            other = self._runs.pop()
            run = _sorted(np.concatenate([other[0], run[0]]), np.concatenate([other[1], run[1]]))
        self._runs.append(run)

    def find(self, ids: Sequence[str]) -> dict[str, int]:
        """Those of these ids that are there, each with its number."""
        wanted, found = _hashes(ids), dict[str, int]()
        order = np.argsort(wanted)  # what is sought in order is found in a quarter of the time
        wanted = wanted[order]
        for hashes, numbers in self._runs:
            places = np.minimum(np.searchsorted(hashes, wanted), len(hashes) - 1)
            there = np.flatnonzero(hashes[places] == wanted)
            found |= {ids[place]: number for place, number in zip(order[there].tolist(), numbers[places[there]].tolist(), strict=True)}
        return found


def _hashes(ids: Collection[str]) -> NDArray[np.int64]:
    return np.fromiter(map(hash, ids), np.int64, len(ids))


def _sorted(hashes: NDArray[np.int64], numbers: NDArray[np.int32]) -> Run:
    order = np.argsort(hashes, kind="stable")  # of two sorted runs, as long as merging them
    return hashes[order], numbers[order]
