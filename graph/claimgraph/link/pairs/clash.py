"""What a rule finds where two aligned claims collide."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from claimgraph.link.pairs.alignment import Alignment
from claimgraph.model import LinkType, Quantity


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


@dataclass(frozen=True, slots=True)
class Hint:
    """A clash between two reports of one event that holds where both statements are of one matter: `least` is how likely that must be.

    `numbers` are the two that clash, if numbers do: of what goes on being counted the later may only have grown. `is_pointed_at` where the
    likelihood is that of a statement which only points at what it is about.
    """

    clash: Clash
    least: float = 0.0
    numbers: tuple[Quantity, Quantity] | None = None
    is_pointed_at: bool = False

    def mirrored(self) -> "Hint":
        """The same with the sides changed."""
        return replace(self, clash=self.clash.mirrored(), numbers=self.numbers and self.numbers[::-1])


def both_ways(view: Alignment, rule: Callable[[Alignment], Iterator[Clash]]) -> Iterator[Clash]:
    """What a one-sided rule finds from either side."""
    yield from rule(view)
    yield from (clash.mirrored() for clash in rule(view.mirrored))
