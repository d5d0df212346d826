"""An abstract argumentation framework: arguments 0 to n - 1 and who attacks whom."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from claimgraph.errors import InputError
from claimgraph.reason.arrays import Flags, Integers, grouped


@dataclass(frozen=True, slots=True)
class Framework:
    """Attacks as rows: `targets[starts[a]:starts[a + 1]]` are what argument a attacks; `attackers` counts the attacks on each."""

    starts: Integers
    targets: Integers
    attackers: Integers

    @classmethod
    def of(cls, count: int, *, tails: ArrayLike, heads: ArrayLike) -> "Framework":
        """A framework of attacks tail → head. Linear. InputError where an end is no argument."""
        sources, targets = np.array(tails, dtype=np.int64), np.array(heads, dtype=np.int64)
        for ends in (sources, targets):
            if len(ends) and not (ends.min() >= 0 and ends.max() < count):
                raise InputError(f"an attack ends at an argument that is not there: arguments are numbered 0 to {count - 1}")
        starts, order = grouped(sources, count)
        return cls(starts, targets[order], np.bincount(targets, minlength=count))

    @property
    def count(self) -> int:
        """How many arguments there are."""
        return len(self.attackers)

    @property
    def sources(self) -> Integers:
        """Who makes each attack, in the order of `targets`."""
        return np.repeat(np.arange(self.count), np.diff(self.starts))

    def restricted(self, kept: Flags) -> tuple["Framework", Integers]:
        """The framework of these arguments alone, and their numbers in this one."""
        numbers = np.flatnonzero(kept)
        place = np.cumsum(kept) - 1
        sources, inside = self.sources, kept[self.sources] & kept[self.targets]
        return Framework.of(len(numbers), tails=place[sources[inside]], heads=place[self.targets[inside]]), numbers

    def components(self) -> list[Integers]:
        """The arguments of each weakly connected component. Linear."""
        if not self.count:
            return []
        matrix = csr_matrix((np.ones(len(self.targets), dtype=np.int8), self.targets, self.starts), shape=(self.count, self.count))
        count, labels = connected_components(matrix, directed=False)
        starts, order = grouped(labels.astype(np.int64), count)
        return np.split(order, starts[1:-1])

    def attacks_among(self, arguments: Integers) -> tuple[tuple[int, int], ...]:
        """The attacks of a component, its arguments numbered from 0 in this order, sorted."""
        place = {argument: number for number, argument in enumerate(arguments.tolist())}
        return tuple(sorted({(place[a], place[b]) for a in place for b in self.targets[self.starts[a] : self.starts[a + 1]].tolist()}))
