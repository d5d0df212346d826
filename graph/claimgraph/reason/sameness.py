"""Which claims are taken as one: those judged the same, and those that restate each other, unless that joins what contradicts.

What a rule proposes as a restatement is a guess about two claims, and guesses in a row lead from one side of a dispute to the other:
"he was murdered", "he died", "he took his life". So the surest restatements join first, and none that would put the two ends
of a contradiction into one group. Whether a contradiction counts between them is thus never decided by a guess.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from claimgraph.model import LinkStatus
from claimgraph.reason.groups import Bond


def taken_as_one(
    claims: Iterable[str], restated: Iterable[Bond], contradicting: Iterable[Bond], same: Mapping[str, str] | None = None
) -> dict[str, list[str]]:
    """The claims of each group by its first claim, in the order of the claims. Near-linear.

    `same` maps claims to others that a judgement says they are; these are one, whatever contradicts. Of the links those between
    two of the claims count. Their order does not matter: confirmed restatements come first, then by score, then by id.
    """
    order = {claim: number for number, claim in enumerate(claims)}
    groups = _Groups(dict(zip(order, order, strict=True)))
    for claim, head in (same or {}).items():
        if {claim, head} <= order.keys():
            groups.join(claim, head)
    for link in contradicting:
        if {link.from_, link.to} <= order.keys():
            groups.keep_apart(link.from_, link.to)
    for link in sorted((link for link in restated if {link.from_, link.to} <= order.keys()), key=_doubt):
        groups.join(link.from_, link.to)
    return dict(groups.listed())


def _doubt(link: Bond) -> tuple[bool, float, str]:
    return link.status != LinkStatus.CONFIRMED, -link.score, link.id


@dataclass(slots=True)
class _Groups:
    """Groups that grow: what leads from each claim towards the one that stands for its group, and the rivals of those."""

    _above: dict[str, str]
    _size: dict[str, int] = field(default_factory=dict)
    _rivals: dict[str, set[str]] = field(default_factory=dict)

    def join(self, one: str, other: str) -> None:
        """Make the groups of two claims one, unless they are to be kept apart."""
        small, large = sorted((self._head(one), self._head(other)), key=self._weight)
        rivals = self._rivals.get(small, set())
        if small == large or large in rivals:
            return
        self._above[small] = large
        self._size[large] = self._size.get(large, 1) + self._size.get(small, 1)
        for rival in self._rivals.pop(small, ()):
            self._rivals[rival].remove(small)
            self._rivals[rival].add(large)
            self._rivals.setdefault(large, set()).add(rival)

    def keep_apart(self, one: str, other: str) -> None:
        """Let the groups of two claims never become one, if they are two."""
        first, second = self._head(one), self._head(other)
        if first != second:
            self._rivals.setdefault(first, set()).add(second)
            self._rivals.setdefault(second, set()).add(first)

    def listed(self) -> Iterator[tuple[str, list[str]]]:
        """The claims of each group, with the first of them."""
        found: dict[str, list[str]] = {}
        for claim in self._above:
            found.setdefault(self._head(claim), []).append(claim)
        return ((members[0], members) for members in found.values())

    def _weight(self, head: str) -> int:
        """What it costs to move a group under another one."""
        return self._size.get(head, 1) + len(self._rivals.get(head, ()))

    def _head(self, claim: str) -> str:
        while (above := self._above[claim]) != claim:
            self._above[claim] = claim = self._above[above]
        return claim
