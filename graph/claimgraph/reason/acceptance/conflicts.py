"""Claims that cannot all hold together: the minimal sets among them, by MARCO (Liffiton, Previti, Malik, Marques-Silva 2016).

Each claim is a group of clauses over numbered propositions (a positive number for "it is so", its negative for "it is not"), as
SAT solvers read them; what is taken for granted is clauses without a claim. Taking any one member out of a minimal set lets the rest stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from claimgraph.reason.acceptance.solver import CONFLICTS, BudgetedSolver, BudgetSpentError

MOST = 500
Clause = Sequence[int]


@dataclass(frozen=True, slots=True)
class Conflicts:
    """The minimal sets of claims that cannot hold together, and the greatest sets that can; `complete` unless a budget ended the search."""

    minimal: tuple[frozenset[int], ...]
    greatest: tuple[frozenset[int], ...]
    complete: bool


def conflicts_among(
    claims: Sequence[Sequence[Clause]], granted: Iterable[Clause] = (), *, conflicts: int = CONFLICTS, most: int = MOST
) -> Conflicts:
    """All minimal conflicts among claims 0 to n - 1, at most `most` sets of either kind."""
    granted = [list(clause) for clause in granted]
    highest = max((abs(literal) for clause in chain(granted, *claims) for literal in clause), default=0)
    switched = [[-(highest + 1 + number), *clause] for number, claim in enumerate(claims) for clause in claim]
    with BudgetedSolver([*granted, *switched], conflicts=conflicts) as clauses, BudgetedSolver([], conflicts=conflicts) as unexplored:
        search = _Search(len(claims), highest, clauses, unexplored)
        complete = search.run(most)
    minimal = sorted(search.minimal, key=lambda found: (len(found), sorted(found)))
    return Conflicts(tuple(minimal), tuple(sorted(search.greatest, key=lambda found: (-len(found), sorted(found)))), complete)


class _Search:
    """Two solvers: one knows the clauses, one which sets of claims are still unexplored."""

    def __init__(self, count: int, highest: int, clauses: BudgetedSolver, unexplored: BudgetedSolver) -> None:
        self._all, self._highest = frozenset(range(count)), highest
        self._clauses, self._unexplored = clauses, unexplored
        self.minimal: list[frozenset[int]] = []
        self.greatest: list[frozenset[int]] = []
        for claim in range(1, count + 1):
            unexplored.add([claim, -claim])
        unexplored.prefer(range(1, count + 1))

    def run(self, most: int) -> bool:
        """Explore all sets of claims; whether all were explored."""
        try:
            while (model := self._unexplored.model()) is not None:
                if len(self.minimal) + len(self.greatest) == most:
                    return False
                if not self._explore(frozenset(literal - 1 for literal in model if literal > 0)):
                    return True
        except BudgetSpentError:
            return False
        return True

    def _explore(self, seed: frozenset[int]) -> bool:
        """Grow a set that can hold, or shrink one that cannot, and mark what that settles; whether anything is left to explore."""
        if self._holds(seed):
            grown = self._grown(seed)
            self.greatest.append(grown)
            self._unexplored.add(claim + 1 for claim in self._all - grown)
            return grown < self._all
        shrunk = self._shrunk(seed)
        self.minimal.append(shrunk)
        self._unexplored.add(-claim - 1 for claim in shrunk)
        return bool(shrunk)

    def _grown(self, claims: frozenset[int]) -> frozenset[int]:
        """A greatest set of claims that can hold, around one that can."""
        for claim in sorted(self._all - claims):
            if self._holds(claims | {claim}):
                claims |= {claim}
        return claims

    def _shrunk(self, claims: frozenset[int]) -> frozenset[int]:
        """A least set of claims that cannot all hold, within one that cannot."""
        for claim in sorted(claims):
            if not self._holds(claims - {claim}):
                claims -= {claim}
        return claims

    def _holds(self, claims: frozenset[int]) -> bool:
        """Whether these claims can all hold."""
        return self._clauses.model(self._highest + 1 + claim for claim in sorted(claims)) is not None
