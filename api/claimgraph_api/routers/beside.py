"""What other reports of one event say beside a document, and the links that people make between claims."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import JSONResponse, RedirectResponse

from claimgraph.ingest.relating import relate
from claimgraph.pairing.beside import EACH, LEAST, reports_beside
from claimgraph.records import to_record
from claimgraph_api.answers.judging import PERSON
from claimgraph_api.answers.laying import ask_model, beside_record
from claimgraph_api.answers.schemas import FormLink, NewLink
from claimgraph_api.server.moments import inside
from claimgraph_api.server.once import OnceRoute
from claimgraph_api.server.site import Site, site_of, view_of

router = APIRouter(tags=["reports of one event"], route_class=OnceRoute)
At = Annotated[Site, Depends(view_of)]
Now = Annotated[Site, Depends(site_of)]
Each = Annotated[int, Query(ge=1, le=20, description="How many claims of other reports are laid beside one at most.")]
Least = Annotated[float, Query(ge=0, le=1, description="The least likelihood that they are of one matter.")]


@router.get("/v1/documents/{document_id}/beside")
def get_reports_beside(document_id: str, site: At, *, each: Each = EACH, least: Least = LEAST) -> dict[str, Any]:
    """The claims of a document in order, and beside each what other reports of the same event say nearest to it; nothing is judged."""
    return beside_record(reports_beside(site.store, document_id, each=each, least=least))


@router.post("/v1/documents/{document_id}/beside", status_code=201)
def ask_of_reports_beside(document_id: str, site: Now) -> dict[str, Any]:
    """Ask the language model that is set which of what stands beside each other collides or says the same: all of it is only proposed."""
    return _asked(site, document_id)


@router.post("/documents/{document_id}/beside", include_in_schema=False)
def ask_by_form(document_id: str, site: Now) -> RedirectResponse:
    """The same from a button of a page; goes back to that page."""
    _asked(site, document_id)
    return RedirectResponse(inside(f"/documents/{document_id}/beside"), 303)


def _asked(site: Site, document_id: str) -> dict[str, Any]:
    asked = ask_model(site.store, document_id, site.model)
    site.follow()
    return asked


@router.post("/v1/links", status_code=201)
def make_link(new: NewLink, site: Now) -> JSONResponse:
    """Record that one holds two claims to contradict each other, or the first to support the second. It can be dismissed or retracted."""
    made, _ = relate(site.store, new.from_, new.to, type_=new.type, note=new.note, person=PERSON)
    site.follow()
    return JSONResponse(to_record(made), 201, headers={"Location": f"/v1/links/{made.id}"})


@router.post("/links", include_in_schema=False)
def make_link_by_form(site: Now, new: Annotated[FormLink, Form()]) -> RedirectResponse:
    """The same from a form of a page; goes back to that page."""
    relate(site.store, new.one, new.other, type_=new.type, note=new.note, person=PERSON)
    site.follow()
    is_ours = new.back.startswith("/") and not new.back.startswith(("//", "/\\"))
    return RedirectResponse(new.back if is_ours else "/", 303)
