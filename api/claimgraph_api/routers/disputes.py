"""What is derived: disputes and findings."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from msgspec import Raw

from claimgraph.model import Finding
from claimgraph_api.negotiation import JSON
from claimgraph_api.routers.answers import GRAPH_FORMS, graph_answer, list_of, listing
from claimgraph_api.site import Site, view_of

router = APIRouter(tags=["disputes"])
At = Annotated[Site, Depends(view_of)]
Limit = Annotated[int, Query(ge=1, le=1000)]
Form = Annotated[str, Query(pattern="^(node-link|graphml)$", description="`node-link` JSON of networkx, or `graphml`.")]


@router.get("/v1/disputes")
def list_disputes(request: Request, site: At, cursor: str | None = None, limit: Limit = 50) -> Response:
    """The disputes, the most contested first."""
    found = site.derived.dispute_texts(cursor=cursor, limit=limit)
    return listing(request, [Raw(text) for text in found.items], found.next, found.total)


@router.get("/v1/disputes/{dispute_id}")
def get_dispute(dispute_id: str, site: At) -> Response:
    """One dispute: its positions with their voices, its rungs with the words that clash."""
    return Response(site.derived.dispute_text(dispute_id), media_type=JSON)


@router.get("/v1/disputes/{dispute_id}/graph", responses=GRAPH_FORMS)
def get_dispute_graph(dispute_id: str, site: At, form: Form = "node-link") -> Response:
    """All that a dispute rests on, as a graph."""
    return graph_answer(site.around(site.derived.dispute(dispute_id)), form)


@router.get("/v1/findings", responses=list_of(Finding))
def list_findings(request: Request, site: At, cursor: str | None = None, limit: Limit = 1000) -> Response:
    """Gaps worth knowing: cited but missing, single origin, certainty without evidence."""
    found = site.derived.findings(cursor=cursor, limit=limit)
    return listing(request, found.items, found.next, found.total)


@router.get("/v1/stats")
def get_statistics(site: At) -> dict[str, Any]:
    """How much the store holds, and the newest entry of its journal."""
    return {**site.store.statistics(), **site.derived.sizes()}
