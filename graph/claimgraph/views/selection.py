"""The part of a graph that hangs on one dispute, claim or other set of claims, as a graph of its own."""

from collections.abc import Iterable
from dataclasses import replace

from claimgraph.chains import Chains
from claimgraph.derivations import Dispute, Position, Rung
from claimgraph.model import Claim, Graph, Link


def of_dispute(graph: Graph, dispute: Dispute) -> Graph:
    """The claims of a dispute and of what supports and undercuts it, with their links, assertions, voices, entities and documents."""
    links = {link: graph.links[link] for link in link_ids(dispute) if link in graph.links}
    claims = set(claim_ids(dispute))
    ends = {end for link in links.values() for end in (link.from_, link.to) if end in graph.claims}
    return _around(graph, claims | ends, set(links))


def claim_ids(dispute: Dispute) -> list[str]:
    """The claims of a dispute."""
    return [claim for position in dispute.positions for claim in position.claims]


def link_ids(dispute: Dispute) -> list[str]:
    """The links that a dispute rests on."""
    rungs = (rung.link for rung in (*dispute.rungs, *dispute.apparent))
    return [*rungs, *dispute.supports, *dispute.undercuts, *dispute.cut]


def foremost(dispute: Dispute, most: int, chosen: Rung) -> Dispute:
    """The dispute with at most so many claims of each position, and the rungs between those: itself where it has no more.

    The claims of the `chosen` rung are among them, then those of the strongest rungs.
    """
    if all(len(position.claims) <= most for position in dispute.positions):
        return dispute
    ends = [end for rung in (chosen, *dispute.rungs, *dispute.apparent) for end in (rung.a, rung.b)]
    positions = tuple(_first(position, ends, most) for position in dispute.positions)
    there = {claim for position in positions for claim in position.claims}
    rungs, apparent = (tuple(rung for rung in found if {rung.a, rung.b} <= there) for found in (dispute.rungs, dispute.apparent))
    return replace(dispute, positions=positions, rungs=rungs, apparent=apparent, cut=())


def _first(position: Position, ends: Iterable[str], most: int) -> Position:
    inside = set(position.claims)
    ranked = dict.fromkeys((*(end for end in ends if end in inside), *position.claims))
    kept = set(list(ranked)[:most])
    return replace(position, claims=tuple(claim for claim in position.claims if claim in kept))


def of_claim(graph: Graph, claim_id: str) -> Graph:
    """A claim with every claim one link away, and all that these rest on."""
    chains = Chains(graph)
    near = {link.id: link for link in graph.links.values() if claim_id in (link.from_, link.to) or chains.claim_of(link.to) == claim_id}
    ends = {end for link in near.values() for end in (link.from_, link.to) if end in graph.claims}
    return _around(graph, {claim_id} | ends, set(near))


def _around(graph: Graph, claims: set[str], links: set[str]) -> Graph:
    """These claims and links with all that makes them whole, in the order of the graph."""
    chains = Chains(graph)
    kept = _assertions(graph, chains, claims)
    sources = _with_members(graph, {graph.assertions[node].speaker.id for node in kept})
    found = [claim for claim_id, claim in graph.claims.items() if claim_id in claims]
    entities = {entity for claim in found for entity in claim.entities}
    documents = {claim.document for claim in found} | {graph.assertions[node].document for node in kept}
    ids = {*claims, *kept, *sources, *entities, *documents, *links}
    nodes = [node for node in graph.nodes() if node.id in ids]
    judged = [judgement for judgement in graph.judgements.values() if judgement.target in ids]
    same = {node: head for node, head in graph.same.items() if node in ids}
    return Graph.of([*(node for node in nodes if not isinstance(node, Link) or _is_whole(node, ids)), *judged], same)


def _assertions(graph: Graph, chains: Chains, claims: Iterable[str]) -> set[str]:
    firsts = [first for claim in claims if isinstance(graph.claims.get(claim), Claim) for first in chains.first_hands(claim)]
    return {act.id for first in firsts for act in (first, *chains.hops(first))}


def _with_members(graph: Graph, sources: set[str]) -> set[str]:
    """These sources, the heads of their groups, and their members."""
    waiting, found = list(sources), set(sources)
    while waiting:
        source = graph.sources.get(waiting.pop())
        near = {*source.members, graph.representative(source.id)} - found if source else set()
        found |= near
        waiting.extend(near)
    return found


def _is_whole(link: Link, ids: set[str]) -> bool:
    return link.from_ in ids and link.to in ids
