"""What was asked before is answered again as long as nothing was written that could change it.

Pages and lists rest on the record alone, on what is derived from it, and on the day. An answer is kept under all that it can depend on:
the address, what is accepted, the version that one has already, and the collections that a key is good for; where what is derived shows
in it, as long as that is up to the newest entry of the journal. After further entries it still holds where they touched nothing that it
rests on: see `claimgraph.store.reads`. Whoever asks is checked first, each time.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimgraph.derive import MAKER
from claimgraph.errors import ClaimgraphError, StoreError
from claimgraph.store import Reads, noted
from claimgraph_api.server.access import check_access
from claimgraph_api.server.remembered import Kept, State
from claimgraph_api.server.site import Site, bounds_of, served_site

T = TypeVar("T")
LARGEST = 2**20
"""How many bytes the largest answer has that is kept."""
LONGEST = 2_000
"""How many bytes the longest query has of which the answer is kept."""
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
        if request is None or not await _may(request):
            await self.app(scope, receive, send)
            return
        site, asked = served_site(request), _asked(request)
        if _wants_anew(request):
            site.remembered.drop(asked)
        state, known = await self._aside(_recalled, site, asked)
        if not known and state and not state.current and asked in site.remembered:
            await run_in_threadpool(site.wait)  # as whoever made it anew would
            state, known = await self._aside(_recalled, site, asked)
        for message in known:
            await send(message)
        if not known:
            await self._answer(state, asked, (scope, receive, send))

    async def _answer(self, state: State | None, asked: Hashable, request: tuple[Scope, Receive, Send]) -> None:
        """Have it answered, and keep the answer where it is one of a known state."""
        scope, receive, send = request
        answer, reads = _Answer(send), Reads()
        with noted(reads if state else None):
            await self.app(scope, receive, answer.send)
        if state and answer.whole:
            await self._aside(_keep, served_site(Request(scope)), asked, answer.messages, state, reads)

    async def _aside(self, work: Callable[..., T], *asked: Any) -> T:
        return await to_thread.run_sync(work, *asked, limiter=self._limiter)


async def _may(request: Request) -> bool:
    """Whether whoever asks is answered; if not, the application words it."""
    try:
        await check_access(request)
    except ClaimgraphError:
        return False
    return True


def _recalled(site: Site, asked: Hashable) -> tuple[State | None, Sequence[Message]]:
    """The state of the record, None where it cannot be read; and what is kept of an answer that holds in it."""
    forgotten, state = site.remembered.forgotten, _state_of(site)
    known = site.remembered.get(asked) if state else None
    if state is None or known is None:
        return state, ()
    held = _held(site, known, state)
    if held is None:
        if state.current:
            site.remembered.drop(asked)
        return state, ()
    if held.state != known.state:
        site.remembered.keep(asked, held, forgotten)
    return state, held.messages


def _keep(site: Site, asked: Hashable, messages: Sequence[Message], state: State, reads: Reads) -> None:
    """Keep an answer that was begun in a state, where it holds in the present one too: what it rests on may have been read in either."""
    forgotten, now, answer = site.remembered.forgotten, _state_of(site), Kept.of(messages, state, reads.resting())
    if now and (held := _held(site, answer, now)):
        site.remembered.keep(asked, held, forgotten)


def _held(site: Site, answer: Kept, now: State) -> Kept | None:
    """The answer as one of the present state or a later one, None where it is not known to hold."""
    resting, since = answer.resting, answer.state.seq
    apart = resting is not None and not resting.derives
    if answer.state.day != now.day or not (apart or now.current):
        return None
    if since >= now.seq and (apart or answer.state.current):
        return answer
    holds = resting is not None and site.store.unchanged(resting, since=since, until=now.seq, maker=MAKER)
    return replace(answer, state=now) if holds else None


def _state_of(site: Site) -> State | None:
    try:
        followed, newest = site.store.reach(MAKER)
    except StoreError:  # the application words it
        return None
    return State(newest, followed == newest, datetime.now(UTC).date())


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
    if scope["type"] != "http" or scope["method"] != "GET" or len(scope["query_string"]) > LONGEST:
        return False
    match scope["path"].split("/"):
        case ["", "v1", shelf, *rest]:
            return shelf in _DATA and (len(rest) != 1 or shelf == "disputes" or bool(scope["query_string"]))
        case ["", page, *_]:
            return page in _PAGES
    return False


def _wants_anew(request: Request) -> bool:
    """Whether it wants no answer that was kept (RFC 9111, 5.2.1.4), as a browser does that is told to forget its own."""
    return "no-cache" in request.headers.get("cache-control", "")


def _asked(request: Request) -> Hashable:
    """All that an answer of success can depend on beside the store and the day; a page is the same whatever is accepted."""
    varying = _VARYING if request.url.path.startswith("/v1/") else ()
    return request.url.path, request.url.query, tuple(request.headers.get(name) for name in varying), bounds_of(request)
