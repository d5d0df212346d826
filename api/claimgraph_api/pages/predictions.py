"""The predictions of the record: when each is due, who made it, and how it came out."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from claimgraph.reason.predictions import STATES
from claimgraph_api.answers.predicting import listed
from claimgraph_api.pages.rendering import page
from claimgraph_api.server.moments import carried
from claimgraph_api.server.site import Site, view_of

router = APIRouter(include_in_schema=False)
PER_PAGE = 40


@router.get("/predictions")
def list_predictions(request: Request, site: Annotated[Site, Depends(view_of)]) -> HTMLResponse:
    """The predictions, newest first, of a voice or in a state; a page of one state may hold fewer."""
    asked = {name: value for name in ("source", "state") if (value := request.query_params.get(name))}
    found = listed(
        site.store, source=asked.get("source"), state=asked.get("state"), cursor=request.query_params.get("cursor"), limit=PER_PAGE
    )
    values: dict[str, Any] = {
        "items": found.items,
        "names": {source.id: source.name for source in found.graph.sources.values()},
        "disputes_of": site.derived.disputes_of(item.claim for item in found.items),
        "following": carried(f"/predictions?{urlencode({**asked, 'cursor': found.next})}") if found.next else None,
    }
    values["alternate"] = carried(f"/v1/predictions{f'?{urlencode(asked)}' if asked else ''}")
    return page(request, "predictions.html", where=asked, states=STATES, **values)
