"""Whether the server lives, and whether it can do its work."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from claimgraph.errors import ClaimgraphError, IndexBehindError
from claimgraph_api.site import Site, served_site

router = APIRouter(tags=["health"])


@router.get("/livez")
def live() -> dict[str, str]:
    """That the process answers."""
    return {"status": "alive"}


@router.get("/readyz")
def ready(site: Annotated[Site, Depends(served_site)]) -> JSONResponse:
    """Whether the store can be read and written; 503 where not. An index that is being built is told of, and keeps nobody waiting."""
    doing = "current"
    try:
        site.store.probe()
        seq = site.store.seq()
        indexed = site.index.follow()
    except IndexBehindError:
        doing, indexed = str(site.index.progress()), site.index.seq
    except ClaimgraphError as error:
        return JSONResponse({"status": "not ready", "reason": str(error)}, 503)
    if not site.sparql.ready():
        return JSONResponse({"status": "not ready", "reason": "no SPARQL worker answers"}, 503)
    return JSONResponse({"status": "ready", "seq": seq, "indexed": indexed, "index": doing})
