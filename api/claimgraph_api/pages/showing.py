"""What several pages show alike: pages of lists, the disputes of claims, and links with their other end."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from fastapi import Request

from claimgraph.chains import Chains
from claimgraph.model import Claim, Dispute, Entity, Graph, Link, LinkStatus, Source, Span
from claimgraph.views.chains import Chain, chains_of
from claimgraph.views.quotes import Piece, cut_quote
from claimgraph_api.moments import carried
from claimgraph_api.site import Site

Given = TypeVar("Given")
Made = TypeVar("Made")
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


class Remembered(Generic[Given, Made]):
    """A function that keeps what it made of the value it was given last: derived values stay the same object until the store changes."""

    def __init__(self, make: Callable[[Given], Made]) -> None:
        self._make = make
        self._last: tuple[Given, Made] | None = None

    def __call__(self, given: Given) -> Made:
        """What the function makes of this value; made anew only for another object than the last one."""
        last = self._last
        if last is None or last[0] is not given:
            last = self._last = (given, self._make(given))
        return last[1]


def _disputes_by_claim(disputes: tuple[Dispute, ...]) -> dict[str, tuple[Dispute, ...]]:
    found: dict[str, tuple[Dispute, ...]] = {}
    for dispute in disputes:
        for claim in dict.fromkeys(claim for position in dispute.positions for claim in position.claims):
            found[claim] = (*found.get(claim, ()), dispute)
    return found


disputes_by_claim = Remembered(_disputes_by_claim)
"""The disputes in which each claim holds a position, most contested first."""


def _claim_counts(graph: Graph) -> Counter[str]:
    chains = Chains(graph)
    counts: Counter[str] = Counter(claim.document for claim in graph.claims.values())
    for claim in graph.claims.values():
        firsts = chains.first_hands(claim.id)
        speakers = {hop.speaker.id for first in firsts for hop in (first, *chains.hops(first))}
        voices = {voice for speaker in speakers for voice in (graph.representative(speaker), *chains.voices(speaker))}
        counts.update(voices | {graph.representative(entity) for entity in claim.entities})
    return counts


claim_counts = Remembered(_claim_counts)
"""How many claims each document has, each source speaks of and each entity is in, by canonical id."""


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
    theirs = chains.get(other.id, ())
    return Edge(link, other, theirs, _pieces(theirs, ends[1]), _pieces(chains.get(node_id, ()), ends[2]))


def _pieces(chains: tuple[Chain, ...], clashes: tuple[Span, ...]) -> tuple[Piece, ...]:
    return cut_quote(chains[0].first_hand.quote, clashes) if chains else ()


def _rank(link: Link) -> tuple[int, float]:
    return _ORDER[link.status], -link.score
