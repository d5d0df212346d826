"""The rules by which the act of a voice is weighed, with the numbers of each: ours, told in `docs/method.md`, shown wherever used."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from claimgraph.model import Certainty, Stance

NEUTRAL_BASE = 0.5
"""What a claim scores that nobody speaks about."""
UNRATED = "F"
"""The grade of a voice that nobody has rated: it cannot be judged, which is not bad."""
IN_INTEREST = 0.5
"""What is left of the base of a voice that speaks in its own interest. Against it, a base b becomes b + b (1 - b) / 2, never above 1."""

CERTAINTY: Mapping[Certainty, float] = MappingProxyType(
    {Certainty.CERTAIN: 1.0, Certainty.UNSTATED: 1.0, Certainty.PROBABLE: 0.8, Certainty.POSSIBLE: 0.5, Certainty.UNLIKELY: -0.5}
)
"""How much an endorsement counts that is hedged like this: whoever calls a claim unlikely speaks against it."""
STANCES: Mapping[Stance, float] = MappingProxyType({Stance.ENDORSES: 1.0, Stance.CONCEDES: 1.0, Stance.DOUBTS: -0.5, Stance.DENIES: -1.0})
"""How much each stance at first hand counts; a report and a question count nothing."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A rule that was used: its name, the factor (or for `grade` the probability) that it gave, and why, in words.

    `rests_on` are the nodes by which it was used: the judgement that gave a grade, or the entity of a stake and the assertion that says so.
    """

    rule: str
    value: float
    why: str
    rests_on: tuple[str, ...] = ()
