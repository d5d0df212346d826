"""Which pairs of claims are worth comparing: those that share a block; never all pairs, and never more than so many for one claim.

A claim looks into its emptiest block first, as far back as it may reach, and then into fuller ones as long as all that stand
in them are within its budget. How full a block is counts the claims of earlier documents alone, in the order of the record:
so what is found when documents come in one by one is what is found for all of them at once. Of the blocks in which rows of tables and
sentences meet, a row looks into those of sentences and a sentence into those of rows, with a budget of their own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from claimgraph.link.blocks import MEETING, Naming, blocks_of, looked_into
from claimgraph.model import Claim


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one claim is compared with.

    `reach` is how many earlier claims of its emptiest block at most, the latest first; `budget` up to how many earlier claims
    in all it looks into fuller blocks as well.
    """

    reach: int = 300
    budget: int = 64


LIMITS = Limits()
MEET = Limits(reach=60, budget=60)
"""How many rows a sentence is compared with, and a row with how many sentences, whatever else they are compared with."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A claim not all of whose blocks were looked into whole: in how many it stands, and how many were."""

    claim: str
    blocks: int
    whole: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of a claim and an earlier or known one, and what was cut."""

    pairs: tuple[tuple[Claim, Claim], ...]
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """The numbers of the claims near one, each with a block that they share, and how many of its blocks were looked into whole."""

    found: Mapping[int, int]
    blocks: int
    whole: int


def nearest(blocks: Mapping[int, Sequence[int]], limits: Limits = LIMITS) -> Near:
    """What a claim is compared with, given who stands before it in the blocks that it looks into: numbers, the latest first, one more
    than it may reach.
    """
    alike = _nearest({block: members[: limits.reach + 1] for block, members in blocks.items() if block < MEETING}, limits)
    other = _nearest({block: members[: MEET.reach + 1] for block, members in blocks.items() if block >= MEETING}, MEET)
    return Near({**other.found, **alike.found}, alike.blocks + other.blocks, alike.whole + other.whole)


def _nearest(blocks: Mapping[int, Sequence[int]], limits: Limits) -> Near:
    standing = sorted((len(members), block) for block, members in blocks.items() if members)
    found: dict[int, int] = {}
    spent = whole = 0
    for place, (full, block) in enumerate(standing):
        spent += full
        if place and spent > limits.budget:
            break
        whole += full <= limits.reach
        for number in blocks[block][: limits.reach]:
            found.setdefault(number, block)
    return Near(found, len(standing), whole)


@dataclass(slots=True)
class Blocks:
    """Who stands in which block, in the order in which they came."""

    limits: Limits = LIMITS
    members: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, number: int, blocks: Iterable[int]) -> None:
        """Let a claim stand in its blocks, behind all others."""
        for block in blocks:
            self.members[block].append(number)

    def near(self, blocks: Iterable[int]) -> Near:
        """What a claim of these blocks that comes now is compared with."""
        reach = max(self.limits.reach, MEET.reach)
        latest = {block: self.members[block][: -reach - 2 : -1] for block in map(looked_into, blocks) if block in self.members}
        return nearest(latest, self.limits)


def pairs_within(claims: Sequence[Claim], naming: Naming, *, alike: int | None = None) -> Candidates:
    """The pairs among claims worth comparing, each once, the one that comes first in front.

    Of earlier claims that are `alike`, in the same words, a claim is compared with so many at most, the last; with all where none is given.
    """
    shelf = Blocks()
    pairs: list[tuple[int, int]] = []
    cuts: list[Cut] = []
    for number, claim in enumerate(claims):
        blocks = blocks_of(claim, naming)
        near = shelf.near(blocks)
        shelf.add(number, blocks)
        found = near.found if alike is None else _last_alike(claims, near.found, alike)
        pairs += [(earlier, number) for earlier in found]
        cuts += cut_of(claim, near)
    return Candidates(tuple((claims[a], claims[b]) for a, b in sorted(pairs)), tuple(cuts))


def _last_alike(claims: Sequence[Claim], numbers: Iterable[int], most: int) -> Iterator[int]:
    """The last of some claims, so many of each wording: a text that says one thing without end has few pairs to keep."""
    seen: Counter[str] = Counter()
    for number in sorted(numbers, reverse=True):
        seen[claims[number].text] += 1
        if seen[claims[number].text] <= most:
            yield number


def pairs_across(new: Iterable[Claim], known: Iterable[Claim], naming: Naming) -> Candidates:
    """The pairs of a new and a known claim worth comparing; the cost grows with both, and never with all pairs."""
    shelf, old = Blocks(), list(known)
    for number, claim in enumerate(old):
        shelf.add(number, blocks_of(claim, naming))
    pairs: list[tuple[Claim, Claim]] = []
    cuts: list[Cut] = []
    for claim in new:
        near = shelf.near(blocks_of(claim, naming))
        pairs += [(claim, old[number]) for number in sorted(near.found)]
        cuts += cut_of(claim, near)
    return Candidates(tuple(pairs), tuple(cuts))


def cut_of(claim: Claim, near: Near) -> Iterator[Cut]:
    """That some blocks of a claim were not looked into whole, if so."""
    if near.whole < near.blocks:
        yield Cut(claim.id, near.blocks, near.whole)
