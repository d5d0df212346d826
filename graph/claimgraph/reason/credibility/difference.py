"""What changes between two ways of weighing the same claims: two trust profiles, or with and without something.

`difference(a, b)` and `difference(b, a)` say the same with before and after exchanged, and each kind of change with its opposite.
"""

from collections.abc import Iterable, Iterator

from claimgraph.reason.credibility.scoring import Scored
from claimgraph.reason.credibility.told import KINDS, OPPOSITES, Change, Glance

LEAST = 0.005
"""A score that moves by less than this has not changed, as far as a reader sees."""


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
