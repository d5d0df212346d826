"""The two sides of a pair of claims that are compared."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from claimgraph.link.pairs.anchoring import shown_by
from claimgraph.link.pairs.profile import Profile, profile_of
from claimgraph.model import Assertion, Claim, Graph, Stance

_POINTS = re.compile(
    r"^(?:this|that|it|these|those|they|he|she|we|you|i|what|whoever|who|which|such|none(?! of\b))\b|"
    r"\bnone of (?:this|that|it|them|these|those)\b|\b(?:these|those) \w+",
    re.IGNORECASE,
)
"""What shows that a claim does not say what it is about: nothing is compared with it."""


@dataclass(frozen=True)
class Side:
    """A claim with the assertion that shows it and the voices that endorse it."""

    claim: Claim
    shown: Assertion | None
    speakers: frozenset[str]

    @cached_property
    def profile(self) -> Profile:
        """The claim, ready for comparing."""
        return profile_of(self.claim)

    @cached_property
    def points(self) -> bool:
        """Whether the claim does not say what it is about."""
        return points_back(self.claim)


def points_back(claim: Claim) -> bool:
    """Whether a claim does not say by itself what it is about: "this", "none", "none of them"."""
    return _POINTS.search(claim.text) is not None


def sides_of(graph: Graph) -> Callable[[Claim], Side]:
    """What makes a side of a pair out of a claim of the graph."""
    shown = shown_by(graph)
    speakers: dict[str, set[str]] = {}
    for assertion in graph.assertions.values():
        if assertion.content.claim is not None and assertion.stance is Stance.ENDORSES:
            speakers.setdefault(assertion.content.claim, set()).add(graph.representative(assertion.speaker.id))
    sides: dict[str, Side] = {}

    def side(claim: Claim) -> Side:
        """The side that a claim is, made once."""
        if claim.id not in sides:
            sides[claim.id] = Side(claim, shown.get(claim.id), frozenset(speakers.get(claim.id, ())))
        return sides[claim.id]

    return side
