"""The reads that are asked most, a node by its id and a page of a list, answered without a search for their route.

To find a route among all and what it depends on takes several times what such a read does. What is asked in any other way, or is not
there, goes the long way, which has the same answers and words the errors; a test holds both against each other. These reads have a
few threads of their own: whoever writes or asks for what takes long keeps them waiting no more than the processor does, and so few
neither wait for each other's turn of the interpreter nor read the file anew for each a cache of its own.
"""

from collections.abc import Callable
from functools import partial

from anyio import CapacityLimiter, to_thread
from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import QueryParams
from starlette.types import ASGIApp, Receive, Scope, Send

from claimgraph.errors import ClaimgraphError
from claimgraph.store.listing import MOST
from claimgraph_api.routers.nodes import GETS, LISTS
from claimgraph_api.server.access import check_access
from claimgraph_api.server.site import Site, bounds_of, served_site

THREADS = 4
_LONG_WAY = frozenset({"as_of", "collection", "trust"})
Read = Callable[[Request, Site], Response]


class Direct:
    """Answers what is plainly asked, and leaves the rest to the application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._limiter = CapacityLimiter(THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        read = read_of(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        answer = None if read is None else await self._answer(Request(scope), read)
        await (answer or self.app)(scope, receive, send)

    async def _answer(self, request: Request, read: Read) -> Response | None:
        try:
            await check_access(request)
            if bounds_of(request):
                return None
            return await to_thread.run_sync(read, request, served_site(request), limiter=self._limiter)
        except ClaimgraphError:
            return None


def read_of(scope: Scope) -> Read | None:
    """What answers a request, None where it is for the long way."""
    match scope["path"].split("/"):
        case ["", "v1", shelf, node_id] if shelf in GETS and not scope["query_string"]:
            return partial(_get, shelf, node_id)
        case ["", "v1", shelf] if shelf in LISTS:
            return _list_of(shelf, QueryParams(scope["query_string"]))
    return None


def _get(shelf: str, node_id: str, request: Request, site: Site) -> Response:
    return GETS[shelf](request, node_id, site)


def _list_of(shelf: str, query: QueryParams) -> Read | None:
    limit = query.get("limit", "50")
    plain = limit.isascii() and limit.isdigit() and len(limit) <= len(str(MOST)) and 1 <= int(limit) <= MOST
    if not plain or len(query) != len(query.multi_items()) or not _LONG_WAY.isdisjoint(query):
        return None
    return lambda request, site: LISTS[shelf](request, site, query.get("cursor"), int(limit))
