"""The whole store, to take away."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response, StreamingResponse

from claimgraph import exchange
from claimgraph.errors import InputError
from claimgraph.exchange import MEDIA_TYPES
from claimgraph_api.routers.answers import GRAPHML, graph_answer, text_or_json
from claimgraph_api.site import Site, view_of

router = APIRouter(tags=["export"])


FORMATS = (*MEDIA_TYPES, "node-link", "graphml")
ENDINGS = {
    "turtle": "ttl",
    "trig": "trig",
    "nquads": "nq",
    "ntriples": "nt",
    "jsonld": "jsonld",
    "rdfxml": "rdf",
    "csv": "csv",
    "ndjson": "ndjson",
}
_FORMS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {}, **{media: text_or_json(media) for media in (*MEDIA_TYPES.values(), GRAPHML)}}}
}


@router.get("/v1/export", responses=_FORMS)
def export(
    site: Annotated[Site, Depends(view_of)],
    format: Annotated[str, Query(json_schema_extra={"enum": list(FORMATS)})] = "trig",
) -> Response:
    """All live nodes in one of the formats."""
    if format in ("node-link", "graphml"):
        return graph_answer(site.store.graph(), format)
    if format not in FORMATS:
        raise InputError(f"“{format[:40]}” is no format; the formats are {', '.join(FORMATS)}")
    headers = {"Content-Disposition": f'attachment; filename="claimgraph.{ENDINGS[format]}"'}
    pieces = exchange.export(site.store, format, site.settings.base)
    return StreamingResponse(pieces, media_type=MEDIA_TYPES[format], headers=headers)
