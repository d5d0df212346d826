"""The whole store, to take away."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from claimgraph.exchange import MEDIA_TYPES, write
from claimgraph_api.routers.answers import graph_answer
from claimgraph_api.site import Site, site_of

router = APIRouter(tags=["export"])


@router.get("/v1/export")
def export(
    site: Annotated[Site, Depends(site_of)],
    format: Annotated[str, Query(description="turtle, trig, nquads, ntriples, jsonld, rdfxml, node-link or graphml.")] = "trig",
) -> Response:
    """All live nodes in one of the formats."""
    if format in ("node-link", "graphml"):
        return graph_answer(site.graph(), format)
    data = write(site.graph(), format, site.settings.base)
    return Response(data, media_type=MEDIA_TYPES[format], headers={"Content-Disposition": f'attachment; filename="claimgraph.{format}"'})
