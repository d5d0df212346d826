"""What is told of how claims stand: scores, what changes, and why. Plain values, which need no library."""

from collections.abc import Mapping
from dataclasses import dataclass

from claimgraph.reason.credibility.rules import NEUTRAL_BASE, Applied

FORMULA = "quadratic energy"
"""The semantics by which the value of a score is found."""
VERSION = "credibility@4"
"""The mapping from claims to arguments, with its version: scores of different versions are not to be compared."""
CERTIFICATES = ("unique", "converged, not proven unique", "no equilibrium found", "undetermined")
"""What is known of a score, by the standing of its strength."""


UNSUPPORTED = "unsupported"
STATUSES = ("stands", "undecided", "falls", "undetermined", UNSUPPORTED)
"""All words that a status may be: see `claimgraph.reason.credibility.standing`."""
OPPOSITES: Mapping[str, str] = {
    "loses its last support": "finds support",
    "falls": "stands",
    "becomes single-sourced": "is corroborated",
    "loses": "gains",
}
"""The kinds of change, the gravest first, each with its opposite."""
KINDS = (*OPPOSITES, *OPPOSITES.values())
"""All kinds of change in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The independent origins for and against a claim, each once: at most so many, since dependence can be shown and never ruled out.

    Against it are those who deny or doubt it, and those who stand behind a claim that contradicts it.
    """

    for_: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that pulls at a claim: weight · strength is what it adds to the energy, below 0 where it speaks against it.

    `kind` is `voice` (with the assertion and the rules that made its base and weight) or `claim` (with the link by which it pulls).
    `share` is how many claims of the same voices share the weight of one.
    """

    kind: str
    node: str
    weight: float
    strength: float | None
    base: float
    link: str = ""
    assertion: str = ""
    share: int = 1
    rules: tuple[Applied, ...] = ()

    @property
    def energy(self) -> float | None:
        """What it adds."""
        return None if self.strength is None else self.weight * self.strength


@dataclass(frozen=True, slots=True)
class Score:
    """How well a claim stands: `value` in [0, 1], 0.5 where nothing is known, None where no equilibrium was found.

    Every equilibrium lies within `low` to `high`. `spread` has the value under each of four semantics. `status` is what acceptance
    says beside it. `claims` are those taken as one. `rules` say from which grades its `base` comes, where a profile takes those that
    people gave. In the `contested_core` more than one reading is possible, outside it the status is grounded; None where it is unsupported.
    """

    claim: str
    value: float | None
    low: float
    high: float
    certificate: str
    status: str
    tally: Tally
    spread: Mapping[str, float | None]
    steps: tuple[Step, ...]
    claims: tuple[str, ...]
    base: float = NEUTRAL_BASE
    formula: str = FORMULA
    version: str = VERSION
    trust: str | None = None
    rules: tuple[Applied, ...] = ()
    contested_core: bool | None = None


@dataclass(frozen=True, slots=True)
class Glance:
    """A claim at a glance: its value, its status, and at most how many independent origins stand behind it."""

    value: float | None
    status: str
    origins: int


@dataclass(frozen=True, slots=True)
class Change:
    """What changes for a claim and those taken as one with it; `kinds` are of `KINDS`, the gravest first."""

    claim: str
    before: Glance
    after: Glance
    kinds: tuple[str, ...]

    @property
    def moved(self) -> float:
        """By how much the value moves, 0 where one is not known."""
        return 0.0 if self.after.value is None or self.before.value is None else self.after.value - self.before.value


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that pulls at a claim, a voice or a link from another claim, with what the score would be `without` it.

    `effect` is the score less that: the headline. `sensitivity` is the derivative of the score by the weight of this pull.
    """

    step: Step
    without: float | None
    effect: float | None
    sensitivity: float | None


@dataclass(frozen=True, slots=True)
class Share:
    """What the independent voices, each with all that it says, have in a score; the last may be all `others` together."""

    voice: str
    value: float
    others: int = 0


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons of a score, the greatest effect first, and shares with which `base` + shares = score.

    `left_out` counts the pulls beyond the strongest `MOST`. There are no shares where the score is not proven to be the only one.
    """

    reasons: tuple[Reason, ...]
    shares: tuple[Share, ...]
    base: float
    left_out: int = 0
