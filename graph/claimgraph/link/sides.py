"""The two sides of a pair of claims that are compared."""

from collections.abc import Callable
from dataclasses import dataclass

from claimgraph.link.anchoring import shown_by
from claimgraph.model import Assertion, Claim, Graph, Stance


@dataclass(frozen=True, slots=True)
class Side:
    """A claim with the assertion that shows it and the voices that endorse it."""

    claim: Claim
    shown: Assertion | None
    speakers: frozenset[str]


def sides_of(graph: Graph) -> Callable[[Claim], Side]:
    """What makes a side of a pair out of a claim of the graph."""
    shown = shown_by(graph)
    speakers: dict[str, set[str]] = {}
    for assertion in graph.assertions.values():
        if assertion.content.claim is not None and assertion.stance is Stance.ENDORSES:
            speakers.setdefault(assertion.content.claim, set()).add(graph.representative(assertion.speaker.id))
    return lambda claim: Side(claim, shown.get(claim.id), frozenset(speakers.get(claim.id, ())))
