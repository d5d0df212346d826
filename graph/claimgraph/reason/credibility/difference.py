"""What changes between two ways of weighing the same claims: two trust profiles, or with and without something.

`difference(a, b)` and `difference(b, a)` say the same with before and after exchanged, and each kind of change with its opposite.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from claimgraph.reason.credibility.scoring import Scored

LEAST = 0.005
"""A score that moves by less than this has not changed, as far as a reader sees."""
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


def difference(before: Scored, after: Scored, claims: Iterable[str]) -> tuple[Change, ...]:
    """What changes for these claims, each group once, the gravest first, then what moves most; what either does not weigh is left out."""
    heads = dict.fromkeys(before.network.groups.heads[claim] for claim in claims if claim in before and claim in after)
    changes = (_change(before, after, head) for head in heads if head in after)
    return tuple(sorted((change for change in changes if change.kinds), key=_gravity))


def glance(scored: Scored, claim: str) -> Glance:
    """A claim at a glance."""
    return Glance(scored.value(claim), scored.status(claim), len(scored.tally(claim).for_))


def _change(before: Scored, after: Scored, claim: str) -> Change:
    first, second = glance(before, claim), glance(after, claim)
    found = {*_worse(first, second), *(OPPOSITES[kind] for kind in _worse(second, first))}
    return Change(claim, first, second, tuple(kind for kind in KINDS if kind in found))


def _worse(before: Glance, after: Glance) -> Iterator[str]:
    """In which ways the second glance is worse than the first."""
    if before.origins and not after.origins:
        yield "loses its last support"
    if before.status == "stands" and after.status != "stands":
        yield "falls"
    if before.origins > 1 and after.origins == 1:
        yield "becomes single-sourced"
    if before.value is not None and after.value is not None and before.value - after.value >= LEAST:
        yield "loses"


def _gravity(change: Change) -> tuple[int, float, str]:
    return KINDS.index(change.kinds[0]), -abs(change.moved), change.claim
