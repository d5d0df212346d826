"""Whether the server lives, and whether it can do its work."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from claimgraph.errors import ClaimgraphError
from claimgraph_api.site import Site, served_site

router = APIRouter(tags=["health"])


@router.get("/livez")
def live() -> dict[str, str]:
    """That the process answers."""
    return {"status": "alive"}


@router.get("/readyz")
def ready(site: Annotated[Site, Depends(served_site)]) -> JSONResponse:
    """Whether the store can be read and written and the SPARQL index is current; 503 where not."""
    try:
        site.store.probe()
        seq = site.store.seq()
        indexed = site.index.follow()
    except ClaimgraphError as error:
        return JSONResponse({"status": "not ready", "reason": str(error)}, 503)
    if not site.sparql.ready():
        return JSONResponse({"status": "not ready", "reason": "no SPARQL worker answers"}, 503)
    return JSONResponse({"status": "ready", "seq": seq, "indexed": indexed})
