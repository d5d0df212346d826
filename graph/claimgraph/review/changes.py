"""What a person wants changed in what was read, and what that changes in the record."""

from collections.abc import Callable
from dataclasses import dataclass

from claimgraph.model import Certainty, Modality, Node, Slots, Stance


@dataclass(frozen=True, slots=True)
class Change:
    """What an assertion should say; None leaves as it is.

    `text` is the claim's, `quote` are words of the document, which begin at `start` where that is given and else at the nearest
    place that has them. `speaker` is the id of a source of the document, or a name.
    """

    text: str | None = None
    quote: str | None = None
    start: int | None = None
    speaker: str | None = None
    stance: Stance | None = None
    certainty: Certainty | None = None
    modality: Modality | None = None


@dataclass(frozen=True, slots=True)
class Grammar:
    """What correcting asks of a parser: the slots of a sentence, and the sentence that says the opposite."""

    slots: Callable[[str], Slots]
    opposite: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Revision:
    """What is to change: nodes that are new or take the place of their living version, and those that go with all that rests on them."""

    nodes: tuple[Node, ...] = ()
    gone: frozenset[str] = frozenset()
