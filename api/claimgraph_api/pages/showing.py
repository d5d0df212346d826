"""What several pages show alike: pages of lists, the disputes of claims, and links with their other end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from claimgraph.model import Claim, Dispute, Graph, Link, LinkStatus, Span
from claimgraph.views.chains import Chain, chains_of
from claimgraph.views.quotes import Piece, cut_quote
from claimgraph_api.site import Site

PER_PAGE = 50
_ORDER = {LinkStatus.CONFIRMED: 0, LinkStatus.PROPOSED: 1, LinkStatus.APPARENT: 2, LinkStatus.DISMISSED: 3}


@dataclass(frozen=True, slots=True)
class Edge:
    """A link as one of its ends sees it: the claim at the other end, its chains, and both quotes cut at the clash."""

    link: Link
    other: Claim
    chains: tuple[Chain, ...]
    pieces: tuple[Piece, ...]
    own_pieces: tuple[Piece, ...]


def disputes_by_claim(disputes: Iterable[Dispute]) -> dict[str, tuple[Dispute, ...]]:
    """The disputes in which each claim holds a position, most contested first; linear in the disputes."""
    found: dict[str, tuple[Dispute, ...]] = {}
    for dispute in disputes:
        for claim in dict.fromkeys(claim for position in dispute.positions for claim in position.claims):
            found[claim] = (*found.get(claim, ()), dispute)
    return found


def list_values(request: Request, site: Site, kind: str, filters: Iterable[str]) -> dict[str, Any]:
    """A page of the list of one kind of node as the values of its template; `filters` are read from the query."""
    asked = {name: value for name in filters if (value := request.query_params.get(name))}
    found = site.store.page(kind, where=asked, cursor=request.query_params.get("cursor"), limit=PER_PAGE)
    following = f"{request.url.path}?{urlencode({**asked, 'cursor': found.next})}" if found.next else None
    return {"items": found.items, "total": found.total or 0, "following": following, "where": asked}


def claim_counts(site: Site, name: str, ids: Iterable[str]) -> dict[str, int]:
    """How many claims each of these documents, sources or entities has; `name` is the filter that says which."""
    return {node_id: site.store.page("claims", where={name: node_id}, limit=1).total or 0 for node_id in ids}


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
    theirs = chains.get(other.id, ())
    return Edge(link, other, theirs, _pieces(theirs, ends[1]), _pieces(chains.get(node_id, ()), ends[2]))


def _pieces(chains: tuple[Chain, ...], clashes: tuple[Span, ...]) -> tuple[Piece, ...]:
    return cut_quote(chains[0].first_hand.quote, clashes) if chains else ()


def _rank(link: Link) -> tuple[int, float]:
    return _ORDER[link.status], -link.score
