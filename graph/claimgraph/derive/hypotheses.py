"""The positions of a dispute as competing hypotheses, against all claims that living links tie to them: worked out when it is asked for.

A row is a claim that somebody stands behind, with all that are taken as one with it. It fits a position by its links to that: a
contradiction is inconsistent with it, a support consistent, both together neutral; very so where the link is to what the position holds
itself, and not to another of its claims. Without such a link it is consistent with its own position, and to another one not applicable:
nothing was found, which is not to say that there is nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimgraph.chains import Chains
from claimgraph.derivations import Dispute, Position
from claimgraph.derive.weighing import Weighed
from claimgraph.model import Link, LinkKind, LinkType
from claimgraph.reason.credibility.network import UNWEIGHED, Network
from claimgraph.reason.credibility.rules import NEUTRAL_BASE
from claimgraph.reason.groups import LIVE
from claimgraph.reason.opinions.hypotheses import Comparison, Fit, compare_hypotheses


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What a position holds, and how it compares; `rank` 1 has the least against it, equals share one. See `Comparison` for the counts."""

    letter: str
    label: str
    count: int
    weighted: float
    inconsistency: int
    consistency: int
    rank: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim with those taken as one with it, the independent voices behind it, and how it fits each hypothesis, by which links.

    `credibility` is its score, .5 where it has none; `own` are the letters of the positions that it is part of; `diagnosticity` says how
    well it tells the hypotheses apart, 0 where it fits all alike.
    """

    claim: str
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    credibility: float
    own: tuple[str, ...]
    fits: tuple[Fit, ...]
    links: tuple[tuple[str, ...], ...]
    diagnosticity: float


@dataclass(frozen=True, slots=True)
class Hypotheses:
    """The table of a dispute: the evidence that tells most first. `leads` is the letter of the one that alone has the least against it."""

    dispute: str
    hypotheses: tuple[Hypothesis, ...]
    evidence: tuple[Evidence, ...]
    leads: str | None


Tie = tuple[Link, str]
"""A link, and the group that it bears on."""
Ties = Mapping[str, Mapping[int, Sequence[Tie]]]
"""What ties each group to each position, by number."""


@dataclass(frozen=True, slots=True)
class _Home:
    """The groups of a position, and the one that says what it holds."""

    heads: frozenset[str]
    core: str | None


def hypotheses_of(dispute: Dispute, weighed: Weighed) -> Hypotheses:
    """The positions of a dispute compared, by what was weighed around its claims. Linear in its links."""
    network, positions = weighed.scored.network, dispute.positions
    heads = network.groups.heads
    homes = [_home(dispute, position, heads) for position in positions]
    ties = _ties(network, homes)
    fits = {head: tuple(_fit(head, home, found.get(place, ())) for place, home in enumerate(homes)) for head, found in ties.items()}
    values = {head: weighed.scored.value(head) for head in ties}
    credible = {head: NEUTRAL_BASE if value is None else value for head, value in values.items()}
    told = compare_hypotheses(fits, credible, number=len(positions))
    ranked = sorted(ties, key=lambda head: (-told.diagnosticity[head], -credible[head], head))
    known = {heads[claim]: claim for position in positions for claim in reversed(position.claims) if claim in heads}
    rows = tuple(
        Evidence(
            known.get(head, head),
            tuple(network.groups.members[head]),
            weighed.scored.tally(head).for_,
            credible[head],
            tuple(position.letter for position, home in zip(positions, homes, strict=True) if head in home.heads),
            fits[head],
            tuple(tuple(link.id for link, _ in ties[head].get(place, ())) for place in range(len(positions))),
            told.diagnosticity[head],
        )
        for head in ranked
    )
    compared = tuple(_compared(dispute, told))
    least = min((one.inconsistency for one in compared), default=0)
    first = [one.letter for one in compared if one.inconsistency == least]
    return Hypotheses(dispute.id, compared, rows, first[0] if len(first) == 1 else None)


def _compared(dispute: Dispute, told: Comparison) -> Iterator[Hypothesis]:
    columns = zip(dispute.positions, told.counts, told.weighted, told.inconsistency, told.consistency, told.ranks, strict=True)
    for position, *counts in columns:
        yield Hypothesis(position.letter, position.label, *counts)


def _home(dispute: Dispute, position: Position, heads: Mapping[str, str]) -> _Home:
    """The groups of a position; what it holds is its claim in the strongest contradiction, by which it is labelled."""
    strongest = (dispute.rungs or dispute.apparent)[0]
    ranked = sorted(position.claims, key=lambda claim: claim not in (strongest.a, strongest.b))
    found = [heads[claim] for claim in ranked if claim in heads]
    return _Home(frozenset(found), found[0] if found else None)


def _ties(network: Network, homes: Sequence[_Home]) -> Ties:
    """The groups that bear on any of the positions, each with its links to them; a group behind which nobody stands is no evidence."""
    found: dict[str, dict[int, list[Tie]]] = defaultdict(lambda: defaultdict(list))
    for link, tail, target in bearing_links(network):
        if network.backing[tail] > 0:
            for place in (place for place, home in enumerate(homes) if target in home.heads):
                found[tail][place].append((link, target))
    return found


def bearing_links(network: Network) -> Iterator[tuple[Link, str, str]]:
    """The living links by which one group speaks for or against another, which is from it to that, and for a contradiction back too.

    One that undercuts is none of them: it questions a voice or a step.
    """
    chains, heads = Chains(network.graph), network.groups.heads
    for link in network.graph.links.values():
        if link.status in LIVE and link.type not in UNWEIGHED and link.type is not LinkType.UNDERCUT:
            tail, target = (heads.get(chains.claim_of(end) or end) for end in (link.from_, link.to))
            if tail and target and tail != target:
                yield link, tail, target
                if link.kind is LinkKind.CONTRADICTS:
                    yield link, target, tail


def _fit(head: str, home: _Home, ties: Sequence[Tie]) -> Fit:
    speaking, opposing = ([target for link, target in ties if link.kind is kind] for kind in (LinkKind.SUPPORTS, LinkKind.CONTRADICTS))
    if speaking and opposing:
        return Fit.NEUTRAL
    if opposing:
        return Fit.VERY_INCONSISTENT if home.core in opposing else Fit.INCONSISTENT
    if speaking or head in home.heads:
        return Fit.VERY_CONSISTENT if home.core in (head, *speaking) else Fit.CONSISTENT
    return Fit.NOT_APPLICABLE
