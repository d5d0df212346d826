"""Whether the server lives, and whether it can do its work."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from claimgraph.errors import ClaimgraphError
from claimgraph_api.server.site import Site, served_site

router = APIRouter(tags=["health"])


@router.get("/livez")
def live() -> dict[str, str]:
    """That the process answers."""
    return {"status": "alive"}


@router.get("/readyz")
def ready(site: Annotated[Site, Depends(served_site)]) -> JSONResponse:
    """Whether the store can be read and written; 503 where not. Of the index it is told how far that is, and nobody waits for it."""
    try:
        site.store.probe()
        seq, index = site.store.seq(), site.index.look()
    except ClaimgraphError as error:
        return JSONResponse({"status": "not ready", "reason": str(error)}, 503)
    if not site.sparql.ready():
        return JSONResponse({"status": "not ready", "reason": "no SPARQL worker answers"}, 503)
    doing = "current" if index.current else str(index)
    return JSONResponse({"status": "ready", "seq": seq, "indexed": index.seq, "index": doing})
