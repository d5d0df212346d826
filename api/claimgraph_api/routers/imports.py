"""Tables of claims come in, as jobs."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse, JSONResponse, Response

from claimgraph.errors import InputError
from claimgraph.records import to_record
from claimgraph.store.cursors import list_mark, read_cursor, write_cursor
from claimgraph_api.answers.schemas import schema_of
from claimgraph_api.routers.answers import list_of, listing
from claimgraph_api.server.jobs import Job
from claimgraph_api.server.negotiation import accepted
from claimgraph_api.server.once import SpooledRoute
from claimgraph_api.server.site import CollectionParameter, Site, site_into, whole_of

router = APIRouter(tags=["import"], route_class=SpooledRoute)
At = Annotated[Site, Depends(whole_of)]

NDJSON = "application/x-ndjson"
_LIST = list_mark("jobs")
_FORMATS = {
    "text/csv": "csv",
    NDJSON: "ndjson",
    "application/ndjson": "ndjson",
    "application/jsonl": "ndjson",
    "application/gzip": None,
    "application/octet-stream": None,
}
"""What each media type of a body says of its format; None is found out from the bytes."""
_BODY = {"required": True, "content": {media: {"schema": {"type": "string"}} for media in ("text/csv", NDJSON, "application/gzip")}}
_TAKEN: dict[int | str, dict[str, Any]] = {202: {"model": schema_of(Job), "description": "Kept; it is imported as the job at Location."}}


@router.post("/v1/import", status_code=202, responses=_TAKEN, openapi_extra={"requestBody": _BODY})
def import_table(
    request: Request,
    *,
    collection: CollectionParameter = None,
    name: Annotated[str, Query(max_length=200, description="What the table is called in the titles of its documents.")] = "import",
    format: Annotated[str | None, Query(json_schema_extra={"enum": ["csv", "ndjson"]})] = None,
    ignore: Annotated[list[str], Query(description="A column to pass over; may be given again.")] = [],  # noqa: B006 — never changed
) -> Response:
    """Take in a table of claims, CSV or NDJSON, plain or gzip, into a collection where one is named; rows that are there add nothing."""
    site = site_into(request, collection)
    kind, into = format or _format(request), site.store.collection
    job = site.jobs.submit(request.state.spooled, name=name, format=kind, ignore=tuple(ignore), collection=into)
    return JSONResponse(to_record(job), 202, headers={"Location": f"/v1/jobs/{job.id}"})


@router.get("/v1/jobs", responses=list_of(Job))
def list_jobs(request: Request, site: At, *, cursor: str | None = None, limit: Annotated[int, Query(ge=1, le=1000)] = 50) -> Response:
    """The imports of this server, the newest first."""
    jobs = site.jobs.all()
    start = 0
    if cursor is not None:
        (last,) = read_cursor(cursor, _LIST, (str,))
        start = next((place + 1 for place, job in enumerate(jobs) if job.id == last), len(jobs))
    shown = jobs[start : start + limit]
    following = write_cursor(_LIST, shown[-1].id) if start + limit < len(jobs) else None
    return listing(request, shown, following, len(jobs))


@router.get("/v1/jobs/{job_id}", responses={200: {"model": schema_of(Job)}})
def get_job(job_id: str, site: At) -> Response:
    """How far an import is, and how it ended."""
    return JSONResponse(to_record(site.jobs.get(job_id)), headers={"Cache-Control": "no-store"})


@router.get("/v1/jobs/{job_id}/rejects", responses={200: {"content": {NDJSON: {"schema": {"type": "string"}}}}})
def get_rejects(job_id: str, site: At) -> Response:
    """What an import rejected so far: a line of JSON each, with line, reason and row."""
    path = site.jobs.rejects(job_id)
    return Response(b"", media_type=NDJSON) if path is None else FileResponse(path, media_type=NDJSON)


@router.delete("/v1/jobs/{job_id}", responses={200: {"model": schema_of(Job)}})
def cancel_job(job_id: str, site: At) -> Response:
    """End an import that waits or runs; what it stored so far stays."""
    return JSONResponse(to_record(site.jobs.cancel(job_id)))


def _format(request: Request) -> str | None:
    given = accepted(request.headers.get("content-type") or "application/octet-stream")[0][0]
    if given not in _FORMATS or request.headers.get("content-encoding", "gzip").lower() not in ("gzip", "identity"):
        raise InputError(f"a table comes as {', '.join(_FORMATS)}, plain or as gzip", code="unsupported-media-type")
    return _FORMATS[given]
