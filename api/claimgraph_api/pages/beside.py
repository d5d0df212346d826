"""A document beside the other reports of its event: what each says of the same matter, for people to judge."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from claimgraph.ingest.relating import AGAINST
from claimgraph.pairing.beside import reports_beside
from claimgraph.views.chains import chains_of
from claimgraph_api.pages.rendering import page
from claimgraph_api.server.site import Site, view_of

router = APIRouter(include_in_schema=False)


@router.get("/documents/{document_id}/beside")
def show_reports_beside(request: Request, document_id: str, site: Annotated[Site, Depends(view_of)]) -> HTMLResponse:
    """The claims of a document in order, each with what other reports of the same event say nearest to it."""
    found = reports_beside(site.store, document_id)
    near = [item for item in found.statements if item.near]
    alone = [item for item in found.statements if not item.near]
    chains = {claim: told[0] for claim, told in chains_of(found.graph).items() if told}
    return page(
        request,
        "beside.html",
        document=found.graph.documents[document_id],
        found=found,
        graph=found.graph,
        near=near,
        alone=alone,
        chains=chains,
        against=AGAINST,
        open=site.store.as_of is None,
        model=site.model.judge if site.model else None,
    )
