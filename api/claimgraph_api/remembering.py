"""What was asked before is answered again as long as nothing was written since.

Pages and lists rest on the record alone, on what is derived from it, and on the day. An answer is kept for the newest entry of the
journal where what is derived is up to that, under all that it can depend on: the address, what is accepted, the version that one has
already, and the collections that a key is good for. Whoever asks is checked first, each time.
"""

from collections.abc import Hashable
from datetime import UTC, datetime

from anyio import CapacityLimiter, to_thread
from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimgraph.derive import MAKER
from claimgraph.errors import ClaimgraphError
from claimgraph_api.access import check_access
from claimgraph_api.site import Site, bounds_of, served_site

LARGEST = 2**20
"""How many bytes the largest answer has that is kept."""
THREADS = 2
_SHELVES = frozenset({"disputes", "claims", "sources", "entities", "documents", "assertions", "findings", "search", "proposals"})
_PAGES = _SHELVES | {"", "trust", "falls"}
_DATA = _SHELVES | {"links", "stats"}
_VARYING = ("accept", "if-none-match")


class Remembering:
    """Answers what was asked before, and leaves the rest to the application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._limiter = CapacityLimiter(THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope) if is_kept(scope) else None
        state = await self._state(request) if request else None
        if request is None or state is None:
            await self.app(scope, receive, send)
            return
        site, asked = served_site(request), _asked(request)
        if known := site.remembered.get(state, asked):
            for message in known:
                await send({**message})
            return
        answer = _Answer(send)
        await self.app(scope, receive, answer.send)
        if answer.whole and await self._state_of(site) == state:
            site.remembered.keep(state, asked, answer.messages)

    async def _state(self, request: Request) -> Hashable | None:
        """The state of the record, None where whoever asks may not, or where what is derived is behind."""
        try:
            await check_access(request)
            return await self._state_of(served_site(request))
        except ClaimgraphError:  # the application words it
            return None

    async def _state_of(self, site: Site) -> Hashable | None:
        seq = await to_thread.run_sync(site.store.current, MAKER, limiter=self._limiter)
        return None if seq is None else (seq, datetime.now(UTC).date())


class _Answer:
    """Passes an answer on, and keeps it where it is one of success and not too large."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._size = 0
        self.messages: list[Message] = []
        self.whole = False

    async def send(self, message: Message) -> None:
        """Pass a message on."""
        self._size += len(message.get("body", b""))
        if self._size > LARGEST or message.get("status", 200) != 200:
            self._size = LARGEST + 1
            self.messages.clear()
        else:
            self.messages.append({**message})
            self.whole = message["type"] == "http.response.body" and not message.get("more_body")
        await self._send(message)


def is_kept(scope: Scope) -> bool:
    """Whether what a request asks is kept: a page, or what is more than a node by its id, which takes no longer than to look."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    match scope["path"].split("/"):
        case ["", "v1", shelf, *rest]:
            return shelf in _DATA and (len(rest) != 1 or shelf == "disputes" or bool(scope["query_string"]))
        case ["", page, *_]:
            return page in _PAGES
    return False


def _asked(request: Request) -> Hashable:
    headers = tuple(request.headers.get(name) for name in _VARYING)
    return request.url.path, request.url.query, headers, bounds_of(request)
