"""What a rule finds where two aligned claims collide."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from claimgraph.link.alignment import Alignment
from claimgraph.model import LinkType


@dataclass(frozen=True, slots=True)
class Clash:
    """A collision of two claims: its type, score in [0, 1], the rule's name, the words on each side, and why in one sentence."""

    type: LinkType
    score: float
    rule: str
    places_a: tuple[int, ...]
    places_b: tuple[int, ...]
    rationale: str

    def mirrored(self) -> "Clash":
        """The same with the sides changed."""
        return replace(self, places_a=self.places_b, places_b=self.places_a)


def both_ways(view: Alignment, rule: Callable[[Alignment], Iterator[Clash]]) -> Iterator[Clash]:
    """What a one-sided rule finds from either side."""
    yield from rule(view)
    yield from (clash.mirrored() for clash in rule(view.mirrored))
