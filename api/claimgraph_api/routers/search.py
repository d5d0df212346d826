"""Full-text search."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import create_model

from claimgraph.records import to_record
from claimgraph.store import Bucket, Hit
from claimgraph_api.answers.schemas import page_of, schema_of
from claimgraph_api.answers.searching import filters_of
from claimgraph_api.routers.answers import listing
from claimgraph_api.server.site import Site, view_of

router = APIRouter(tags=["search"])
_FIELDS: dict[str, Any] = {"facets": (dict[str, list[schema_of(Bucket)]], ...), "complete": (bool, ...)}  # type: ignore[misc]
FoundPage = create_model("FoundPage", __base__=page_of(Hit), __doc__="A page of what a search found.", **_FIELDS)
ANSWERS: dict[int | str, dict[str, Any]] = {200: {"model": FoundPage}}


@router.get("/v1/search", responses=ANSWERS)
def search(
    request: Request,
    site: Annotated[Site, Depends(view_of)],
    where: Annotated[dict[str, str], Depends(filters_of)],
    *,
    q: Annotated[
        str, Query(description="All of these words; “a phrase” in quotes, a minus before what to leave out.", examples=["bridge closed"])
    ],
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
) -> Response:
    """Claims, quotes, entities, sources and documents that hold all words of `q`, the best first, with what they can be narrowed by."""
    found = site.store.search(q, where=where, limit=limit, cursor=cursor)
    facets = {name: to_record(list(buckets)) for name, buckets in found.facets.items()}
    return listing(request, found.hits, found.next, found.total, facets=facets, complete=found.complete)
