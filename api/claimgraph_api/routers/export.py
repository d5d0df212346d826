"""The whole store, to take away."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response, StreamingResponse

from claimgraph import exchange
from claimgraph.errors import InputError
from claimgraph.exchange import MEDIA_TYPES
from claimgraph_api.answers.exporting import check_asked, export_derived
from claimgraph_api.routers.answers import GRAPHML, graph_answer, text_or_json
from claimgraph_api.server.site import Site, view_of

router = APIRouter(tags=["export"])
Derived = Annotated[bool, Query(description="Disputes, findings, proposals and favoured values too, behind the record; RDF alone.")]
Trust = Annotated[str | None, Query(max_length=80, description="With `derived`, the scores under this trust profile too.")]


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
    *,
    derived: Derived = False,
    trust: Trust = None,
) -> Response:
    """All live nodes in one of the formats; where it is asked for, in those of RDF, with what is `derived` from them behind."""
    check_asked(derived=derived, trust=trust)
    if format in ("node-link", "graphml") and not derived:
        return graph_answer(site.store.graph(), format)
    if format not in FORMATS:
        raise InputError(f"“{format[:40]}” is no format; the formats are {', '.join(FORMATS)}")
    pieces = _derived(site, format, trust) if derived else exchange.export(site.store, format, site.settings.base)
    headers = {"Content-Disposition": f'attachment; filename="claimgraph.{ENDINGS[format]}"'}
    return StreamingResponse(pieces, media_type=MEDIA_TYPES[format], headers=headers)


def _derived(site: Site, format: str, trust: str | None) -> Iterator[bytes]:
    then = site.at(site.store.seq())
    return export_derived(then.store, then.derived, format, base=site.settings.base, trust=trust)
