"""Who pulls at one thing through links: however many claims it brings, an independent voice pulls once on each side.

Claims behind which stand the same voices share one weight; a claim behind which stand only some of the voices of another one
that pulls the same way adds nothing. So ten copies of a report weigh what one does, whether or not their claims are known to be one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimgraph.model import Link
from claimgraph.reason.credibility.acts import FOR, Act
from claimgraph.reason.credibility.groups import Groups
from claimgraph.reason.origins import OriginIndex

Voices = frozenset[str]


@dataclass(frozen=True, slots=True)
class Bid:
    """A link by which a group would pull at something, with its signed weight before it is shared."""

    head: str
    link: Link
    weight: float


def counted_once(bids: Iterable[Bid], acts: Mapping[str, Sequence[Act]], groups: Groups, index: OriginIndex) -> list[tuple[Bid, int]]:
    """The bids that count, each with how many share its weight: of each group the strongest one for each side, in order."""
    found: list[tuple[Bid, int]] = []
    for side in (1, -1):
        strongest: dict[str, Bid] = {}
        for bid in (bid for bid in bids if bid.weight * side > 0):
            known = strongest.get(bid.head)
            strongest[bid.head] = bid if known is None or abs(bid.weight) > abs(known.weight) else known
        found += _shared(list(strongest.values()), acts, groups, index)
    return found


def _shared(bids: Sequence[Bid], acts: Mapping[str, Sequence[Act]], groups: Groups, index: OriginIndex) -> list[tuple[Bid, int]]:
    if len(bids) < 2:
        return [(bid, 1) for bid in bids]
    owners = _owners([claim for bid in bids for claim in groups.members[bid.head]], index)
    voices = [_voices(acts[bid.head], owners) for bid in bids]
    sharing = Counter(voices)
    greatest = {one for one in sharing if not any(one < other for other in sharing)}
    return [(bid, sharing[one]) for bid, one in zip(bids, voices, strict=True) if one in greatest]


def _voices(acts: Iterable[Act], owners: Mapping[str, Voices]) -> Voices:
    """The independent voices that stand behind a group."""
    return frozenset(voice for act in acts if act.weight > 0 for voice in owners[act.assertion])


def _owners(claims: Iterable[str], index: OriginIndex) -> dict[str, Voices]:
    """The independent voices that each assertion of these claims is of, all claims taken together, so that copies show."""
    found: dict[str, Voices] = {}
    for voice, said in index.spoken(claims, FOR).items():
        alone = frozenset((voice,))
        for _, assertion in said:
            known = found.get(assertion.id)
            found[assertion.id] = alone if known is None else known | alone
    return found
