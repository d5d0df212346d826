"""The grounded labelling: what must stand, what must fall, and what is left open, in linear time (Nofal, Atkinson, Dunne 2021)."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from claimgraph.reason.acceptance.framework import Framework
from claimgraph.reason.arrays import Flags, Integers, ranges

NARROW = 24
"""Fewer new arguments than this are quicker one by one."""
WIDE = 1_000
"""More than this are quicker as arrays again."""


class Label(IntEnum):
    """Whether an argument stands, falls, or neither follows."""

    IN = 1
    UNDECIDED = 0
    OUT = -1


@dataclass(frozen=True, slots=True)
class Grounded:
    """A label for each argument; `because` is the standing attacker that made it fall, -1 where it did not fall."""

    labels: NDArray[np.int8]
    because: Integers

    @property
    def undecided(self) -> Flags:
        """Which arguments are left open."""
        return np.asarray(self.labels == Label.UNDECIDED)


def ground(framework: Framework) -> Grounded:
    """The grounded labelling: an argument stands once all its attackers have fallen, and falls once one of them stands. Linear."""
    found = _Grounding(framework)
    waiting = np.flatnonzero(framework.attackers == 0)
    while waiting.size:
        waiting = found.step(waiting) if waiting.size >= NARROW else found.walk(waiting.tolist())
    return Grounded(found.labels, found.because)


class _Grounding:
    """A labelling in the making: `left` counts the attackers of each argument that have not fallen."""

    def __init__(self, framework: Framework) -> None:
        self._starts, self._targets = framework.starts, framework.targets
        self.labels = np.zeros(framework.count, dtype=np.int8)
        self.because = np.full(framework.count, -1, dtype=np.int64)
        self._left = framework.attackers.copy()

    def step(self, standing: Integers) -> Integers:
        """Let these stand, and what they attack fall; which arguments are thereby free of attackers."""
        self.labels[standing] = Label.IN
        sizes = self._starts[standing + 1] - self._starts[standing]
        hit, by = self._targets[ranges(self._starts[standing], sizes)], np.repeat(standing, sizes)
        is_open = self.labels[hit] == Label.UNDECIDED
        self.because[hit[is_open]] = by[is_open]
        fallen = np.unique(hit[is_open])
        self.labels[fallen] = Label.OUT
        freed, times = np.unique(
            self._targets[ranges(self._starts[fallen], self._starts[fallen + 1] - self._starts[fallen])], return_counts=True
        )
        self._left[freed] -= times
        return np.asarray(freed[(self._left[freed] == 0) & (self.labels[freed] == Label.UNDECIDED)])

    def walk(self, standing: list[int]) -> Integers:
        """The same one by one, until nothing is left or there is much to do at once."""
        while standing and len(standing) < WIDE:
            argument = standing.pop()
            self.labels[argument] = Label.IN
            for target in self._attacked(argument):
                if self.labels[target] == Label.UNDECIDED:
                    self.labels[target], self.because[target] = Label.OUT, argument
                    standing += self._freed(target)
        return np.array(standing, dtype=np.int64)

    def _attacked(self, argument: int) -> list[int]:
        return list(self._targets[self._starts[argument] : self._starts[argument + 1]].tolist())

    def _freed(self, fallen: int) -> list[int]:
        """The arguments that lose their last attacker by the fall of this one."""
        freed = []
        for target in self._attacked(fallen):
            self._left[target] -= 1
            if self._left[target] == 0 and self.labels[target] == Label.UNDECIDED:
                freed.append(target)
        return freed
