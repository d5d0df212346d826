"""What is proposed to be one, both side by side in their own words, for people to accept or reject."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from claimgraph.derivations import Proposal
from claimgraph.model import Claim, Entity, Graph, Source
from claimgraph.views.chains import Chain, chains_of
from claimgraph_api.answers.proposing import KINDS, STATUSES, asked_for
from claimgraph_api.pages.rendering import page
from claimgraph_api.server.moments import carried, shown
from claimgraph_api.server.site import Site, view_of

router = APIRouter(include_in_schema=False)
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its name or text, its document, and words of that in which it stands."""

    id: str
    words: str
    document: str
    chain: Chain | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposal with its two sides."""

    proposal: Proposal
    sides: tuple[Side, ...]


@router.get("/proposals")
def list_proposals(
    request: Request,
    site: Annotated[Site, Depends(view_of)],
    *,
    kind: str | None = None,
    status: str | None = None,
    cursor: str | None = None,
) -> HTMLResponse:
    """The proposals, those that nobody decided on where no status is asked for; `status=` (empty) shows all."""
    asked = asked_for(kind, "open" if status is None else status)
    found = site.derived.proposals(where=asked, cursor=cursor, limit=PER_PAGE)
    kept = {"kind": kind or "", "status": asked.get("status", "")}
    following = carried(f"/proposals?{urlencode({**kept, 'cursor': found.next})}") if found.next else None
    pairs, graph = _pairs(site, found.items)
    values: dict[str, Any] = {
        "pairs": pairs,
        "graph": graph,
        "total": found.total,
        "following": following,
        "chosen": kept,
        "open": shown().seq is None,
    }
    return page(request, "proposals.html", **values, kinds=KINDS, statuses=STATUSES)


def _pairs(site: Site, found: Sequence[Proposal]) -> tuple[list[Pair], Graph]:
    nodes = site.store.nodes(node for each in found for node in (each.one, each.other))
    claims = {node: _claim_of(site, item) for node, item in nodes.items() if isinstance(item, Claim | Source | Entity)}
    graph = site.store.graph({claim for claim in claims.values() if claim}) if claims else Graph()
    chains = chains_of(graph)
    sides = {
        node: Side(node, item.text if isinstance(item, Claim) else item.name, item.document, next(iter(chains.get(claims[node], ())), None))
        for node, item in nodes.items()
        if isinstance(item, Claim | Source | Entity)
    }
    return [Pair(each, tuple(sides[node] for node in (each.one, each.other) if node in sides)) for each in found], graph


def _claim_of(site: Site, node: Claim | Source | Entity) -> str:
    """The claim by whose words a node is shown: itself, or one of its document that it says or that is about it; "" for none."""
    if isinstance(node, Claim):
        return node.id
    name = "source" if isinstance(node, Source) else "entity"
    found = site.store.page("claims", where={"document": node.document, name: node.id}, limit=1).items
    return found[0].id if found else ""
