"""Documents come in."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from claimgraph.errors import InputError
from claimgraph.ingest.pipeline import add_reading, read_text, read_url
from claimgraph.model import Reading
from claimgraph.views.report import reading_report
from claimgraph_api.once import OnceRoute
from claimgraph_api.schemas import NewDocument
from claimgraph_api.site import Site, site_into

router = APIRouter(tags=["documents"], route_class=OnceRoute)

_ADDED: dict[int | str, dict[str, str]] = {
    201: {"description": "Read and stored: the id, the entry of the journal, and a report."},
    200: {"description": "It was there already."},
}


@router.post("/v1/documents", status_code=201, responses=_ADDED)
def add_document(request: Request, new: NewDocument) -> JSONResponse:
    """Read a text, or the page at an address, and store it with its links to what is known, into a collection where one is given."""
    site = site_into(request, new.collection)
    reading = read_new(new, site)
    added = add_reading(site.store, reading, actor="http")
    site.follow()
    body = {"document": added.document, "seq": added.seq, "already": added.already, **reading_report(reading)}
    return JSONResponse(body, 200 if added.already else 201, headers={"Location": f"/v1/documents/{added.document}"})


def read_new(new: NewDocument, site: Site) -> Reading:
    """The reading of what a request brings: a text or an address, exactly one of the two."""
    if (new.text is None) == (new.url is None):
        raise InputError("give either `text` or `url`")
    if new.url is not None:
        return read_url(new.url, allow_private=site.settings.allow_private_urls)
    return read_text(new.text or "", title=new.title)
