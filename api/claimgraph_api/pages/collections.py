"""The collections, each a way to see what it shows and nothing else."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from claimgraph.store import Collection
from claimgraph_api.pages.rendering import page
from claimgraph_api.server.site import listed_of

router = APIRouter(include_in_schema=False)


@router.get("/collections")
def list_collections(request: Request, found: Annotated[list[Collection], Depends(listed_of)]) -> HTMLResponse:
    """The collections by name, with how much each shows."""
    return page(request, "collections.html", items=found)
