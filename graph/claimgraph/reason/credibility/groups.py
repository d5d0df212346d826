"""Claims that are taken as one: those that a judgement calls the same, and those that restate each other and contradict nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from claimgraph.model import Assertion, Claim, Graph, Judgement
from claimgraph.reason.groups import LIVE, bonds_of, contradictions, restatements
from claimgraph.reason.sameness import taken_as_one
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
        links = [link for link in bonds_of(graph) if apart.get(link.from_) == apart.get(link.to)]
        same = {claim: head for claim, head in graph.same.items() if apart.get(claim) == apart.get(head)}
        members = taken_as_one(claims, restatements(links), contradictions(links, LIVE), same)
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
