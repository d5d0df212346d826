"""What several pages show alike: pages of lists, the disputes of claims, and links with their other end."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request

from claimgraph.derivations import Dispute
from claimgraph.folding import folded, worded
from claimgraph.model import Claim, Entity, Graph, Link, LinkStatus, Node, Source, Span
from claimgraph.views.chains import Chain, chains_of
from claimgraph.views.quotes import Piece, cut_quote
from claimgraph_api.server.moments import carried
from claimgraph_api.server.site import Site

PER_PAGE = 50
MOST_CLAIMS = 60
"""Of how many claims, the newest, the page of one voice or entity tells; the rest is a list away."""
_ORDER = {LinkStatus.CONFIRMED: 0, LinkStatus.PROPOSED: 1, LinkStatus.APPARENT: 2, LinkStatus.DISMISSED: 3}


@dataclass(frozen=True, slots=True)
class Edge:
    """A link as one of its ends sees it: the claim at the other end, its chains, and both quotes cut at the clash."""

    link: Link
    other: Claim
    chains: tuple[Chain, ...]
    pieces: tuple[Piece, ...]
    own_pieces: tuple[Piece, ...]


def disputes_by_claim(disputes: tuple[Dispute, ...]) -> dict[str, tuple[Dispute, ...]]:
    """The disputes in which each claim holds a position, most contested first."""
    found: dict[str, tuple[Dispute, ...]] = {}
    for dispute in disputes:
        for claim in dict.fromkeys(claim for position in dispute.positions for claim in position.claims):
            found[claim] = (*found.get(claim, ()), dispute)
    return found


def claim_counts(site: Site, name: str, nodes: Iterable[Node]) -> Counter[str]:
    """How many claims each of these documents (`document`), sources (`source`) or entities (`entity`) has."""
    return Counter(site.derived.claim_counts(name, [node.id for node in nodes]))


def newest_around(site: Site, name: str, node_id: str) -> Graph:
    """What a source or entity has to do with, of its newest claims: of one that all speak of there may be as many as the store has."""
    claims = site.store.page("claims", where={name: node_id}, limit=MOST_CLAIMS).items
    return folded(site.store.graph([claim.id for claim in claims], beside=[node_id]))


def total_claims(site: Site, name: str, graph: Graph, node_id: str) -> int:
    """How many claims a source or entity has in all."""
    head = graph.representative(node_id)
    return site.derived.claim_counts(name, [head]).get(head, 0)


def view_query(site: Site, node_id: str) -> str:
    """The SPARQL query whose answer is what the store says of a node, percent-encoded."""
    return quote(f"DESCRIBE <{site.settings.base}{node_id}>", safe="")


def list_values(request: Request, site: Site, kind: str, filters: Iterable[str]) -> dict[str, Any]:
    """A page of the list of one kind of node as the values of its template; `filters` are read from the query."""
    asked = {name: value for name in filters if (value := request.query_params.get(name))}
    found = site.store.page(kind, where=asked, cursor=request.query_params.get("cursor"), limit=PER_PAGE)
    following = carried(f"{request.url.path}?{urlencode({**asked, 'cursor': found.next})}") if found.next else None
    return {"items": found.items, "total": found.total or 0, "hidden": found.hidden, "following": following, "where": asked}


def names_of(graph: Graph) -> dict[str, str]:
    """What each voice and entity is called, also by the id that stands for its group, which the graph may not hold."""
    found: dict[str, str] = {}
    nodes: list[Source | Entity] = [*graph.sources.values(), *graph.entities.values()]
    for node in nodes:
        found[node.id] = node.name
        found.setdefault(graph.representative(node.id), node.name)
    return found


def edges_of(graph: Graph, node_id: str) -> list[Edge]:
    """The links of a claim with another claim, confirmed ones first, then by score."""
    chains = chains_of(graph)
    links = [link for link in graph.links.values() if node_id in (link.from_, link.to)]
    return [edge for link in sorted(links, key=_rank) if (edge := _edge(graph, chains, node_id, link))]


def _edge(graph: Graph, chains: Mapping[str, tuple[Chain, ...]], node_id: str, link: Link) -> Edge | None:
    ends = (link.to, link.clash_to, link.clash_from) if link.from_ == node_id else (link.from_, link.clash_from, link.clash_to)
    other = graph.claims.get(ends[0])
    if other is None:
        return None
    theirs, ours = (_within(graph, chains, link, end) for end in (other.id, node_id))
    return Edge(link, other, theirs, _pieces(theirs, ends[1]), _pieces(ours, ends[2]))


def _within(graph: Graph, chains: Mapping[str, tuple[Chain, ...]], link: Link, claim: str) -> tuple[Chain, ...]:
    """The chains of a claim, those of the document in whose words the link is about it first."""
    home = worded(graph, link.id, claim).document
    return tuple(sorted(chains.get(claim, ()), key=lambda chain: chain.first_hand.document != home))


def _pieces(chains: tuple[Chain, ...], clashes: tuple[Span, ...]) -> tuple[Piece, ...]:
    return cut_quote(chains[0].first_hand.quote, clashes) if chains else ()


def _rank(link: Link) -> tuple[int, float]:
    return _ORDER[link.status], -link.score
