"""Documents come in."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse

from claimgraph.errors import ConflictError, InputError
from claimgraph.ingest.documents import Origin
from claimgraph.ingest.opening import open_url
from claimgraph.ingest.pipeline import propose
from claimgraph.model import Reading
from claimgraph.views.report import reading_report, same_text_report
from claimgraph_api.answers.judging import reread_report
from claimgraph_api.answers.schemas import NewDocument
from claimgraph_api.server.negotiation import accepted
from claimgraph_api.server.once import OnceRoute
from claimgraph_api.server.site import Site, site_into
from claimgraph_api.server.turns import in_turn

router = APIRouter(tags=["documents"], route_class=OnceRoute)

_ADDED: dict[int | str, dict[str, str]] = {
    201: {"description": "Read and stored: the id, the entry of the journal, and a report."},
    200: {"description": "It was there already."},
}


_FORM_TYPES = ("text/plain", "multipart/form-data", "application/x-www-form-urlencoded")
"""What a form of any other site may send: never the bytes of a file here."""
_FILE = {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
Words = Annotated[str | None, Query(max_length=2000)]


@router.post("/v1/documents", status_code=201, responses=_ADDED, dependencies=[Depends(in_turn)])
def add_document(request: Request, new: NewDocument) -> JSONResponse:
    """Read a text, or what is at an address, and store it with its links to what is known, into a collection where one is given."""
    site = site_into(request, new.collection)
    return store_all(site, read_new(new, site))


async def sent_bytes(request: Request) -> bytes:
    """The body as it is; raises InputError where a form of another site could have sent it."""
    given = accepted(request.headers.get("content-type") or "text/plain")[0][0]
    if given in _FORM_TYPES:
        raise InputError("send the bytes of the file as they are, with a media type such as application/pdf", code="unsupported-media-type")
    return await request.body()


@router.post("/v1/files", status_code=201, responses=_ADDED, openapi_extra={"requestBody": _FILE}, dependencies=[Depends(in_turn)])
def add_file(
    request: Request, data: Annotated[bytes, Depends(sent_bytes)], *, name: Words = None, title: Words = None, url: Words = None
) -> JSONResponse:
    """Read a file, whatever it is, and store what it holds; a feed holds several documents. `url` is where it comes from."""
    site = site_into(request, None)
    media_type = request.headers.get("content-type")
    return store_all(site, site.work.read(data, Origin(name or "the file", media_type, url, title)))


@router.post(
    "/v1/documents/{document_id}/reread",
    responses={200: {"description": "What the reading of today changed; `seq` is null where nothing."}},
)
def read_document_again(request: Request, document_id: str) -> dict[str, Any]:
    """Read a stored document again: what is new comes in, what is not found again goes, and what people decided on stays."""
    site = site_into(request, None)
    done = site.work.reread(site.store, document_id, actor="http")
    site.follow()
    return reread_report(done)


def read_new(new: NewDocument, site: Site) -> list[Reading]:
    """The readings of what a request brings: a text or an address, exactly one of the two; several where there is a feed."""
    if (new.text is None) == (new.url is None):
        raise InputError("give either `text` or `url`")
    if new.url is not None:
        return site.work.read(*open_url(new.url, allow_private=site.settings.allow_private_urls))
    return [site.work.read_text(new.text or "", new.title)]


def store_all(site: Site, readings: Sequence[Reading]) -> JSONResponse:
    """Store readings one after the other: the report of the one, or of several as `items`."""
    if len(readings) > 1:
        items = [_try_store(site, reading) for reading in readings]
        site.follow()
        return JSONResponse({"items": items}, 200 if all(item.get("already") for item in items) else 201)
    body = _store(site, readings[0])
    site.follow()
    return JSONResponse(body, 200 if body["already"] else 201, headers={"Location": f"/v1/documents/{body['document']}"})


def _store(site: Site, reading: Reading) -> dict[str, Any]:
    reading = propose(reading, site.model, site.store)
    added = site.work.add(site.store, reading, actor="http")
    done = {"document": added.document, "seq": added.seq, "already": added.already, "cut": added.cut, "waiting": added.waiting}
    return {**done, **same_text_report(site.store.same_text(reading.document)), **reading_report(reading)}


def _try_store(site: Site, reading: Reading) -> dict[str, Any]:
    """The report of one of several, or why it was not stored: the others are."""
    try:
        return _store(site, reading)
    except ConflictError as error:
        return {"document": reading.document.id, "error": str(error), "code": error.code}
