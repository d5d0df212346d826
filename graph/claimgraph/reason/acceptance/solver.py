"""A SAT solver with a budget of conflicts and propagations: what it cannot tell within that is not told."""

from collections.abc import Iterable, Sequence

from pysat.solvers import Solver

CONFLICTS = 20_000
"""Conflicts that a question may cost in all, its parts taken together."""
PROPAGATIONS = 500
"""Propagations that count as one conflict: an easy question over many claims costs time without a single conflict."""
_NAME = "glucose4"


class BudgetSpentError(Exception):
    """The solver reached its budget; never leaves this package."""


class BudgetedSolver:
    """Clauses that may be asked about; to be closed after use, as a context."""

    def __init__(self, clauses: Iterable[Sequence[int]], *, conflicts: int = CONFLICTS) -> None:
        """Take these clauses in."""
        self._solver, self._left = Solver(name=_NAME), conflicts
        self._solver.append_formula(list(clauses))

    def __enter__(self) -> "BudgetedSolver":
        """The solver."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give the solver's memory back."""
        self._solver.delete()

    def add(self, clause: Iterable[int]) -> None:
        """Take one more clause in."""
        self._solver.add_clause(list(clause))

    def prefer(self, literals: Iterable[int]) -> None:
        """Try these first."""
        self._solver.set_phases(list(literals))

    def model(self, assumptions: Iterable[int] = ()) -> list[int] | None:
        """A model under these assumptions, None where there is none. BudgetSpentError where the budget does not tell."""
        if self._left <= 0:
            raise BudgetSpentError
        before = self._spent()
        self._solver.conf_budget(self._left)
        self._solver.prop_budget(self._left * PROPAGATIONS)
        answer = self._solver.solve_limited(assumptions=list(assumptions))
        self._left -= self._spent() - before + 1
        if answer is None:
            raise BudgetSpentError
        return list(self._solver.get_model() or []) if answer else None

    def _spent(self) -> int:
        counted = self._solver.accum_stats()
        return int(counted["conflicts"] + counted["propagations"] // PROPAGATIONS)
