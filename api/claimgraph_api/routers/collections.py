"""Collections: which there are, and which documents belong to them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from claimgraph.errors import AccessError
from claimgraph.store import Collection, check_name
from claimgraph_api.answers.judging import PERSON
from claimgraph_api.answers.schemas import NewMembers
from claimgraph_api.routers.answers import list_of, listing, wanted_versions
from claimgraph_api.server.once import OnceRoute
from claimgraph_api.server.site import Site, bounds_of, listed_of, site_into, site_of

router = APIRouter(tags=["collections"], route_class=OnceRoute)


@router.get("/v1/collections", responses=list_of(Collection))
def list_collections(request: Request, found: Annotated[list[Collection], Depends(listed_of)]) -> Response:
    """The collections that have documents, by name, as far as the key is good for them, with how much each shows."""
    return listing(request, found, None, len(found))


@router.post("/v1/collections/{name}/documents", status_code=201)
def collect(request: Request, name: str, new: NewMembers, *, site: Annotated[Site, Depends(site_of)]) -> dict[str, object]:
    """Make documents belong to a collection too. With If-Match, those versions of the documents alone."""
    seq = site.store.collect(_mine(request, name), new.documents, actor=PERSON, versions=wanted_versions(request))
    site.follow()
    return {"collection": name, "documents": new.documents, "seq": seq}


@router.delete("/v1/collections/{name}/documents/{document_id}")
def release(request: Request, name: str, document_id: str) -> dict[str, object]:
    """Let a document belong to a collection no longer; nothing of it is retracted. With If-Match, that version of the document alone."""
    site = site_into(request, name)
    seq = site.store.release(check_name(name), [document_id], actor=PERSON, versions=wanted_versions(request))
    site.follow()
    return {"collection": name, "document": document_id, "seq": seq}


def _mine(request: Request, name: str) -> str:
    bounds, checked = bounds_of(request), check_name(name)
    if bounds and checked not in bounds:
        raise AccessError("this API key is not good for that collection", code="wrong-collection")
    return checked
