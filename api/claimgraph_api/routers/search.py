"""Full-text search."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from claimgraph.store import Hit
from claimgraph_api.routers.answers import list_of, listing
from claimgraph_api.site import Site, view_of

router = APIRouter(tags=["search"])


@router.get("/v1/search", responses=list_of(Hit))
def search(
    request: Request,
    site: Annotated[Site, Depends(view_of)],
    q: Annotated[str, Query(description="All of these words; the last may be a beginning.", examples=["bridge closed"])],
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
) -> Response:
    """Claims, quotes, entities, sources and documents that hold all words of `q`, the best first."""
    hits, following, total = site.store.search(q, limit=limit, cursor=cursor)
    return listing(request, hits, following, total)
