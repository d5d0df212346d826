"""The journal: as a list, as lines of JSON, or as events."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import Response, StreamingResponse

from claimgraph.errors import InputError, NotFoundError
from claimgraph.store import Change
from claimgraph_api.routers.answers import list_of, listing
from claimgraph_api.server.negotiation import JSON, best_of
from claimgraph_api.server.site import Site, view_of

router = APIRouter(tags=["changes"])

NDJSON = "application/x-ndjson"
EVENTS = "text/event-stream"
_STREAMS = {NDJSON: {"schema": {"type": "string"}}, EVENTS: {"schema": {"type": "string"}}}
_UNBUFFERED = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@router.get("/v1/changes", responses={200: {**list_of(Change)[200], "content": _STREAMS}})
def list_changes(
    request: Request,
    site: Annotated[Site, Depends(view_of)],
    *,
    since: Annotated[int, Query(ge=0, lt=2**63)] = 0,
    cursor: Annotated[int | None, Query(ge=0, lt=2**63, description="The `next` of a list; wins over `since`.")] = None,
    limit: Annotated[int | None, Query(ge=1, le=1000, description="At most so many; 100 in a list, all in a stream.")] = None,
    last_event_id: Annotated[str | None, Header(description="Where an event stream goes on; wins over `since`.")] = None,
) -> Response:
    """The entries of the journal after `since`, oldest first: a list, a line of JSON each, or an event each as they come."""
    form = best_of(request.headers.get("accept"), (JSON, NDJSON, EVENTS)) or JSON
    start = _event_number(last_event_id) if form == EVENTS and last_event_id else since if cursor is None else cursor
    newest = site.store.seq()
    if start > newest:
        raise NotFoundError(f"the journal ends at entry {newest}, before {start}")
    if form == JSON:
        return _list(request, site, start, limit or 100)
    if site.store.as_of is not None:
        raise InputError("a stream goes on with the record as it is now: leave out as_of", code="bad-as-of")
    stream = site.feed.events(site.store, start) if form == EVENTS else site.feed.lines(site.store, start, limit)
    return StreamingResponse(stream, media_type=form, headers=_UNBUFFERED)


def _list(request: Request, site: Site, start: int, limit: int) -> Response:
    found = site.store.changes(start, limit + 1)
    shown = found[:limit]
    total = site.store.seq() if site.store.collection is None else None
    return listing(request, shown, str(shown[-1].seq) if len(found) > limit else None, total)


def _event_number(given: str) -> int:
    if not given.isascii() or not given.isdigit() or len(given) > 18:
        raise InputError(f"Last-Event-ID is the number of an entry, not {given[:40]!r}")
    return int(given)
