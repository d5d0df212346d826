"""Where each argument stands once preferred extensions of the contested core are known, component by component."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from claimgraph.reason.acceptance.extensions import MOST, Extension, Extensions, extensions_of
from claimgraph.reason.acceptance.framework import Framework
from claimgraph.reason.acceptance.grounded import Grounded, Label, ground
from claimgraph.reason.acceptance.solver import CONFLICTS
from claimgraph.reason.arrays import Integers

SMALL = 32
"""Components of at most so many arguments are remembered by their shape."""


class Status(StrEnum):
    """What can be said of an argument."""

    STANDS = "stands"
    SCEPTICAL = "stands on every reading"
    CREDULOUS = "stands on some readings"
    FALLS = "falls"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the contested core: its arguments, and its extensions by their numbers, None where the budget was used up."""

    arguments: Integers
    extensions: Extensions | None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The grounded labelling, the components of the contested core, and the status of each argument of that core.

    The preferred extensions of the whole are what is grounded together with one extension of each component: a product, never listed.
    """

    grounded: Grounded
    components: tuple[Component, ...]
    contested: Mapping[int, Status]

    def of(self, argument: int) -> Status:
        """The status of one argument."""
        label = self.grounded.labels[argument]
        return Status.STANDS if label == Label.IN else Status.FALLS if label == Label.OUT else self.contested[argument]

    @property
    def has_stable(self) -> bool | None:
        """Whether the whole has a stable extension, None where a component that could tell is undetermined."""
        known = [component.extensions for component in self.components]
        if any(found is not None and not found.stable for found in known):
            return False
        return None if None in known else True


def judge(framework: Framework, *, conflicts: int = CONFLICTS, most: int = MOST) -> Acceptance:
    """The status of every argument; each component of the contested core may cost so many conflicts and have so many extensions."""
    grounded = ground(framework)
    core, numbers = framework.restricted(grounded.undecided)
    known: dict[tuple[int, tuple[tuple[int, int], ...]], Extensions | None] = {}
    components: list[Component] = []
    contested: dict[int, Status] = {}
    for arguments in core.components():
        shape = len(arguments), core.attacks_among(arguments)
        if shape not in known:
            found = extensions_of(*shape, conflicts=conflicts, most=most)
            if len(arguments) <= SMALL:
                known[shape] = found
        else:
            found = known[shape]
        own = numbers[arguments]
        contested.update(zip(own.tolist(), _statuses(len(own), found), strict=True))
        components.append(Component(own, _renumbered(found, own)))
    return Acceptance(grounded, tuple(components), contested)


def _statuses(count: int, extensions: Extensions | None) -> list[Status]:
    if extensions is None:
        return [Status.UNDETERMINED] * count
    times = np.zeros(count, dtype=np.int64)
    for extension in extensions.preferred:
        times[list(extension)] += 1
    everywhere = len(extensions.preferred)
    return [Status.SCEPTICAL if time == everywhere else Status.CREDULOUS if time else Status.FALLS for time in times.tolist()]


def _renumbered(extensions: Extensions | None, numbers: Integers) -> Extensions | None:
    def whole(extension: Extension) -> Extension:
        """An extension under the numbers of the whole framework."""
        return frozenset(numbers[list(extension)].tolist())

    if extensions is None:
        return None
    return Extensions(tuple(map(whole, extensions.preferred)), tuple(map(whole, extensions.stable)))
