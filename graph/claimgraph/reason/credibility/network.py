"""The weighted graph that is solved: what speaks for and against each group of claims, as arguments with signed edges.

A group has up to three kinds of argument, all with the base score of its claims and the same edges pointing at them: its score, from
which nothing goes on; its force, from which its links go on, and which is there only while somebody stands behind it; and its
force along one link, where that link is undercut or supported, so that what questions the step counts against that step alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

from claimgraph.model import Graph, Link, LinkKind, LinkType
from claimgraph.reason.credibility.acts import Act, Acts
from claimgraph.reason.credibility.grading import Start, starts_of
from claimgraph.reason.credibility.groups import Groups, rejected, without
from claimgraph.reason.credibility.once import Bid, counted_once
from claimgraph.reason.credibility.rules import NEUTRAL_BASE
from claimgraph.reason.gradual import BipolarGraph
from claimgraph.reason.groups import LIVE
from claimgraph.reason.origins import OriginIndex
from claimgraph.trust import NEUTRAL, TrustProfile

UNWEIGHED = frozenset({LinkType.RESTATES, LinkType.UPDATES})
"""Links that carry no weight: a restatement makes two claims one, and an update says that the world moved on."""
UNKNOWN = Start()
"""What a group starts from that nobody graded."""
Step = tuple[str, str]
"""The first claim of a group and a link by which it pulls, "" for its force in general."""


@dataclass(frozen=True, slots=True)
class Pull:
    """One thing that pulls at a group: an argument with a signed weight, and what it is, an act (by number) or a group by a link.

    `share` is how many groups of the same voices share one weight.
    """

    tail: int
    weight: float
    act: int | None = None
    head: str = ""
    link: str = ""
    share: int = 1


@dataclass(frozen=True, slots=True)
class Network:
    """The arguments of a graph under a profile: acts come first, by number; then the score of each group; then forces.

    `pulls` are what pulls at each group; `backing` in [0, 1] is how much the links of a group count: in full where somebody
    unrated or better stands behind it. `starts` are what those groups start from that somebody graded.
    """

    graph: Graph
    profile: TrustProfile
    groups: Groups
    arguments: BipolarGraph
    acts: Sequence[Act]
    scores: Mapping[str, int]
    forces: Mapping[Step, int]
    pulls: Mapping[str, Sequence[Pull]]
    backing: Mapping[str, float]
    starts: Mapping[str, Start]

    @classmethod
    def of(cls, graph: Graph, profile: TrustProfile = NEUTRAL) -> "Network":
        """The network of a graph under a profile. Near-linear in its claims, assertions and links."""
        gone = rejected(graph)
        return _Building(without(graph, gone) if gone else graph, profile).network()


class _Building:
    """A network in the making."""

    def __init__(self, graph: Graph, profile: TrustProfile) -> None:
        self._graph, self._profile, self._groups, self._index = graph, profile, Groups.of(graph), OriginIndex(graph)
        acting = Acts(graph, self._groups, self._index, profile)
        self._acts = {head: acting.on(head) for head in self._groups.members}
        self._backing = {head: _backing(acts) for head, acts in self._acts.items()}
        self._starts = starts_of(graph, self._groups.members) if profile.grades else {}
        self._links = {link.id: link for link in graph.links.values() if link.status in LIVE and link.type not in UNWEIGHED}
        self._onto = self._targets()
        self._scores = {head: place for place, head in enumerate(self._acts, sum(map(len, self._acts.values())))}
        self._forces = {step: place for place, step in enumerate(self._steps(), sum(map(len, self._acts.values())) + len(self._scores))}

    def network(self) -> Network:
        """All edges listed and numbered."""
        acts = list(chain.from_iterable(self._acts.values()))
        pulls = {head: [*own, *self._linked(head, but=head)] for head, own in self._own().items()}
        edges = [(pull.tail, place, pull.weight) for place, found in self._pulled(acts, pulls) for pull in found]
        tails, heads, weights = ([edge[part] for edge in edges] for part in range(3))
        arguments = BipolarGraph.of(self._bases(acts), tails=tails, heads=heads, weights=weights)
        numbered = (arguments, acts, self._scores, self._forces, pulls)
        return Network(self._graph, self._profile, self._groups, *numbered, self._backing, self._starts)

    def _bases(self, acts: Iterable[Act]) -> list[float]:
        """What each argument starts from: acts, scores, forces."""
        heads = (*self._scores, *(head for head, _ in self._forces))
        return [*(act.base for act in acts), *(self._starts.get(head, UNKNOWN).base for head in heads)]

    def _pulled(self, acts: Sequence[Act], pulls: Mapping[str, list[Pull]]) -> Iterator[tuple[int, list[Pull]]]:
        """The number of each argument that anything pulls at, with what does: scores, forces, acts."""
        for head, place in self._scores.items():
            yield place, pulls[head]
        for (head, link), place in self._forces.items():
            yield place, [*pulls[head], *(self._linked(link, but=head) if link else ())]
        for number, act in enumerate(acts):
            if act.cuts:
                yield number, self._cutting(act)

    def _own(self) -> dict[str, list[Pull]]:
        """The acts on each group, numbered through."""
        number = count()
        return {head: [Pull(place, act.weight, act=place) for act, place in zip(acts, number)] for head, acts in self._acts.items()}  # noqa: B905

    def _targets(self) -> dict[str, list[tuple[str, Link]]]:
        """What each group, link or assertion is pulled at by: groups behind which somebody stands, with the link."""
        found: dict[str, list[tuple[str, Link]]] = {}
        for link in self._links.values():
            for tail, target in self._ends(link):
                if tail is not None and target is not None and tail != target and self._backing[tail] > 0:
                    found.setdefault(target, []).append((tail, link))
        return found

    def _ends(self, link: Link) -> Iterator[tuple[str | None, str | None]]:
        """From which group to which group, link or assertion: a contradiction between claims goes both ways."""
        tail = self._head(link.from_)
        if link.type is LinkType.UNDERCUT:
            yield tail, self._groups.heads.get(link.to, link.to)
            return
        target = link.to if link.to in self._links else self._head(link.to)
        yield tail, target
        if link.kind is LinkKind.CONTRADICTS and target in self._groups.members:
            yield target, tail

    def _head(self, node: str) -> str | None:
        """The group of a claim, or of the claim that an assertion is of in the end."""
        return self._groups.heads.get(node) or self._groups.heads.get(self._index.chains.claim_of(node) or "")

    def _steps(self) -> Iterator[Step]:
        """The forces that there are: of every group that somebody stands behind, and along each of its links that is questioned."""
        yield from ((head, "") for head, backing in self._backing.items() if backing > 0)
        yield from {(tail, link.id): None for found in self._onto.values() for tail, link in found if link.id in self._onto}

    def _linked(self, target: str, *, but: str) -> list[Pull]:
        """What pulls at a group or a link by links, but for one group."""
        return self._once((tail, link) for tail, link in self._onto.get(target, ()) if tail != but)

    def _cutting(self, act: Act) -> list[Pull]:
        """What undercuts an act: claims of others."""
        cuts = ((self._head(link.from_), link) for link in (self._links[cut] for cut in act.cuts))
        return self._once((tail, link) for tail, link in cuts if tail is not None and tail != act.head and self._backing[tail] > 0)

    def _once(self, found: Iterable[tuple[str, Link]]) -> list[Pull]:
        bids = [Bid(tail, link, _sign(link) * link.score * self._backing[tail]) for tail, link in found]
        shared = counted_once(bids, self._acts, self._groups, self._index)
        return [Pull(self._tail(bid), bid.weight / share, None, bid.head, bid.link.id, share) for bid, share in shared]

    def _tail(self, bid: Bid) -> int:
        along = self._forces.get((bid.head, bid.link.id))
        return self._forces[bid.head, ""] if along is None else along


def _backing(acts: Iterable[Act]) -> float:
    return min(1.0, max((act.force for act in acts if act.weight > 0), default=0.0) / NEUTRAL_BASE)


def _sign(link: Link) -> int:
    return 1 if link.kind is LinkKind.SUPPORTS else -1
