"""How much work may be done before an answer is called undetermined: counted, not timed, so that every machine gives the same answer."""

from dataclasses import dataclass

WORK = 3_000_000_000
"""Edges that may be read in cycles before the rest is undetermined: about ten seconds."""
SWEEP = 2_000
"""What a sweep costs besides its edges, in edges."""


@dataclass(slots=True)
class Budget:
    """Work that may still be spent on cycles, in edges read."""

    left: int = WORK

    def spend(self, edges: int) -> bool:
        """Whether a sweep over so many edges may still be made; it then counts as made."""
        self.left -= edges + SWEEP
        return self.left >= 0

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.left < 0
