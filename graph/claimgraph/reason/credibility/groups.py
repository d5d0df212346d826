"""Claims that are taken as one: those that a judgement calls the same, and those that restate each other, unless that was dismissed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from claimgraph.model import Assertion, Claim, Graph, Judgement, LinkType
from claimgraph.reason.camps import Edge, components_of, neighbours_of
from claimgraph.reason.groups import LIVE
from claimgraph.verdicts import READ, rank


@dataclass(frozen=True, slots=True)
class Groups:
    """The claims of each group by its first claim, and the first claim of the group of each claim."""

    members: Mapping[str, Sequence[str]]
    heads: Mapping[str, str]

    @classmethod
    def of(cls, graph: Graph, apart: Mapping[str, int] = MappingProxyType({})) -> "Groups":
        """The groups of the claims of a graph, without those that a judgement rejects. Near-linear.

        Claims that have different numbers in `apart` are never taken as one.
        """
        gone = rejected(graph)
        claims = [claim for claim in graph.claims if claim not in gone]
        order = {claim: number for number, claim in enumerate(claims)}
        ties = (edge for edge in _ties(graph) if apart.get(edge.a) == apart.get(edge.b))
        neighbours = neighbours_of(edge for edge in ties if edge.a in order and edge.b in order)
        members: dict[str, list[str]] = {}
        for group in components_of({**dict.fromkeys(claims, ()), **neighbours}):
            group = sorted(group, key=order.__getitem__)
            members[group[0]] = group
        return cls(members, {claim: head for head, group in members.items() for claim in group})


def rejected(graph: Graph) -> set[str]:
    """The claims and assertions of which the newest judgement of the highest rank says that the text does not say so."""
    decisive: dict[str, Judgement] = {}
    for judgement in graph.judgements.values():
        if judgement.verdict in READ:
            decisive[judgement.target] = max(decisive.get(judgement.target, judgement), judgement, key=rank)
    return {target for target, judgement in decisive.items() if judgement.verdict == "rejected"}


def without(graph: Graph, gone: set[str]) -> Graph:
    """The graph without these nodes, and without the assertions and links that rest on them. Linear, more where chains are long."""
    claims = {claim.id: claim for claim in graph.claims.values() if claim.id not in gone}
    assertions = _resting(graph, claims, gone)
    lost = (graph.claims.keys() - claims.keys()) | (graph.assertions.keys() - assertions.keys()) | gone
    links = {link.id: link for link in graph.links.values() if not {link.id, link.from_, link.to, link.stated_in} & lost}
    return Graph(graph.documents, graph.sources, graph.entities, claims, assertions, links, graph.judgements, graph.same)


def _resting(graph: Graph, claims: Mapping[str, Claim], gone: set[str]) -> dict[str, Assertion]:
    """The assertions whose whole chain to a claim is still there."""
    kept: dict[str, bool] = {}
    for assertion in graph.assertions.values():
        walked, node = [], assertion.id
        while node not in kept and node in graph.assertions and node not in walked:
            walked.append(node)
            node = graph.assertions[node].content.id
        whole = kept.get(node, node in claims)
        for step in reversed(walked):
            whole = whole and step not in gone
            kept[step] = whole
    return {node: assertion for node, assertion in graph.assertions.items() if kept[node]}


def _ties(graph: Graph) -> Iterator[Edge]:
    for claim in graph.claims:
        if graph.representative(claim) != claim:
            yield Edge(claim, graph.representative(claim), 1)
    for link in graph.links.values():
        if link.type is LinkType.RESTATES and link.status in LIVE:
            yield Edge(link.from_, link.to, 1)
