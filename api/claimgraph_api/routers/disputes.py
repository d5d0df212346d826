"""What is derived: disputes and findings."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response

from claimgraph.errors import NotFoundError
from claimgraph.views.disputes import dispute_record
from claimgraph.views.selection import of_dispute
from claimgraph_api.routers.answers import cut, graph_answer, listing
from claimgraph_api.site import Site, site_of

router = APIRouter(tags=["disputes"])
At = Annotated[Site, Depends(site_of)]
Limit = Annotated[int, Query(ge=1, le=1000)]
Form = Annotated[str, Query(pattern="^(node-link|graphml)$", description="`node-link` JSON of networkx, or `graphml`.")]


@router.get("/v1/disputes")
def list_disputes(request: Request, site: At, cursor: str | None = None, limit: Limit = 50) -> Response:
    """The disputes, the most contested first."""
    disputes = site.disputes()
    shown, following = cut(disputes, cursor, limit)
    return listing(request, [dispute_record(site.graph(), dispute) for dispute in shown], following, len(disputes))


@router.get("/v1/disputes/{dispute_id}")
def get_dispute(dispute_id: str, site: At) -> Response:
    """One dispute: its positions with their voices, its rungs with the words that clash."""
    return JSONResponse(dispute_record(site.graph(), site.dispute(dispute_id)))


@router.get("/v1/disputes/{dispute_id}/graph")
def get_dispute_graph(dispute_id: str, site: At, form: Form = "node-link") -> Response:
    """All that a dispute rests on, as a graph."""
    return graph_answer(of_dispute(site.graph(), site.dispute(dispute_id)), form)


@router.get("/v1/findings")
def list_findings(request: Request, site: At, limit: Limit = 1000) -> Response:
    """Gaps worth knowing: cited but missing, single origin, certainty without evidence."""
    return listing(request, site.findings()[:limit], None, len(site.findings()))


@router.get("/v1/stats")
def get_statistics(site: At) -> dict[str, Any]:
    """How much the store holds, and the newest entry of its journal."""
    return {**site.store.statistics(), "disputes": len(site.disputes()), "findings": len(site.findings())}


@router.get("/v1/changes")
def list_changes(request: Request, site: At, since: Annotated[int, Query(ge=0)] = 0, limit: Limit = 100) -> Response:
    """The entries of the journal after `since`, oldest first."""
    changes = site.store.changes(since, limit)
    newest = site.store.seq()
    if since > newest:
        raise NotFoundError(f"the journal ends at entry {newest}, before {since}")
    return listing(request, changes, str(changes[-1].seq) if changes and changes[-1].seq < newest else None, newest)
