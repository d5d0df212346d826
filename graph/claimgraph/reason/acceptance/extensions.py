"""Preferred and stable extensions of one component through a SAT solver, within a budget of conflicts.

Complete labellings as clauses: an argument is in where all its attackers are out, and out where one of them is in. A preferred
extension is grown from any complete one by asking for more; each that is found forbids its subsets (Cerutti et al., KR 2014).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimgraph.reason.acceptance.solver import CONFLICTS, BudgetedSolver, BudgetSpentError

MOST = 2_000
"""Extensions of one component after which it is left undetermined."""
LARGEST = 20_000
"""Arguments of one component beyond which nothing is tried."""

Attacks = Sequence[tuple[int, int]]
Extension = frozenset[int]


@dataclass(frozen=True, slots=True)
class Extensions:
    """The preferred and the stable extensions of a component, smallest numbers first."""

    preferred: tuple[Extension, ...]
    stable: tuple[Extension, ...]


def extensions_of(count: int, attacks: Attacks, *, conflicts: int = CONFLICTS, most: int = MOST) -> Extensions | None:
    """All preferred and stable extensions of arguments 0 to count - 1, None where that takes more than the budget."""
    if count > LARGEST:
        return None
    with BudgetedSolver(clauses_of(count, attacks), conflicts=conflicts) as solver:
        try:
            preferred = _at_most(Labellings(count, solver).preferred(), most)
        except BudgetSpentError:
            return None
    targets: dict[int, set[int]] = {}
    for attacker, target in attacks:
        targets.setdefault(attacker, set()).add(target)
    covered = [found.union(*(targets.get(argument, ()) for argument in found)) for found in preferred]
    return Extensions(preferred, tuple(found for found, over in zip(preferred, covered, strict=True) if len(over) == count))


def is_credulous(count: int, attacks: Attacks, argument: int, *, conflicts: int = CONFLICTS) -> bool | None:
    """Whether some preferred extension holds the argument, None past the budget."""
    with BudgetedSolver(clauses_of(count, attacks), conflicts=conflicts) as solver:
        try:
            return Labellings(count, solver).some([argument]) is not None
        except BudgetSpentError:
            return None


def _at_most(found: Iterator[Extension], most: int) -> tuple[Extension, ...]:
    extensions: list[Extension] = []
    for extension in found:
        if len(extensions) == most:
            raise BudgetSpentError
        extensions.append(extension)
    return tuple(sorted(extensions, key=sorted))


class Labellings:
    """The complete labellings of a component, in a solver; argument a is in by variable 2a + 1, out by 2a + 2."""

    def __init__(self, count: int, solver: BudgetedSolver) -> None:
        """The labellings of arguments 0 to count - 1 that a solver of `clauses_of` these knows."""
        self._count, self._solver, self._fresh = count, solver, 2 * count

    def some(self, inside: Iterable[int]) -> Extension | None:
        """A complete extension that holds these arguments, None where there is none."""
        return self._extension([_in(argument) for argument in inside])

    def preferred(self) -> Iterator[Extension]:
        """Each preferred extension once."""
        found = self._extension([])
        while found is not None:
            found = self._grown(found)
            yield found
            others = self._others(found)
            if not others:
                return
            self._solver.add(others)
            found = self._extension([])

    def _grown(self, extension: Extension) -> Extension:
        """A preferred extension that holds this one."""
        larger: Extension | None = extension
        while larger is not None:
            extension = larger
            self._fresh += 1
            self._solver.add([-self._fresh, *self._others(extension)])
            larger = self._extension([self._fresh, *(_in(argument) for argument in extension)])
            self._solver.add([-self._fresh])
        return extension

    def _others(self, extension: Extension) -> list[int]:
        return [_in(argument) for argument in range(self._count) if argument not in extension]

    def _extension(self, assumptions: list[int]) -> Extension | None:
        model = self._solver.model(assumptions)
        return None if model is None else frozenset(argument for argument in range(self._count) if model[2 * argument] > 0)


def clauses_of(count: int, attacks: Attacks) -> Iterator[list[int]]:
    """The complete labellings of arguments 0 to count - 1 as clauses."""
    attackers: list[list[int]] = [[] for _ in range(count)]
    for attacker, target in attacks:
        attackers[target].append(attacker)
    for argument in range(count):
        inside, outside = _in(argument), _out(argument)
        yield from ([-inside, _out(attacker)] for attacker in attackers[argument])
        yield from ([outside, -_in(attacker)] for attacker in attackers[argument])
        yield [inside, *(-_out(attacker) for attacker in attackers[argument])]
        yield [-outside, *(_in(attacker) for attacker in attackers[argument])]
        yield [-inside, -outside]


def _in(argument: int) -> int:
    return 2 * argument + 1


def _out(argument: int) -> int:
    return 2 * argument + 2
